// The reader: the words themselves, hits marked, with its own scroll. Text comes in windows; the next is fetched near the end.

import { el } from "./dom.js";
import { send } from "./events.js";
import { makeMarking, placed } from "./marking.js";

const NOT_SPEECH = {
  label: "label", stage: "stage direction", interjection: "interjection", heading: "heading", timestamp: "time", furniture: "page furniture", metadata: "about the event", notice: "notice",
};
const ORDERS = { text: "In text order", left: "By what stands before", right: "By what follows", speaker: "By speaker" };
const FOLDED = new Set(["metadata", "notice", "furniture"]);

const NO_LINES = "A concordance lists each place where a word, topic or name is said. Search for one, or click one in a panel.";

export function makeReader() {
  const title = el("h2", { text: "Reader" });
  const counts = el("span", { class: "or-quiet" });
  const place = el("span", { class: "or-place", role: "status" });
  const button = (text, label, onclick) => el("button", { type: "button", text, "aria-label": label, title: label, onclick });
  const previous = button("↑", "Previous hit", () => go(-1)), next = button("↓", "Next hit", () => go(1));
  const whole = el("select", { "aria-label": "Reader: what to show" },
    el("option", { value: "", text: "Selected" }), el("option", { value: "1", text: "Whole text" }), el("option", { value: "kwic", text: "Concordance" }));
  whole.onchange = () => send(whole.value === "kwic" ? { kind: "reader", name: "kwic", value: "text" } : { kind: "reader", name: "whole", value: Boolean(whole.value) });
  const order = el("select", { "aria-label": "Reader: order of the lines" }, ...Object.entries(ORDERS).map(([value, text]) => el("option", { value, text })));
  order.onchange = () => send({ kind: "reader", name: "kwic", value: order.value });
  const notes = el("button", { type: "button", text: "Notes", title: "Show or hide what is not speech" });
  notes.onclick = () => send({ kind: "reader", name: "notes", value: notes.getAttribute("aria-pressed") !== "true" });
  const lines = el("button", { type: "button", text: "Lines", title: "Show the file line by line, with what each was taken for" });
  lines.onclick = () => send({ kind: "reader", name: "lines", value: lines.getAttribute("aria-pressed") !== "true" });
  const repaired = el("button", { type: "button", text: "Repaired", title: "Show garbled accents as what they were, or as they stand in the file" });
  repaired.onclick = () => send({ kind: "reader", name: "repaired", value: repaired.getAttribute("aria-pressed") !== "true" });
  const csv = button("CSV", "Download the sentences shown here as CSV", () => send({ kind: "csv", panel: "reader" }));
  const jump = el("input", { type: "number", min: "1", placeholder: "Turn", "aria-label": "Go to turn number" });
  jump.onchange = () => { if (jump.value) send({ kind: "reader", name: "jump", value: Number(jump.value) - 1 }); };
  const body = el("div", { class: "or-text", tabindex: "0", role: "region", "aria-label": "Transcript" });
  const card = el("section", { class: "or-card or-reader", "data-panel": "reader", "data-rev": "0" },
    el("div", { class: "or-card-head" }, title, el("div", { class: "or-controls" }, previous, next, jump, whole, order, repaired, notes, lines, csv)),
    el("div", { class: "or-reader-head" }, counts, place), body);
  const marking = makeMarking(card, body);
  card.append(marking.bar);
  let at = -1, wantNext = false;

  function go(step) {
    const marks = body.querySelectorAll("mark");
    if (!marks.length) return;
    if (step > 0 && at === marks.length - 1 && card.shown.more) {
      wantNext = true;
      return send({ kind: "reader", name: "more" });
    }
    body.querySelector("mark.or-now")?.classList.remove("or-now");
    at = (Math.max(at, step < 0 ? 0 : -1) + step + marks.length) % marks.length;  // before the first step none is the present one
    marks[at].classList.add("or-now");
    scrollTo(body, marks[at]);
    say();
  }
  function say() {
    const total = card.shown.hits;
    place.textContent = card.shown.kwic ? "" : total ? `${at + 1 > 0 ? `${at + 1} of ` : ""}${card.shown.found}` : "";
    previous.disabled = next.disabled = !total;
  }
  // Near the end of what is loaded, ask once for more.
  body.addEventListener("scroll", () => {
    if (card.shown?.more && !card.asked && body.scrollTop + body.clientHeight > body.scrollHeight - 600) {
      card.asked = true;
      send({ kind: "reader", name: "more" });
    }
  }, { passive: true });

  card.update = (reader, { names, targets }, answer) => {
    const before = card.shown;
    card.shown = reader;
    marking.offer(names, targets);
    if (before?.rev !== reader.rev) {
      const grows = before?.base === reader.base;
      if (!grows) at = -1;
      const kept = grows ? before.rows.length : 0;
      if (!grows) body.replaceChildren(...(reader.earlier ? [earlier(reader.earlier)] : []));
      marking.hide();
      body.append(...reader.rows.slice(kept).flatMap((row, i) => drawRow(row, marking, reader.rows[kept + i - 1])));
      body.classList.toggle("or-by-lines", reader.lines);
      body.classList.toggle("or-hide-notes", !reader.notes);
      card.asked = false;
      if (!grows) {
        body.scrollTop = 0;
        const first = body.querySelector("mark");
        if (first && reader.hits) scrollTo(body, first);
      }
      whole.value = reader.kwic ? "kwic" : reader.whole || !reader.filtered ? "1" : "";
      whole.options[0].disabled = !reader.filtered;
      order.value = reader.kwic || "text";
      order.hidden = !reader.kwic;
      body.classList.toggle("or-by-kwic", Boolean(reader.kwic));
      jump.hidden = notes.hidden = Boolean(reader.kwic);
      notes.setAttribute("aria-pressed", String(reader.notes));
      repaired.hidden = reader.repaired === null;
      repaired.setAttribute("aria-pressed", String(Boolean(reader.repaired)));
      lines.setAttribute("aria-pressed", String(reader.lines));
      whole.disabled ||= reader.lines;
      jump.max = String(reader.turns);
      counts.textContent = reader.head;
      if (!reader.rows.length) body.append(el("p", { class: "or-quiet", text: reader.kwic && !reader.filtered ? NO_LINES : "No sentence fits all filters together. Remove one to see more." }));
      say();
    }
    if (wantNext) { wantNext = false; go(1); }
    card.dataset.rev = String(answer);
  };
  return card;
}

