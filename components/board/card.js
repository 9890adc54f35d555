// A panel's frame: title, takeaway, controls, chart, and its numbers as a table on demand.

import { draw } from "./chart.js";
import { el, same } from "./dom.js";
import { send } from "./events.js";

export function makeCard(panel) {
  const title = el("h2", { text: panel.title });
  const takeaway = el("p", { class: "or-takeaway" });
  const controls = el("div", { class: "or-controls" });
  const plot = el("div", { class: "or-plot", tabindex: "0", role: "group" });
  const table = el("div", { class: "or-table", hidden: true, tabindex: "0", role: "region", "aria-label": `${panel.title}: table` });
  const card = el("section", { class: panel.wide ? "or-card or-wide" : "or-card", "data-panel": panel.key, "data-rev": "0" },
    el("div", { class: "or-card-head" }, title, controls), takeaway, plot, table);
  return Object.assign(card, { parts: { takeaway, controls, plot, table } });
}

function drawControls(box, panel) {
  const shown = [panel.choices, Boolean(panel.table)];
  if (same(box.shown, shown)) return;
  const focused = document.activeElement?.closest?.("[data-control]")?.dataset.control;
  box.shown = shown;
  box.replaceChildren(
    ...panel.choices.map(choice => {
      const select = el("select", { "aria-label": `${panel.title}: ${choice.label}`, "data-control": choice.name },
        ...choice.values.map(([value, words]) => el("option", { value, text: words })));
      select.value = choice.value;
      select.onchange = () => send({ kind: "option", panel: panel.key, name: choice.name, value: select.value });
      return select;
    }),
    el("button", {
      type: "button", "data-control": "table", "aria-pressed": String(Boolean(panel.table)),
      title: panel.table ? "Back to the chart" : "Show the numbers as a table",
      text: panel.table ? "Chart" : "Table", onclick: () => send({ kind: "table", panel: panel.key }),
    }),
    el("button", {
      type: "button", "data-control": "csv", title: "Download the numbers as CSV", text: "CSV",
      onclick: () => send({ kind: "csv", panel: panel.key }),
    }),
  );
  if (focused && box.contains(document.activeElement) === false) box.querySelector(`[data-control="${focused}"]`)?.focus({ preventScroll: true });
}

function drawTable(box, table) {
  if (same(box.shown, table)) return;
  box.shown = table;
  if (!table) return box.replaceChildren();
  const head = el("tr", {}, ...table.columns.map(name => el("th", { scope: "col", text: name })));
  const rows = table.rows.map(row => el("tr", {}, ...row.map(cell =>
    el("td", { class: typeof cell === "number" ? "or-number" : undefined, text: cell === null ? "–" : String(cell) }))));
  const more = table.total > table.rows.length
    ? el("p", { class: "or-quiet", text: `The first ${table.rows.length} of ${table.total} rows; the CSV has all.` }) : null;
  box.replaceChildren(...[el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)), more].filter(Boolean));
}

export async function drawCard(card, panel, theme, live, answer) {
  const { takeaway, controls, plot, table } = card.parts;
  if (takeaway.textContent !== panel.takeaway) takeaway.textContent = panel.takeaway;
  takeaway.title = panel.hint;
  drawControls(controls, panel);
  drawTable(table, panel.table);
  table.hidden = !panel.table;
  plot.hidden = Boolean(panel.table);
  await draw(plot, panel, theme, live);
  card.dataset.rev = String(answer);
}
