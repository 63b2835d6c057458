/** What the pages of attestation sheets share: words, writing, saying why something failed. */

import { Outcome, call } from "../journal/api.js";

export const words = JSON.parse(document.getElementById("sh-words")?.textContent ?? "{}");

function excuse(outcome, data) {
  if (outcome === Outcome.SIGN_IN) return words.sign_in;
  if (outcome === Outcome.OTHER) return words.other;
  if (outcome === Outcome.OFFLINE) return words.offline;
  return data?.message || words.failed;
}

/** Read or write: {data} where that went well, else {fault, errors}: a sentence, and by field. */
export async function send(user, method, path, body) {
  const { outcome, data } = await call(user, method, path, body);
  if (outcome === Outcome.OK) return { data };
  return { fault: excuse(outcome, data), errors: data?.errors ?? {} };
}

/** Show a fault in a form, or none. */
export function fault(form, sentence) {
  const alert = form.querySelector("[role=alert]");
  alert.textContent = sentence ?? "";
  alert.hidden = !sentence;
}

/** Make an element: el("td", {class: "num"}, "text", child). */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