function scrollTo(body, node) {
  const top = node.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
  body.scrollTop = Math.max(0, top - body.clientHeight / 4);
}

const earlier = turn => el("button", {
  type: "button", class: "or-elided", text: "Earlier turns", onclick: () => send({ kind: "reader", name: "jump", value: turn - 1 }),
});

function drawRow(row, marking, above) {
  if (row.note) return [drawNote(row, marking)];
  if (row.line) return [drawLine(row, above)];
  if (row.kwic) return [drawKwic(row)];
  const paragraphs = [];
  let paragraph = null;
  const begin = () => { paragraph = el("p", { dir: "auto" }); paragraphs.push(paragraph); };
  begin();
  row.parts.forEach(([kind, text], i) => {
    if (kind === "p") {
      if (paragraph.childNodes.length) begin();
    } else if (kind === "e") {
      paragraph.append(el("button", {
        type: "button", class: "or-elided", text: `… ${text} …`, title: "Show the whole turn",
        onclick: () => send({ kind: "reader", name: "expand", value: row.turn }),
      }));
    } else {
      // Blanks between the label and its words are the file's layout, not the paragraph's indent.
      const blanks = paragraph.childNodes.length ? 0 : text.length - text.trimStart().length;
      if (blanks < text.length) paragraph.append(drawPart(kind, text.slice(blanks), row.at[i] + blanks, row.doubts, row.why));
    }
  });
  const name = el("button", {
    type: "button", class: "or-name", title: "Filter by this speaker",
    onclick: () => send({ kind: "select", panel: "speakers", atom: [["speaker", row.speaker]] }),
  }, el("bdi", { text: row.label }));
  const number = el("button", {
    type: "button", class: "or-turn", text: [row.page, row.time, `turn ${row.turn + 1}`].filter(Boolean).join(" · "),
    title: row.where ? `Read on from here (in the file: ${row.where})` : "Read on from here",
    onclick: () => send({ kind: "reader", name: "jump", value: row.turn }),
  });
  const unsure = row.unsure ? el("small", { class: "or-unsure", text: "unsure", title: "On Record is not sure that this turn is read right" }) : null;
  const node = el("article", { class: "or-row", "data-turn": String(row.turn), style: `--speaker:${row.color}` },
    el("header", {}, name, row.who ? el("small", { text: row.who }) : null, unsure, number, marking.turn(row)), ...paragraphs.filter(one => one.childNodes.length));
  return row.gap ? [el("p", { class: "or-gap", text: row.gap }), node] : [node];
}

