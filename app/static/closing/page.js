/** What the closing page holds: its data block, its words, small helpers. */

export const root = document.getElementById("closing");
export const data = JSON.parse(document.getElementById("closing-data").textContent);
export const editable = root.dataset.editable === "yes";
export const user = root.dataset.user;
export const term = root.dataset.term;
export const api = `/api/v1/gradebook/${root.dataset.gradebook}`;
export const rows = [...root.querySelectorAll("tr[data-student]")];
export const rowOf = (id) => root.querySelector(`tr[data-student="${id}"]`);
export const nameOf = (row) => row.querySelector("th").firstChild.textContent.trim();

/** Return the sentence for a key with its places filled in. */
export function t(key, values = {}) {
  return (data.messages[key] ?? key).replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
}

/** Make an element: h("a", {href: "#"}, "text", child). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Say something to people who do not see the screen. */
export function announce(text) {
  document.getElementById("closing-live").textContent = text;
}

/** Return «4,25» for «4.25», a dash for nothing. */
export const number = (value) => (value === null ? "—" : value.replace(".", ","));
