/** What the page of a lesson plan holds: its data block, its words, small helpers. */

export const root = document.getElementById("plan");
export const data = JSON.parse(document.getElementById("plan-data").textContent);
export const editable = root.dataset.editable === "yes";
export const reviewable = root.dataset.reviewable === "yes";
export const user = root.dataset.user;
export const api = `/api/v1/lesson_plan/${data.id}`;

/** Return the sentence for a key with its places filled in. */
export function t(key, values = {}) {
  return (data.messages[key] ?? key).replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
}

/** Make an element: h("button", {class: "x", onclick: f}, "text", child). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Say something to people who do not see the screen. */
export function announce(text) {
  document.getElementById("plan-live").textContent = text;
}

/** Ask for confirmation in the page's dialog; resolves to whether it was given. */
export function sure(title, text, yes, danger = false) {
  const dialog = document.getElementById("plan-sure");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("[data-text]").textContent = text;
  const button = dialog.querySelector("button[value=yes]");
  button.textContent = yes;
  button.className = danger ? "danger" : "primary";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** Return «14.10» for «2026-10-14». */
export const shortDay = (day) => `${day.slice(8)}.${day.slice(5, 7)}`;
