// One chart: a figure dict drawn in place, its gestures turned into events. Knows nothing of what the figure shows.

import { send } from "./events.js";

const REACH_PX = 14;
const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false, scrollZoom: false };

// The mark that was hit keeps its strength and the others dim (CSS), within a frame and before Python has answered.
function feedback(box, point) {
  box.querySelectorAll(".or-hit").forEach(node => node.classList.remove("or-hit"));
  box.querySelector(".or-ring")?.remove();
  if (!point) return box.classList.remove("or-waiting");
  box.classList.add("or-waiting");
  const hit = [...box.querySelectorAll(".point")].find(node => {
    const datum = node.__data__;
    return (datum?.i ?? datum?.pointNumber) === point.pointNumber
      && (node.closest(".trace")?.__data__?.[0]?.trace?.index ?? point.curveNumber) === point.curveNumber;
  });
  if (hit) return hit.classList.add("or-hit");
  const around = point.bbox;
  if (!around) return;
  const ring = document.createElement("i");
  ring.className = "or-ring";
  Object.assign(ring.style, {
    left: `${around.x0}px`, top: `${around.y0}px`, width: `${around.x1 - around.x0}px`, height: `${around.y1 - around.y0}px`,
  });
  box.append(ring);
}

const atomOf = point => (Array.isArray(point?.customdata?.[0]) ? point.customdata : null);

function select(box, key, point, add) {
  const atom = atomOf(point);
  if (atom) {
    feedback(box, point);
    send({ kind: "select", panel: key, atom, add });
  } else if (box.onrecord.panel.brush && typeof point?.x === "number") {
    const half = (box.data[point.curveNumber]?.dx ?? 0) / 2;
    box.classList.add("or-waiting");
    send({ kind: "brush", panel: key, x: [point.x - half, point.x + half] });
  }
}

// Every mark that can be chosen, in reading order: what the arrow keys walk.
function marks(box) {
  const seen = new Set();
  return box.data.flatMap((trace, curveNumber) => {
    if (!Array.isArray(trace.customdata)) return [];
    const flat = Array.isArray(trace.customdata[0]?.[0]?.[0])
      ? trace.customdata.flatMap((row, r) => row.map((customdata, c) => (
        { curveNumber, customdata, x: trace.x[c], y: trace.y[r], words: trace.hovertext?.[r]?.[c] })))
      : trace.customdata.map((customdata, pointNumber) => (
        { curveNumber, pointNumber, customdata, words: trace.hovertext?.[pointNumber] }));
    return flat.filter(mark => {
      const id = JSON.stringify(mark.customdata);
      return !seen.has(id) && seen.add(id);
    });
  });
}

function walk(box, key, live, event) {
  const all = marks(box), state = box.onrecord;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step && all.length) {
    state.at = ((state.at ?? (step > 0 ? -1 : 0)) + step + all.length) % all.length;
    const mark = all[state.at];
    live.textContent = unescaped(mark.words ?? mark.customdata.map(pair => pair[1]).join(", "));
    const axes = box._fullLayout;
    if (mark.pointNumber === undefined) {
      window.Plotly.Fx.hover(box, { xval: axes.xaxis.d2c(mark.x), yval: axes.yaxis.d2c(mark.y) }, "xy");
    } else {
      window.Plotly.Fx.hover(box, [{ curveNumber: mark.curveNumber, pointNumber: mark.pointNumber }]);
    }
  } else if ((event.key === "Enter" || event.key === " ") && all[state.at]) {
    select(box, key, all[state.at], event.shiftKey);
  } else if (event.key === "Escape") {
    box.classList.add("or-waiting");
    send({ kind: "clear", panel: key });
  } else return;
  event.preventDefault();
}

const unescaped = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

