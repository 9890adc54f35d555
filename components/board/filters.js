// The filter bar: what can be chosen, what is chosen. Always in sight.

import { el, same } from "./dom.js";
import { send } from "./events.js";

const SEARCH_PAUSE_MS = 350;

function menu(label, source, items) {
  const list = el("div", { class: "or-menu-list", role: "group", "aria-label": label });
  for (const item of items) {
    const box = el("input", { type: "checkbox" });
    box.onchange = () => send({ kind: "select", panel: source, atom: item.atom, add: true });
    list.append(el("label", {}, box,
      el("span", { class: "or-dot", style: item.color ? `background:${item.color}` : "display:none" }),
      el("bdi", { text: item.name }), el("small", { text: item.count })));
  }
  if (!items.length) list.append(el("p", { class: "or-quiet", text: "None found" }));
  return el("details", { class: "or-menu", "data-menu": source }, el("summary", { text: label }), list);
}

function exportMenu(formats) {
  const list = el("div", { class: "or-menu-list", role: "group", "aria-label": "Export the transcript" });
  const details = el("details", { class: "or-menu or-export" }, el("summary", { text: "Export" }), list);
  for (const [to, title, suffix] of formats) {
    const onclick = () => { details.open = false; send({ kind: "export", to }); };
    list.append(el("button", { type: "button", onclick }, el("span", { text: title }), el("small", { text: suffix })));
  }
  return details;
}

export function makeFilters() {
  const menus = el("div", { class: "or-menus" });
  const search = el("input", { type: "search", placeholder: "Search: negotiat*, [go]", "aria-label": "Search a word or phrase",
    title: "Words in a row; * stands for any ending or any word, ? for one letter, [go] for all forms of go", maxlength: "200" });
  const chips = el("div", { class: "or-chips", role: "group", "aria-label": "Active filters" });
  const counts = el("p", { class: "or-counts", role: "status" });
  const audit = el("button", { type: "button", class: "or-to-audit", text: "How this was read", "aria-controls": "or-audit" });
  audit.onclick = () => send({ kind: "audit", tab: audit.getAttribute("aria-expanded") === "true" ? "" : "speakers" });
  const undo = el("button", { type: "button", class: "or-clear", text: "Undo", hidden: true, onclick: () => send({ kind: "undo" }) });
  const toReader = el("button", { type: "button", class: "or-to-reader", text: "Read ↓" });
  let timer = 0, sent = "";
  const look = () => {
    clearTimeout(timer);
    if (search.value.trim() !== sent) send({ kind: "search", value: (sent = search.value.trim()) });
  };
  search.oninput = () => { clearTimeout(timer); timer = setTimeout(look, SEARCH_PAUSE_MS); };
  search.onkeydown = event => { if (event.key === "Enter") look(); };
  toReader.onclick = () => document.querySelector("[data-panel=reader]")?.scrollIntoView({ behavior: "smooth" });
  const exports = el("div", { class: "or-exports" });
  const bar = el("div", { class: "or-filters" }, menus, search, chips, counts, undo, exports, audit, toReader);
  document.addEventListener("click", event => {
    for (const open of bar.querySelectorAll("details[open]")) if (!open.contains(event.target)) open.open = false;
  });
  bar.addEventListener("keydown", event => {
    if (event.key === "Escape") for (const open of bar.querySelectorAll("details[open]")) { open.open = false; open.firstChild.focus(); }
  });
  return Object.assign(bar, {
    update(filters, { tab, done, last }) {
      audit.setAttribute("aria-expanded", String(Boolean(tab)));
      audit.textContent = done ? `How this was read · ${done} corrected` : "How this was read";
      undo.hidden = !done || Boolean(tab);
      undo.title = `Undo: ${last}`;
      if (same(bar.shown, filters)) return;
      bar.shown = filters;
      drawMenus(menus, filters.menus);
      if (!exports.firstChild) exports.append(exportMenu(filters.exports));
      if (document.activeElement !== search || filters.search === "") search.value = filters.search;
      sent = filters.search;
      counts.textContent = filters.counts;
      toReader.textContent = `Read ${filters.turns} ↓`;
      drawChips(chips, filters.chips);
    },
  });
}

// The lists are those of the transcript and are made once; what changes at a click is which entries are ticked.
function drawMenus(box, menus) {
  const entries = menus.map(({ source, items }) => [source, items.map(({ on, ...entry }) => entry)]);
  if (!same(box.shown, entries)) {
    box.shown = entries;
    box.replaceChildren(...menus.map(({ label, source, items }) => menu(label, source, items)));
  }
  const ticks = menus.flatMap(({ items }) => items.map(item => item.on));
  box.querySelectorAll("input").forEach((input, i) => { input.checked = ticks[i]; });
}

function drawChips(box, chips) {
  box.replaceChildren(...chips.map(chip => el("button", {
    type: "button", class: "or-chip", "aria-label": `Remove filter ${chip.label}`,
    onclick: () => send({ kind: "clear", panel: chip.source, atom: chip.atom }),
  }, el("small", { text: chip.of }), el("bdi", { text: chip.label }), el("span", { "aria-hidden": "true", text: "×" }))));
  if (chips.length) {
    box.append(el("button", { type: "button", class: "or-clear", text: "Clear", onclick: () => send({ kind: "clear", panel: "*" }) }));
  } else {
    box.append(el("span", { class: "or-quiet", text: "Click any mark to filter everything else" }));
  }
}
