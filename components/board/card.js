// A panel's frame: title, takeaway, controls, chart, and on demand its numbers as a table and how they are computed.

import { draw } from "./chart.js";
import { makeControls } from "./controls.js";
import { el, same } from "./dom.js";
import { send } from "./events.js";
import { drawExplanation } from "./explanation.js";
import { drawLines } from "./lines.js";

export function makeCard(panel) {
  const title = el("h2", { text: panel.title });
  const takeaway = el("p", { class: "or-takeaway" });
  const controls = makeControls(panel.key, panel.title);
  const plot = el("div", { class: "or-plot", tabindex: "0", role: "group" });
  const table = el("div", { class: "or-table", hidden: true, tabindex: "0", role: "region", "aria-label": `${panel.title}: table` });
  const lines = el("ol", { class: "or-lines", hidden: true, "aria-label": `${panel.title}: passages` });
  const how = el("div", { class: "or-how", hidden: true, role: "region", "aria-label": `${panel.title}: how this is computed` });
  const card = el("section", { class: panel.wide ? "or-card or-wide" : "or-card", "data-panel": panel.key, "data-rev": "0" },
    el("div", { class: "or-card-head" }, title, controls), takeaway, plot, lines, table, how);
  return Object.assign(card, { parts: { takeaway, controls, plot, lines, table, how } });
}

function drawTable(box, panel) {
  const table = panel.table;
  if (same(box.shown, table)) return;
  box.shown = table;
  if (!table) return box.replaceChildren();
  const head = el("tr", {}, ...table.columns.map(name => el("th", { scope: "col", text: name })));
  const rows = table.rows.map((row, at) => {
    const atom = table.atoms[at];
    const open = () => send({ kind: "select", panel: panel.key, atom });
    const cells = row.map((cell, column) => {
      const text = cell === null ? "–" : String(cell), style = typeof cell === "number" ? "or-number" : undefined;
      return atom && !column
        ? el("td", { class: style }, el("button", { type: "button", class: "or-link", title: "Read the sentences behind this row", text, onclick: open }))
        : el("td", { class: style, text });
    });
    return el("tr", {}, ...cells);
  });
  const more = table.total > table.rows.length
    ? el("p", { class: "or-quiet", text: `The first ${table.rows.length} of ${table.total} rows; the CSV has all.` }) : null;
  box.replaceChildren(...[el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)), more].filter(Boolean));
}

export async function drawCard(card, panel, theme, live, answer) {
  const { takeaway, controls, plot, lines, table, how } = card.parts;
  if (takeaway.textContent !== panel.takeaway) takeaway.textContent = panel.takeaway;
  takeaway.title = panel.hint;
  controls.update(panel);
  drawTable(table, panel);
  drawExplanation(how, panel.how);
  table.hidden = !panel.table;
  how.hidden = !panel.how;
  plot.hidden = Boolean(panel.table) || !panel.figure;
  lines.hidden = Boolean(panel.table) || !panel.lines.length;
  drawLines(lines, panel);
  if (panel.figure) await draw(plot, panel, theme, live);
  card.dataset.rev = String(answer);
}