// The mark under the pointer. Plotly's own answer is that of its last hover, which it throttles: a click that follows the
// pointer's arrival at once would choose the mark that the pointer has just left.
function hit(box, event) {
  const { xaxis, yaxis } = box._fullLayout, at = box.getBoundingClientRect();
  const across = event.clientX - at.left - xaxis._offset, down = event.clientY - at.top - yaxis._offset;
  if (!(across >= 0 && down >= 0 && across <= xaxis._length && down <= yaxis._length)) return null;
  const x = xaxis.p2c(across), y = yaxis.p2c(down);
  let found = null, nearest = REACH_PX;
  box.data.forEach((trace, curveNumber) => {
    if (trace.type === "heatmap") {
      // Columns of a category axis stand one apart from 0 on; others say where they stand.
      const wide = xaxis.type !== "category" && trace.x ? trace.x[1] - trace.x[0] : 1;
      const column = Math.round(wide === 1 ? x : (x - trace.x[0]) / wide), row = Math.round(y), customdata = trace.customdata?.[row]?.[column];
      const middle = wide === 1 ? column : trace.x[column];
      const bbox = {
        x0: xaxis._offset + xaxis.c2p(middle - wide / 2), x1: xaxis._offset + xaxis.c2p(middle + wide / 2),
        y0: yaxis._offset + yaxis.c2p(row - 0.5), y1: yaxis._offset + yaxis.c2p(row + 0.5),
      };
      if (customdata) found = { curveNumber, customdata, bbox };
      else if (!trace.customdata) found = { curveNumber, x };
    } else if (trace.type === "bar" && trace.customdata) {
      trace.customdata.forEach((customdata, pointNumber) => {
        const from = trace.base?.[pointNumber] ?? 0, to = from + trace.x[pointNumber];
        const off = Math.abs(yaxis.d2c(trace.y[pointNumber]) - y);
        if (off <= 0.5 && x >= Math.min(from, to) && x <= Math.max(from, to)) found = { curveNumber, pointNumber, customdata };
      });
    } else if (trace.stackgroup) {
      found ??= { curveNumber, x };
    } else if (trace.customdata) {
      trace.customdata.forEach((customdata, pointNumber) => {
        const far = Math.hypot(xaxis.d2p(trace.x[pointNumber]) - across, yaxis.d2p(trace.y[pointNumber]) - down);
        if (far < nearest) [nearest, found] = [far, { curveNumber, pointNumber, customdata }];
      });
    }
  });
  return found;
}

function wire(box, key, live) {
  const adds = event => Boolean(event.shiftKey || event.ctrlKey || event.metaKey);
  let pressed = null;
  box.addEventListener("pointerdown", event => { pressed = event; }, true);
  // Without a hover before it Plotly reports no click at all.
  document.addEventListener("pointerup", event => {
    const from = pressed;
    if (!from || Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > 4) { pressed = null; return; }
    setTimeout(() => {
      if (pressed !== from) return;
      pressed = null;
      const point = box.isConnected && hit(box, from);
      if (point) select(box, key, point, adds(event));
    });
  }, true);
  box.on("plotly_click", event => {
    const by = event.event ?? {};
    const point = (by.clientX === undefined ? null : hit(box, by)) ?? event.points?.[0];
    pressed = null;
    if (point) select(box, key, { ...event.points?.[0], ...point }, adds(by));
  });
  box.on("plotly_selected", event => {
    const range = event?.range?.x;
    // Plotly draws an outline of its own; ours comes back with the answer, at the turns that were touched.
    setTimeout(() => window.Plotly.relayout(box, { selections: [] }));
    if (!range) return;
    box.classList.add("or-waiting");
    send({ kind: "brush", panel: key, x: range });
  });
  box.addEventListener("keydown", event => walk(box, key, live, event));
  new ResizeObserver(() => {
    cancelAnimationFrame(box.onrecord.frame);
    box.onrecord.frame = requestAnimationFrame(() => {
      const width = box.clientWidth;
      if (box.isConnected && width && Math.abs(width - box._fullLayout.width) > 1) window.Plotly.Plots.resize(box);
    });
  }).observe(box);
}

function themed(layout, theme, revision) {
  const axis = {
    gridcolor: theme.grid, zeroline: false, linecolor: theme.grid, automargin: false,
    tickfont: { size: 11, color: theme.text }, tickcolor: theme.grid,
  };
  return {
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", uirevision: 1, selectionrevision: revision, bargap: 0.25, hovermode: "closest",
    font: { family: theme.font, size: 11, color: theme.text },
    hoverlabel: { bgcolor: theme.paper, bordercolor: theme.grid, font: { color: theme.text, family: theme.font, size: 12 } },
    newselection: { line: { color: theme.text, dash: "dot", width: 1 } },
    ...layout, selections: [],
    xaxis: { ...axis, ...layout.xaxis }, yaxis: { ...axis, showgrid: false, ...layout.yaxis },
  };
}

// Numbers printed in cells take the theme's own colour: Plotly picks one for a white page, and takes no account of clear cells.
const lettered = (data, theme) => data.map(trace =>
  trace.texttemplate || trace.textfont ? { ...trace, textfont: { ...trace.textfont, color: theme.text } } : trace);

export async function draw(box, panel, theme, live) {
  const state = (box.onrecord ??= {});
  const drawn = panel.rev + theme.id;
  state.panel = panel;
  box.setAttribute("aria-label", `${panel.title}: ${panel.takeaway}`);
  if (state.drawn !== drawn) {
    box.style.height = `${panel.figure.layout.height}px`;
    await window.Plotly.react(box, lettered(panel.figure.data, theme), themed(panel.figure.layout, theme, panel.rev), CONFIG);
    if (!state.drawn) wire(box, panel.key, live);
    state.drawn = drawn;
    state.at = undefined;
  }
  feedback(box, null);
}
