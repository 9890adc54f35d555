// Pieces that the pages of "How this was read" are made of.

import { el } from "./dom.js";
import { send } from "./events.js";

export const correct = (...corrections) => send({ kind: "correct", do: corrections });
export const button = (text, onclick, more = {}) => el("button", { type: "button", text, onclick, ...more });
// Escape in a field takes back what was typed; in one that nothing was typed in, it is the page's.
export const revertible = (input, was) => input.addEventListener("keydown", event => {
  if (event.key !== "Escape" || input.value === was) return;
  event.preventDefault();
  input.value = was;
});
// A button that says to what it does it, for those who come to it without seeing what stands beside it.
export const does = (text, to, corrections) => button(text, () => correct(...corrections), { "aria-label": `${text}: ${to}` });
export const place = (at, text, label) => button(text, () => send({ kind: "reader", name: "jump", value: at }), { class: "or-link", title: "Read it in its place", "aria-label": label });

const NUMBERS = new Set(["Turns", "Words", "Times", "Sure", "Characters", "Sentences", "Coherence", "Found again"]);
export function table(heads, rows, className) {
  // On a phone there is no head, and each number says itself what it is.
  for (const row of rows) heads.forEach((text, i) => { if (NUMBERS.has(text)) row.cells[i].dataset.head = text; });
  return el("table", { class: className },
    el("thead", {}, el("tr", {}, ...heads.map(text => el("th", { scope: "col", class: NUMBERS.has(text) ? "or-number" : undefined, text })))),
    el("tbody", {}, ...rows));
}
export const cell = (className, ...content) => el("td", { class: className }, ...content);
export const quiet = text => el("p", { class: "or-quiet", text });
