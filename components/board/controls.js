// A panel's controls: its choices, those asked for seldom behind a button, and the buttons that every panel has.

import { el, same } from "./dom.js";
import { send } from "./events.js";

function choice(panel, title, told) {
  const set = value => send({ kind: "option", panel, name: told.name, value });
  const label = `${title}: ${told.label}`;
  if (told.values) {
    const select = el("select", { "aria-label": label, title: told.label, "data-control": told.name },
      ...told.values.map(([value, words]) => el("option", { value, text: words })));
    select.value = told.value;
    select.onchange = () => set(select.value);
    return select;
  }
  const entry = el(told.long ? "textarea" : "input", { ...(told.long ? { rows: "3" } : { type: "text" }), "aria-label": label, placeholder: told.placeholder, title: told.label, "data-control": told.name, maxlength: "2000" });
  entry.value = told.value;
  entry.onchange = () => set(entry.value.trim());
  return entry;
}

function further(panel, title, choices) {
  if (!choices.length) return null;
  const list = el("div", { class: "or-menu-list", role: "group", "aria-label": `${title}: further settings` },
    ...choices.map(told => el("label", {}, el("span", { text: told.label }), choice(panel, title, told))));
  return el("details", { class: "or-menu or-further" }, el("summary", { text: "More", "aria-label": `${title}: further settings`, "data-control": "further" }), list);
}

export function makeControls(panel, title) {
  const box = el("div", { class: "or-controls" });
  const button = (name, text, pressed, words, kind) => el("button", {
    type: "button", "data-control": name, "aria-pressed": pressed === undefined ? undefined : String(pressed), title: words, text,
    onclick: () => send({ kind, panel }),
  });
  document.addEventListener("click", event => {
    const open = box.querySelector("details[open]");
    if (open && !open.contains(event.target)) open.open = false;
  });
  box.addEventListener("keydown", event => {
    const open = box.querySelector("details[open]");
    if (event.key === "Escape" && open) { open.open = false; open.firstChild.focus(); }
  });
  return Object.assign(box, {
    update({ choices, table, how, explains }) {
      const shown = [choices, Boolean(table), Boolean(how), explains];
      if (same(box.shown, shown)) return;
      const focused = document.activeElement?.closest?.("[data-control]");
      const held = focused && box.contains(focused) ? focused.dataset.control : null, wasOpen = Boolean(box.querySelector("details[open]"));
      box.shown = shown;
      box.replaceChildren(...[
        ...choices.filter(told => !told.tucked).map(told => choice(panel, title, told)),
        further(panel, title, choices.filter(told => told.tucked)),
        explains ? button("how", "How?", Boolean(how), "How is this computed?", "explain") : null,
        button("table", table ? "Chart" : "Table", Boolean(table), table ? "Back to the chart" : "Show the numbers as a table", "table"),
        button("csv", "CSV", undefined, "Download the numbers as CSV", "csv"),
      ].filter(Boolean));
      if (wasOpen && box.querySelector("details")) box.querySelector("details").open = true;
      if (held) box.querySelector(`[data-control="${held}"]`)?.focus({ preventScroll: true });
    },
  });
}