// Words that the program which wrote the transcript was unsure of are marked within whatever part they stand in.
function worded(text, at, doubts) {
  const inside = doubts.filter(([start, end]) => start < at + text.length && end > at);
  if (!inside.length) return placed(text, at);
  const points = [...text], nodes = document.createDocumentFragment();
  const slice = (from, to) => placed(points.slice(from, to).join(""), at + from);
  let done = 0;
  for (const [start, end, sure] of inside) {
    const from = Math.max(start - at, done), to = Math.min(end - at, points.length);
    if (from >= to) continue;
    nodes.append(slice(done, from), el("span", { class: "or-doubt", title: `The recogniser was ${sure} sure of this word` }, slice(from, to)));
    done = to;
  }
  nodes.append(slice(done, points.length));
  return nodes;
}

function drawPart(kind, text, at, doubts = [], why = {}) {
  const words = worded(text, at, doubts);
  if (kind === "s") return words;
  if (kind === "m") return el("mark", { title: why[at] }, words);
  if (kind === "k") return el("mark", { class: "or-sentence" }, words);
  if (kind === "d") return el("span", { class: "or-dim" }, words);
  return el("span", { class: `or-inline or-${kind}`, title: NOT_SPEECH[kind] ?? kind }, words);
}

function drawNote(row, marking) {
  const mend = marking.note(row), more = row.cut ? el("span", { text: "…" }) : null;
  if (!FOLDED.has(row.note)) return el("p", { class: `or-note or-${row.note}`, dir: "auto" }, placed(row.text, row.start), more, mend);
  return el("details", { class: `or-note or-${row.note}` }, el("summary", { text: `${NOT_SPEECH[row.note] ?? row.note}, not counted` }),
    el("div", { class: "or-note-text", dir: "auto" }, placed(row.text, row.start), more), mend);
}

// One line of the file: its number and what it was taken for in the margin. A margin says only what the line above did not.
function drawLine(row, above) {
  const kinds = row.kinds.map(kind => NOT_SPEECH[kind] ?? kind).join(", ");
  const who = row.speaker && row.speaker !== above?.speaker ? row.speaker : "";
  return el("div", { class: "or-line", style: `--speaker:${row.color}`, "data-kinds": row.kinds.join(" ") },
    el("small", { class: "or-margin", title: [kinds, row.speaker].filter(Boolean).join(": ") },
      el("span", { text: row.line === above?.line ? "" : String(row.line) }), el("i", { text: kinds }), el("bdi", { text: who })),
    el("span", { class: "or-said", dir: "auto" }, ...row.parts.map(([kind, text], i) => drawPart(kind, text, row.at[i]))));
}

// One line of the concordance. What stands before is cut at its beginning, what follows at its end, so that the hits stand in a column.
function drawKwic(row) {
  const [before, hit, after] = row.kwic;
  return el("div", { class: "or-kwic", dir: "auto", style: `--speaker:${row.color}` },
    el("button", { type: "button", class: "or-name", title: "Filter by this speaker", onclick: () => send({ kind: "select", panel: "speakers", atom: [["speaker", row.speaker]] }) }, el("bdi", { text: row.speaker })),
    el("span", { class: "or-before" }, el("span", { text: before })), el("span", { class: "or-after" }, el("mark", { text: hit }), after),
    el("button", { type: "button", class: "or-turn", text: String(row.turn + 1), title: `Turn ${row.turn + 1}: read on from here`, onclick: () => send({ kind: "reader", name: "jump", value: row.turn }) }));
}
