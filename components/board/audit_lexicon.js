// "How this was read", topics: the lexicon, topic by topic, each entry with how often it hits; entries come and go at a click.

import { el } from "./dom.js";
import { send } from "./events.js";
import { button, cell, correct, quiet, revertible, table } from "./parts.js";

const written = entries => entries.map(([text]) => text);

function changed(topic, more) {
  return correct({ do: "topic_words", topic: topic.name, description: topic.description, terms: written(topic.terms), vetoes: written(topic.vetoes), ...more });
}

function entries(topic, list, title, hint) {
  const chips = topic[list].map(([text, count]) => el("span", { class: count ? "or-entry" : "or-entry or-idle" }, el("bdi", { text }), el("small", { text: count.toLocaleString("en") }),
    button("×", () => changed(topic, { [list]: written(topic[list]).filter(one => one !== text) }), { "aria-label": `Take “${text}” out of ${topic.name}` })));
  const more = el("input", { type: "text", placeholder: hint, maxlength: "120", "aria-label": `${title} of ${topic.name}: add one` });
  more.onchange = () => { if (more.value.trim()) changed(topic, { [list]: [...written(topic[list]), more.value.trim()] }); };
  revertible(more, "");
  return el("div", { class: "or-entries" }, el("b", { text: title }), ...chips, more);
}

// Thousands of entries: a topic's are made when it is opened.
function card(topic, isOpen) {
  const box = el("details", { class: "or-kind", "data-topic": topic.name },
    el("summary", {}, el("b", { text: topic.name }), ` ${topic.sentences} `, el("span", { class: "or-quiet", text: topic.description })));
  const fill = () => box.append(
    entries(topic, "terms", "Gives it", "word, phrase or stem*"), entries(topic, "vetoes", "Takes it away", "phrase"),
    button("Remove this topic", () => changed(topic, { terms: [] }), { "aria-label": `Remove the topic ${topic.name}` }));
  box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) fill(); });
  if (isOpen) fill();
  box.open = isOpen;
  return box;
}

function theme(told) {
  const name = el("input", { type: "text", value: told.name, maxlength: "80", "aria-label": `Name of the theme ${told.key}` });
  name.onchange = () => (name.value.trim() ? correct({ do: "theme_name", terms: told.key, name: name.value.trim() }) : (name.value = told.name));
  revertible(name, told.name);
  return el("tr", {}, cell("or-target", name), cell("or-piece", told.key), cell("or-number", told.sentences), cell("or-number", told.coherence), cell("or-number", told.again));
}

function themes(audit) {
  return el("details", { class: "or-kind", "data-topic": " themes" }, el("summary", {}, el("b", { text: "Discovered themes" }), ` ${audit.themes.length || "none"} `,
    el("span", { class: "or-quiet", text: "words that come together in this text; give them a name" })),
    audit.themes.length ? table(["Theme", "Leading words", "Sentences", "Coherence", "Found again"], audit.themes.map(theme)) : quiet(audit.theme_note));
}

export function drawLexicon(audit) {
  const open = new Set([...document.querySelectorAll(".or-audit [data-topic][open]")].map(node => node.dataset.topic));
  const name = el("input", { type: "text", placeholder: "New topic", maxlength: "60", "aria-label": "Name of a new topic" });
  const first = el("input", { type: "text", placeholder: "its first word or phrase", maxlength: "120", "aria-label": "First word or phrase of a new topic" });
  const add = () => {
    const missing = [name, first].find(input => !input.value.trim());
    return missing ? missing.focus() : correct({ do: "topic_words", topic: name.value.trim(), terms: [first.value.trim()] });
  };
  first.onkeydown = event => { if (event.key === "Enter") add(); };
  const choose = () => {
    const file = el("input", { type: "file", accept: ".toml" });
    file.onchange = async () => send({ kind: "lexicon", text: await file.files[0].text() });
    file.click();
  };
  return [
    el("p", { class: "or-form" }, name, first, button("Add", add),
      button("Export the topics", () => send({ kind: "csv", panel: "lexicon" }), { title: "Download all topics with their words as a file, for a colleague or another transcript" }),
      button("Import topics…", choose, { title: "Use the topics of such a file in this transcript" })),
    quiet("* stands for any letters, a hyphen also for a space; a word with a capital is found with one only. The number behind an entry is how often it hits here."),
    Object.assign(themes(audit), { open: open.has(" themes") }),
    ...audit.topics.map(topic => card(topic, open.has(topic.name))),
  ];
}
