/** What the server put into the page for the scripts, and small helpers of the document. */

export const root = document.getElementById("journal");
export const data = JSON.parse(document.getElementById("journal-data").textContent);

/** Return the sentence `key` in the person's language, with {names} filled in. */
export function t(key, values = {}) {
  const sentence = data.messages[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
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
  const region = document.getElementById("journal-live");
  if (region) region.textContent = text;
}

/** Open a <dialog>; the browser returns the focus to where it was when it closes. */
export function open(dialog) {
  if (!dialog.open) dialog.showModal();
  return dialog;
}

/** Return the sentence for a CellError: what is wrong and what may be typed. */
export function explain(error) {
  const allowed = [...data.grammar.marks, ...Object.keys(data.grammar.absences)].join(" ");
  return `${t(`fault_${error.code}`, { tokens: error.tokens.join("/") })} ${t("allowed", { allowed })}`;
}

export const lessonOf = new Map(data.lessons.map((lesson) => [String(lesson.id), lesson]));
