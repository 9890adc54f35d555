// How is this computed? Formulas, with the numbers of the row that a person picks put in, where they come from, what to beware of.

import { el, same } from "./dom.js";

export function drawExplanation(box, how) {
  if (same(box.shown, how)) return;
  box.shown = how;
  if (!how) return box.replaceChildren();
  const filled = how.methods.map(() => el("p", { class: "or-worked", dir: "ltr" }));
  const pick = el("select", { "aria-label": "Put in the numbers of" }, ...how.rows.map((row, i) => el("option", { value: String(i), text: row.name })));
  const fill = () => filled.forEach((line, i) => { line.textContent = how.rows[Number(pick.value)]?.worked[i] ?? ""; });
  pick.value = String(how.at);
  pick.onchange = fill;
  const head = el("p", { class: "or-how-head" }, el("strong", { text: "How is this computed?" }));
  if (how.rows.length) head.append(el("label", {}, el("span", { text: " With the numbers of " }), pick));
  box.replaceChildren(head, ...how.methods.flatMap((method, i) => [
    el("h3", { text: method.title }),
    el("p", { class: "or-formula", dir: "ltr", text: method.formula }),
    filled[i],
    el("ul", {}, ...method.cautions.map(text => el("li", { text }))),
    el("p", { class: "or-quiet", text: `Source: ${method.source}` }),
  ]));
  fill();
}
