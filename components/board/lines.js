// Words of the transcript in a panel: passages, exchanges, comparisons. Quoted as they stand, runs told apart by what they are.

import { el, same } from "./dom.js";
import { send } from "./events.js";

const TAGS = { same: "mark", out: "del", in: "ins", quiet: "i" };
const SPOKEN = { out: "left out: ", in: "added: " };

function line(panel, told) {
  const choose = event => {
    box.classList.add("or-chosen");
    send({ kind: "select", panel, atom: told.atom, add: event.shiftKey || event.ctrlKey || event.metaKey });
  };
  const dot = told.color ? el("span", { class: "or-dot", style: `background:${told.color}` }) : null;
  const head = told.atom.length
    ? el("button", { type: "button", class: "or-link", text: told.head, title: "Read it in its place", "aria-pressed": String(told.on), onclick: choose })
    : el("span", { text: told.head });
  const runs = told.runs.map(([kind, text]) => el(TAGS[kind] ?? "span", {}, SPOKEN[kind] ? el("span", { class: "or-unseen", text: SPOKEN[kind] }) : null, text));
  const words = el("p", { dir: "auto" }, ...runs);
  const box = el("li", { class: told.on ? "or-chosen" : undefined },
    el("div", { class: "or-line-head" }, dot, head, told.note ? el("small", { text: told.note }) : null), words);
  if (told.atom.length) words.onclick = event => { if (getSelection().isCollapsed) choose(event); };
  return box;
}

export function drawLines(box, panel) {
  if (same(box.shown, panel.lines)) return [...box.children].forEach((node, i) => node.classList.toggle("or-chosen", panel.lines[i].on));
  box.shown = panel.lines;
  const top = box.scrollTop;
  box.replaceChildren(...panel.lines.map(told => line(panel.key, told)));
  box.scrollTop = top;
}
