/** What the server put into the editor's page, and small helpers of the document. */

export const root = document.getElementById("tt-editor");
export const data = JSON.parse(document.getElementById("tt-data").textContent);

/** Return the sentence `key` in the person's language, with {names} filled in. */
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
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const find = (selector) => root.querySelector(selector);

/** Say under the grid what is so or what was done; people who do not see it hear it. */
export function say(text) {
  find("[data-detail]").textContent = text;
}

/** Show how saving stands: «ok», «warn», «bad» or nothing, with words. */
export function status(tone, text) {
  const place = find("[data-status]");
  place.className = `tt-state ${tone}`;
  place.textContent = text;
}

/** Return «пн, 2 пара». */
export function placeName(weekday, pair) {
  return `${data.weekdays[weekday]}, ${t("pair", { number: pair })}`;
}

/** Return what a load or a pair is called: «ОП.01 · ИС-21». */
export function nameOf(one) {
  const whom = one.subgroup ? `${one.group} / ${one.subgroup}` : one.group;
  return `${one.code} · ${whom}`;
}
