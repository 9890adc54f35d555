// "How this was read", references: every wording with whom or what it is taken to refer to; each can be put right.

import { el, onChosen } from "./dom.js";
import { cell, correct, does, place, quiet, revertible, table } from "./parts.js";

const HOW = { inferred: "inferred", corrected: "corrected", alias: "by another name", exact: "by name" };

function wording(told, audit) {
  const kind = el("select", { "aria-label": `What “${told.words}” (${told.key}) is` }, ...audit.kinds.map(value => el("option", { value, text: value })));
  kind.value = told.kind;
  const name = el("input", { type: "text", value: told.name, list: `or-targets-${told.kind}`, maxlength: "200", "aria-label": `Whom “${told.words}” (${told.key}) refers to` });
  const refers = () => (name.value.trim() ? correct({ do: "refers", words: told.words, target: `${kind.value}:${name.value.trim()}` }) : (name.value = told.name));
  name.onchange = refers;
  revertible(name, told.name);
  onChosen(kind, refers);
  const row = el("tr", {},
    cell("or-piece", place(told.at, told.words, `Read “${told.words}” (${told.key}) in its place`)), cell("or-target", name, kind), cell("", `${HOW[told.how]}, ${told.form}`),
    cell("or-number", told.count.toLocaleString("en")),
    cell("or-does", does("No reference", `${told.words} (${told.key})`, [{ do: "refers", words: told.words, target: "" }])));
  row.words = `${told.words} ${told.name}`.toLowerCase();
  return row;
}

export function drawReferences(audit) {
  const rows = audit.forms.map(told => wording(told, audit));
  const filter = el("input", { type: "text", placeholder: "Find a wording or a name", "aria-label": "Find a wording or a name" });
  filter.oninput = () => rows.forEach(row => { row.hidden = !row.words.includes(filter.value.trim().toLowerCase()); });
  const lists = audit.kinds.map(kind => el("datalist", { id: `or-targets-${kind}` },
    ...audit.targets.filter(key => key.startsWith(`${kind}:`)).map(key => el("option", { value: key.slice(kind.length + 1) }))));
  return [
    el("p", { class: "or-form" }, filter, el("span", { class: "or-quiet", text: `${audit.total}; ${audit.inferred} references are inferred and stand first.` })),
    audit.forms.length ? table(["Wording", "Refers to", "How", "Times", ""], rows) : quiet("Nobody and nothing is referred to by name in this transcript."),
    ...lists,
  ];
}
