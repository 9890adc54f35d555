// The board: filter bar, panels and reader in one mount. Python counts; this draws what it says and reports gestures.

import { makeAudit } from "./audit.js";
import { drawCard, makeCard } from "./card.js";
import { connect, send } from "./events.js";
import { makeFilters } from "./filters.js";
import { plotly } from "./plotly.js";
import { makeReader } from "./reader.js";

const PATIENCE_MS = 2_000;

function build(root) {
  const filters = makeFilters(), charts = document.createElement("div"), reader = makeReader(), audit = makeAudit();
  charts.className = "or-charts";
  const columns = [0, 1].map(() => Object.assign(document.createElement("div"), { className: "or-column" }));
  charts.append(...columns);
  const main = document.createElement("div"), live = document.createElement("div");
  main.className = "or-main";
  live.className = "or-live";
  live.setAttribute("aria-live", "polite");
  main.append(charts, reader);
  const problem = Object.assign(document.createElement("p"), { className: "or-problem", hidden: true });
  problem.setAttribute("role", "alert");
  root.replaceChildren(filters, problem, audit, main, live);
  return { filters, problem, audit, charts, columns, reader, live, cards: new Map() };
}

// Wide cards first, then two columns that fill by themselves. All stand before the first is drawn, so that widths have settled.
function place(parts, panels) {
  let side = 0;
  for (const panel of panels) {
    if (parts.cards.has(panel.key)) continue;
    const card = makeCard(panel);
    parts.cards.set(panel.key, card);
    if (panel.wide) parts.charts.insertBefore(card, parts.columns[0]);
    else parts.columns[side++ % parts.columns.length].append(card);
  }
}

function isInSight(card) {
  const { top, bottom } = card.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}

const inSight = parts => [...parts.cards].filter(([, card]) => isInSight(card)).map(([key]) => key);

// A page in the background paints nothing, and goes on all the same.
const painted = () => new Promise(done => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 100); });

function themeOf(root) {
  const style = getComputedStyle(root), value = name => style.getPropertyValue(`--st-${name}`).trim();
  const theme = {
    text: value("text-color"), grid: value("border-color-light") || value("border-color"),
    paper: value("secondary-background-color"), font: style.fontFamily,
  };
  return { ...theme, id: Object.values(theme).join() };
}

function download(root, file) {
  if (!file || root.downloaded === file.seq) return;
  root.downloaded = file.seq;
  const link = document.createElement("a");
  // Excel takes a CSV without the mark for Windows-1252.
  const parts = file.mime === "text/csv" ? ["\ufeff", file.text] : [file.text];
  link.href = URL.createObjectURL(new Blob(parts, { type: `${file.mime};charset=utf-8` }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export default async function board({ data, parentElement, setTriggerValue }) {
  performance.mark("onrecord:got");
  const root = parentElement.querySelector(".onrecord");
  root.latest = data;
  const parts = (root.parts ??= build(root));
  connect(setTriggerValue, data.ack, () => inSight(parts));
  await plotly(data.plotly);
  // A newer answer came while plotly.js was loading: that one draws.
  if (root.latest !== data) return;
  const theme = themeOf(root);
  parts.filters.update(data.filters, data.audit);
  parts.audit.update(data.audit);
  if (data.problem) {
    parts.problem.textContent = data.problem;
    parts.problem.hidden = false;
  } else if (data.answer !== root.answered) parts.problem.hidden = true;
  root.answered = data.answer;
  place(parts, data.panels);
  parts.reader.update(data.reader, data.audit, data.answer);
  download(root, data.download);
  const draw = panel => drawCard(parts.cards.get(panel.key), panel, theme, parts.live, data.answer);
  const later = data.panels.filter(panel => panel.later);
  data.panels = data.panels.filter(panel => !panel.later);
  for (const panel of later) parts.cards.get(panel.key).parts.plot.classList.add("or-waiting");
  const seen = new Set(data.panels.filter(panel => isInSight(parts.cards.get(panel.key))));
  for (const panel of seen) await draw(panel);
  performance.mark("onrecord:seen");
  // What is in sight is painted before the rest is drawn, and a newer answer draws the rest itself.
  if (seen.size < data.panels.length || later.length) await painted();
  for (const panel of data.panels) if (!seen.has(panel) && root.latest === data) await draw(panel);
  // What is still being found is asked for again.
  if (data.panels.some(panel => panel.pending)) setTimeout(() => root.latest === data && send({ kind: "rest" }), PATIENCE_MS);
  if (!later.length) performance.mark("onrecord:drawn");
  else if (root.latest === data) send({ kind: "rest" });
}
