// Tabs over one panel, by the WAI-ARIA pattern: Tab comes to the chosen one, arrows, Home and End choose another.

import { el } from "./dom.js";

const STEPS = { ArrowLeft: at => at - 1, ArrowRight: at => at + 1, Home: () => 0, End: () => -1 };

// ``titles``: key → words. ``onchoose`` gets the key of the tab that a person chose.
export function makeTabs(label, titles, panel, onchoose) {
  const list = el("div", { class: "or-tabs", role: "tablist", "aria-label": label });
  const tabs = Object.entries(titles).map(([key, text]) => el("button", {
    type: "button", role: "tab", id: `or-tab-${key}`, "data-tab": key, "aria-controls": panel.id, text, onclick: () => choose(key),
  }));
  list.append(...tabs);
  const mark = key => tabs.forEach(tab => {
    const is = tab.dataset.tab === key;
    tab.setAttribute("aria-selected", String(is));
    tab.tabIndex = is ? 0 : -1;
    if (is) panel.setAttribute("aria-labelledby", tab.id);
  });
  function choose(key) {
    mark(key);
    onchoose(key);
  }
  list.addEventListener("keydown", event => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const tab = tabs.at(step(tabs.indexOf(event.target)) % tabs.length);
    tab.focus();
    choose(tab.dataset.tab);
  });
  return Object.assign(list, { mark });
}
