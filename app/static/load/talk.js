/** What the load's pages share: words, saying how a write went, writing. */

import { Outcome, call } from "../journal/api.js";

export const root = document.getElementById("load");
export const words = JSON.parse(document.getElementById("ld-words")?.textContent ?? "{}");
const line = document.getElementById("ld-status");
const BASE = "/api/v1/teaching_assignment";

/** Fill the places of a phrase: put("{a} h", {a: 3}). */
export const put = (phrase, values) =>
  phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** Say how a write goes; `tone` is «ok», «bad» or nothing. */
export function say(text, tone = "") {
  if (!line) return;
  line.textContent = text;
  line.className = `ld-status ${tone}`;
}

function excuse(outcome, data) {
  if (outcome === Outcome.SIGN_IN) return words.sign_in;
  if (outcome === Outcome.OTHER) return words.other_person;
  if (outcome === Outcome.OFFLINE) return words.offline;
  return data?.message || words.failed;
}

/** Read or write something of the load: {data} where that went well, else {fault}, a sentence. */
export async function send(method, path, body) {
  const { outcome, data } = await call(root.dataset.user, method, `${BASE}/${path}`, body);
  return outcome === Outcome.OK ? { data } : { fault: excuse(outcome, data) };
}

/** Make an element: el("td", {class: "num"}, "text", child). */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

let count = 0;

/** Make a field that searches teachers on the server, with who is chosen in it. */
export function teacherField(id, name) {
  const list = `ld-made-${++count}`;
  const source = `${BASE}/teachers?year=${root.dataset.year}`;
  return el("span", { class: "combo", "data-source": source },
    el("input", { type: "hidden", value: id ?? "" }),
    el("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list,
      "aria-label": words.teacher, value: name ?? "", placeholder: words.vacancy,
    }),
    el("ul", { role: "listbox", id: list, "aria-label": words.teacher, hidden: "" }));
}

/** Let a dialog close by its own button; show a fault in it, or none. */
export function dialog(id) {
  const box = document.getElementById(id);
  if (!box) return null;
  const alert = box.querySelector("[role=alert]");
  box.querySelector("[data-close]").addEventListener("click", () => box.close());
  return {
    box,
    form: box.querySelector("form"),
    fault(sentence) {
      alert.textContent = sentence ?? "";
      alert.hidden = !sentence;
    },
  };
}
