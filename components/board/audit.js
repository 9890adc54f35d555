// "How this was read": who was found, what was left out, what may have been missed; each with the click that mends it.
// What mends it comes from Python with the message, and goes back as it came.

import { el, onChosen, same } from "./dom.js";
import { send } from "./events.js";
import { drawLexicon } from "./audit_lexicon.js";
import { drawReferences } from "./audit_references.js";
import { button, cell, correct, does, place, quiet, revertible, table } from "./parts.js";
import { makeTabs } from "./tabs.js";

const TABS = {
  speakers: ["Speakers", "Rename, merge, split; every chart follows at once. Nothing in the file changes, and all of it can be undone."],
  rest: ["Not speech", "What was taken for something nobody said. Equal pieces stand together."],
  missed: ["Missed labels?", "Lines that look like speaker labels and were not taken for some."],
  pattern: ["Label pattern", "How a label looks in this file."],
  references: ["References", "Which words refer to whom and to what. What you change holds for all words written so, and every panel follows."],
  lexicon: ["Topics", "The words that give a sentence a topic, and those that take it away. Change them: the counts follow at once."],
  history: ["History", "What was corrected, and what is known of the file. Corrections are kept for this file on this computer."],
};
function close() {
  send({ kind: "audit", tab: "" });
  document.querySelector(".or-to-audit")?.focus();
}

