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
  const absences = error.code === "one_mark" ? [] : Object.keys(data.grammar.absences);
  const allowed = [...data.grammar.marks, ...absences].join(" ");
  const said = t(`fault_${error.code}`, { tokens: error.tokens.join("/") });
  return `${said} ${t(error.code === "one_mark" ? "allowed_one" : "allowed", { allowed })}`;
}

/** The lesson of each column, by the column's key: «12» of lesson 12, «12.3» of its work 3. */
export const lessonOf = new Map(data.lessons.map((lesson) => [String(lesson.id), lesson]));
/** The works by the keys of their columns; a column that is not here is a lesson's own. */
export const workOf = new Map(data.works.map((work) => [work.column, work]));
for (const [key, work] of workOf) lessonOf.set(key, lessonOf.get(String(work.lesson_id)));

/** Return what a column is called: «14 окт, 2 пара», with the name of the work where it is one. */
export function columnName(key) {
  const work = workOf.get(key);
  return [lessonOf.get(key)?.name, work?.name].filter(Boolean).join(", ");
}
