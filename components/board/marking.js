// Words marked in the reader, a turn or a note: whose they are and what they are, said in a small bar beside them.

import { el, onChosen } from "./dom.js";
import { send } from "./events.js";

const KINDS = {
  stage: "a stage direction", interjection: "an interjection", heading: "a heading", timestamp: "a time",
  furniture: "page furniture", metadata: "about the event", notice: "a notice",
};
const TARGETS = ["person", "country", "organisation", "place", "date", "figure"];
const PAUSE_MS = 200;

// Where a text node's characters stand in the file; Python counts characters, JavaScript halves some of them.
const points = text => [...text].length;
export const placed = (text, at) => Object.assign(document.createTextNode(text), { at });

function offsetOf(container, offset, root, isEnd) {
  if (container.at !== undefined) return container.at + points(container.data.slice(0, offset));
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const edge = document.createRange();
  edge.setStart(container, offset);
  let before = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.at === undefined) continue;
    if (edge.comparePoint(node, 0) >= 0) return isEnd ? before && before.at + points(before.data) : node.at;
    before = node;
  }
  return isEnd && before ? before.at + points(before.data) : null;
}

export function makeMarking(card, body) {
  const who = el("input", { type: "text", list: "or-names", maxlength: "200", placeholder: "Name", "aria-label": "Who said it" });
  const names = el("datalist", { id: "or-names" });
  const said = el("button", { type: "button", text: "Said by" });
  const kind = el("select", { "aria-label": "This is no speech but" }, el("option", { value: "", text: "Not speech…" }),
    ...Object.entries(KINDS).map(([value, text]) => el("option", { value, text })));
  const speech = el("button", { type: "button", text: "Speech" });
  const label = el("button", { type: "button", text: "A label" });
  const none = el("button", { type: "button", title: "All its turns go on with the turns before them" });
  const refers = el("button", { type: "button", text: "Refers to", title: "These words refer to whom or what is named" });
  const nobody = el("button", { type: "button", text: "No reference", title: "These words refer to nobody and nothing" });
  const sort = el("select", { "aria-label": "What it refers to is a" }, ...TARGETS.map(value => el("option", { value, text: value })));
  const all = el("input", { type: "checkbox", checked: true });
  const everywhere = el("label", { class: "or-everywhere", title: "References: wherever the words are written so, or here alone" }, all, " everywhere");
  const close = el("button", { type: "button", text: "×", "aria-label": "Cancel", title: "Cancel" });
  const bar = el("div", { class: "or-marking", role: "group", "aria-label": "Correct what is marked", hidden: true },
    who, said, refers, sort, nobody, everywhere, speech, kind, label, none, close, names);
  let keys = new Map();
  let marked = null, opener = null, timer = 0;

  const hide = () => { bar.hidden = true; marked = null; };
  // Whoever was in the bar goes back to where it was opened; what was marked stays marked no longer.
  const leave = () => {
    if (bar.contains(document.activeElement)) (opener?.isConnected ? opener : body).focus({ preventScroll: true });
    getSelection()?.removeAllRanges();
    hide();
  };
  function show(what, beside, from = null) {
    marked = what;
    opener = from;
    label.hidden = !what.isWords || what.text.includes("\n") || what.text.length > 160;
    none.hidden = !what.label;
    none.textContent = `“${what.label}” is no speaker`;
    speech.hidden = kind.hidden = refers.hidden = sort.hidden = nobody.hidden = everywhere.hidden = !what.isWords;
    kind.value = who.value = "";
    bar.hidden = false;
    const frame = card.getBoundingClientRect();
    bar.style.top = `${Math.max(0, Math.min(beside.bottom - frame.top + 6, frame.height - 76))}px`;
  }
  const correct = (...corrections) => { leave(); send({ kind: "correct", do: corrections }); };
  const span = () => ({ start: marked.start, end: marked.end });

  const refer = target => correct({ do: "refers", words: marked.text.trim().replace(/\s+/g, " "), target, ...(all.checked ? {} : span()) });
  refers.onclick = () => {
    const name = who.value.trim();
    return name ? refer(`${sort.value}:${name}`) : who.focus();
  };
  nobody.onclick = () => refer("");
  said.onclick = () => (who.value.trim() ? correct({ do: "said_by", ...span(), name: who.value }) : who.focus());
  // What is known by this name says of what kind it is; of a new name a person does.
  who.oninput = () => { sort.value = keys.get(who.value.trim()) ?? sort.value; };
  who.onkeydown = event => { if (event.key === "Enter") said.onclick(); };
  speech.onclick = () => correct({ do: "is_kind", ...span(), kind: "speech" });
  onChosen(kind, () => { if (marked && kind.value) correct({ do: "is_kind", ...span(), kind: kind.value }); });
  label.onclick = () => correct({ do: "is_label", ...span(), name: marked.text.replace(/^[\s[(<*_#]+|[\s:\])>*_.–—-]+$/g, "") || marked.text });
  none.onclick = () => correct({ do: "not_labels", labels: [marked.label] });
  close.onclick = leave;
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || event.defaultPrevented || bar.hidden) return;
    event.preventDefault();
    leave();
  });

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const selection = getSelection();
      if (bar.contains(document.activeElement)) return;
      if (!selection.rangeCount || selection.isCollapsed || !body.contains(selection.anchorNode) || !body.contains(selection.focusNode)) {
        if (marked?.isWords) hide();
        return;
      }
      const range = selection.getRangeAt(0);
      if (range.cloneContents().querySelector(".or-elided")) return hide();  // nobody gives away what is not seen
      const start = offsetOf(range.startContainer, range.startOffset, body, false);
      const end = offsetOf(range.endContainer, range.endOffset, body, true);
      if (start !== null && end !== null && start < end) show({ start, end, text: String(selection), isWords: true }, range.getBoundingClientRect());
    }, PAUSE_MS);
  });

  return {
    bar,
    // ``list``: those who speak; ``targets``: keys of all that is referred to, "person:Ann".
    offer(list, targets) {
      keys = new Map([...targets].reverse().map(key => [key.slice(key.indexOf(":") + 1), key.slice(0, key.indexOf(":"))]));
      names.replaceChildren(...[...new Set([...list, ...keys.keys()])].map(value => el("option", { value })));
    },
    hide,
    // The button beside a turn's name.
    turn: row => el("button", {
      type: "button", class: "or-mend", text: "✎", title: "Whose turn this is", "aria-label": `Correct turn ${row.turn + 1}`,
      onclick: ({ currentTarget: from }) => {
        show({ start: row.start, end: row.end, text: "", label: row.printed ?? row.label }, from.getBoundingClientRect(), from);
        who.focus();
      },
    }),
    // The button beside something that nobody said.
    note: row => el("button", {
      type: "button", class: "or-mend or-mend-note", "aria-label": `This is speech: ${row.text.slice(0, 80).trim()}`,
      onclick: () => correct({ do: "is_kind", start: row.start, end: row.end, kind: "speech" }),
    }),
  };
}
