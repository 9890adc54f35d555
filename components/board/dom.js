// Elements made from text, never from markup: whatever a transcript holds is shown as it stands.

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in node && typeof value !== "string") node[name] = value;
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// What is chosen in a list, once it is meant: arrows and letters change a closed list at every step, so after them Enter or
// leaving the list says so, and Escape takes it back.
export function onChosen(select, apply) {
  let stepping = false, before = "";
  const decide = () => {
    const isMeant = stepping && select.value !== before;
    before = select.value;
    stepping = false;
    if (isMeant) apply();
  };
  select.onfocus = () => { before = select.value; };
  select.onkeydown = event => {
    if (event.key === "Enter") return decide();
    if (event.key === "Escape" && select.value !== before) {
      event.preventDefault();
      select.value = before;
    } else if (event.key !== "Tab") stepping = event.key !== " " && !event.altKey;
  };
  select.onchange = () => { if (!stepping) apply(); };
  select.onblur = decide;
}