export function makeAudit() {
  const body = el("div", { class: "or-audit-body", id: "or-audit-body", tabindex: "0", role: "tabpanel" });
  const titles = Object.fromEntries(Object.entries(TABS).map(([key, [title]]) => [key, title]));
  const tabs = makeTabs("How this was read", titles, body, key => send({ kind: "audit", tab: key }));
  const undo = button("Undo", () => send({ kind: "undo" })), redo = button("Redo", () => send({ kind: "redo" }));
  const choose = () => {
    const file = el("input", { type: "file", accept: ".json,application/json" });
    file.onchange = async () => send({ kind: "import", text: await file.files[0].text() });
    file.click();
  };
  const controls = el("div", { class: "or-controls" }, undo, redo,
    button("Export", () => send({ kind: "csv", panel: "audit" }), { title: "Download the corrections as a file" }),
    button("Import…", choose, { title: "Apply a file of corrections of this transcript" }),
    button("Close", close));
  const hint = el("p", { class: "or-takeaway" });
  const card = el("section", { class: "or-card or-audit", id: "or-audit", "data-panel": "audit", hidden: true },
    el("div", { class: "or-card-head" }, el("h2", { text: "How this was read" }), tabs, controls), hint, body);
  card.addEventListener("keydown", event => {
    if (event.defaultPrevented) return;
    if (event.key === "Escape") {
      event.preventDefault();
      return close();
    }
  });
  // Wherever the eye is while this stands open, Ctrl+Z is of what was corrected; in a field it is of what was typed.
  document.addEventListener("keydown", event => {
    const types = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (card.hidden || event.defaultPrevented || types || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    send({ kind: event.shiftKey ? "redo" : "undo" });
  });
  return Object.assign(card, {
    update(audit) {
      if (same(card.shown, audit)) return;
      const before = card.shown;
      card.shown = audit;
      card.hidden = !audit.tab;
      undo.disabled = !audit.done;
      redo.disabled = !audit.undone;
      if (!audit.tab) return;
      hint.textContent = TABS[audit.tab][1];
      tabs.mark(audit.tab);
      const top = before?.tab === audit.tab ? body.scrollTop : 0;
      const focused = body.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
      body.replaceChildren(...DRAW[audit.tab](audit).filter(Boolean));
      body.scrollTop = top;
      if (focused !== null) ([...body.querySelectorAll("[aria-label]")].find(node => node.getAttribute("aria-label") === focused) ?? body).focus({ preventScroll: true });
    },
  });
}

const DRAW = {
  speakers: audit => [
    ...audit.alike.map(pair => el("p", { class: "or-advice" }, el("bdi", { text: pair.one }), " and ", el("bdi", { text: pair.other }),
      ` may be one person. ${pair.why} `, does("They are one", `${pair.one}, ${pair.other}`, pair.do))),
    table(["Speaker", "Role", "Printed as", "Turns", "Words", "First words", "Sure", ""], audit.speakers.map(who => speaker(who, audit))),
    audit.speakers.length < parseInt(audit.total.replaceAll(",", ""), 10) ? quiet(`The first ${audit.speakers.length} of ${audit.total}.`) : null,
  ],
  rest: audit => [
    ...(audit.extraction ? extraction(audit.extraction) : []),
    quiet(audit.sum),
    ...audit.kinds.map(kind => el("details", { class: "or-kind", open: audit.kinds.length < 3 },
      el("summary", {}, el("b", { text: kind.title }), ` ${kind.count} · ${kind.characters} characters`),
      table(["Piece", "Times", ""], kind.pieces.map(piece => el("tr", {},
        cell("or-piece", place(piece.at, piece.text)), cell("or-number", String(piece.count)),
        cell("or-does", does(piece.count > 1 ? "All are speech" : "This is speech", piece.text, piece.do)))), "or-pieces"),
      kind.more ? quiet(`and ${kind.more.toLocaleString("en")} more: mark them in the reader, by lines`) : null)),
    audit.kinds.length ? null : quiet("Everything in this file is speech or a label."),
  ],
  missed: audit => audit.missed.length
    ? [table(["Looks like", "Line", "Times", "Why", ""], audit.missed.map(line => el("tr", {},
      cell("", el("bdi", { text: line.name })), cell("or-piece", place(line.at, line.line)), cell("or-number", String(line.count)),
      cell("", line.why), cell("or-does", does(line.count > 1 ? "These are labels" : "This is a label", line.name, line.do)))))]
    : [quiet("No other line looks like a speaker label. If one was missed, mark it in the reader and choose “A label”.")],
  pattern: audit => {
    const input = el("input", { type: "text", value: audit.template, maxlength: "60", "aria-label": "A label looks like", spellcheck: "false" });
    const apply = () => (input.value.trim() ? correct({ do: "pattern", pattern: input.value }) : input.focus());
    revertible(input, audit.template);
    input.onkeydown = event => { if (event.key === "Enter") apply(); };
    return [
      el("p", { text: audit.words }),
      el("p", { class: "or-form" }, input, button("Read it so", apply), button("All one speaker", () => correct({ do: "pattern", pattern: "" })),
        audit.chosen === null ? null : button("As On Record finds them", () => correct({ do: "as_found" }))),
      quiet("NAME stands for the speaker’s name (CAPS for one in capitals), TIME for a time, ↵ for the end of the line; everything else for itself: "
        + "“NAME:”, “[NAME] TIME”, “== NAME ==”, “CAPS↵”."),
    ];
  },
  references: drawReferences,
  lexicon: drawLexicon,
  history: audit => [
    audit.steps.length ? el("ol", {}, ...audit.steps.map(text => el("li", { text }))) : quiet("Nothing was corrected."),
    table(["Of the file", ""], audit.facts.map(([name, value]) => el("tr", {}, cell("", name), cell("", value))), "or-facts"),
  ],
};

function extraction({ sum, dropped, more }) {
  return [
    quiet(sum),
    dropped.length ? table(["Left out", "Characters", "Times", "For example"], dropped.map(([what, characters, pieces, example]) => el("tr", {},
      cell("", what), cell("or-number", characters), cell("or-number", pieces), cell("or-piece", el("bdi", { text: example })))), "or-dropped") : null,
    more ? quiet(`and ${more.toLocaleString("en")} more kinds`) : null,
  ];
}

function speaker(who, audit) {
  const name = el("input", { type: "text", value: who.name, size: String(Math.min(who.name.length + 1, 32)), maxlength: "200", "aria-label": `Name of ${who.name}`, title: `${who.name}: type another name, then Enter` });
  name.onchange = () => (name.value.trim() ? correct({ do: "person", labels: who.all, name: name.value }) : (name.value = who.name));
  revertible(name, who.name);
  const role = el("select", { "aria-label": `Role of ${who.name}` }, ...audit.roles.map(([value, , words]) => el("option", { value, text: words })));
  role.value = who.role;
  onChosen(role, () => correct({ do: "role", labels: who.all, role: role.value, is_group: Boolean(audit.roles.find(([value]) => value === role.value)?.[1]) }));
  const merge = el("select", { "aria-label": `Who ${who.name} is` }, el("option", { value: "", text: "Same as…" }),
    ...audit.names.filter(other => other !== who.name).map(other => el("option", { value: other, text: other })));
  // A choice by the arrow keys changes at once what a closed list shows: only the button merges.
  const join = button("Merge", () => correct({ do: "person", labels: who.all, name: merge.value }), { hidden: true, "aria-label": `Merge ${who.name}` });
  merge.onchange = () => { join.hidden = !merge.value; };
  const labels = who.labels.map(({ label, shown, count }) => el("span", { class: "or-label" }, el("bdi", { text: shown || "no label" }), ` ${count}`,
    who.all.length > 1 && who.all.includes(label) && label.toLowerCase() !== who.name.toLowerCase()
      ? does("Split", label, [{ do: "person", labels: [label], name: label }]) : null));
  return el("tr", {},
    cell("or-who", el("span", { class: "or-dot", style: `background:${who.color}` }), name),
    cell("or-role", role), cell("or-labels", ...labels, who.via ? el("small", { text: who.via }) : null),
    cell("or-number", who.turns), cell("or-number", who.words), cell("or-piece", place(who.at, who.first || "–")),
    cell("or-number", who.unsure ? `${who.confidence}, ${who.unsure} unsure` : who.confidence),
    cell("or-does", merge, join, does("Not a speaker", who.name, [{ do: "not_labels", labels: who.all }])));
}
