// Gestures on their way to Python. A trigger set twice in one tick keeps only its last value, so every gesture stays in a
// queue, under a number that grows, until an answer acknowledges it. Each says which panels are in sight ("seen").
//
//   {seq, kind: "select", panel, atom, add}      a mark was clicked; shift or ctrl adds
//   {seq, kind: "brush", panel, x: [low, high]}  a stretch of the horizontal axis was brushed
//   {seq, kind: "search", value}                 a word or phrase was looked for
//   {seq, kind: "clear", panel, atom?}           a chip, a panel's clause, or everything ("*") was cleared
//   {seq, kind: "option", panel, name, value}    a control of a panel was set
//   {seq, kind: "table" | "csv", panel}          a panel's numbers were asked for
//   {seq, kind: "explain", panel}                it was asked how a panel's numbers are computed
//   {seq, kind: "export", to}                    the transcript was asked for as a file of this format
//   {seq, kind: "reader", name, value}           the reader was moved
//   {seq, kind: "rest"}                          what is in sight is drawn: now the panels that are not
//   {seq, kind: "audit", tab}                    a page of "How this was read" was opened, or all closed ("")
//   {seq, kind: "correct", do: [correction…]}    something was corrected; see onrecord/corrections/file.py
//   {seq, kind: "undo" | "redo"}                 the last correction was taken back, or done again
//   {seq, kind: "import" | "lexicon", text}      a file of corrections, or of topics, was given

let queue = [];
let last = 0;
let deliver = () => {}, sight = () => [];

// ``inSight`` tells the panels that the visitor sees: those that the answer must hold.
export function connect(setTriggerValue, acknowledged, inSight) {
  sight = inSight;
  queue = queue.filter(event => event.seq > acknowledged);
  last = Math.max(last, acknowledged);
  deliver = () => setTriggerValue("events", { queue });
}

export function send(event) {
  queue = [...queue, { seq: ++last, seen: sight(), ...event }];
  performance.mark("onrecord:sent");
  deliver();
}
