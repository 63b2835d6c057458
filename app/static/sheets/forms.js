/** Forms that are sent as JSON, and the dialogs they stand in. */

import { fault, send } from "./talk.js";

/** Return the fields of a form: numbers, flags and texts, an empty text of a day as null. */
function bodyOf(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    if ("flag" in field.dataset) body[field.name] = field.checked;
    else if ("number" in field.dataset) body[field.name] = Number(field.value);
    else if (field.type === "date" || field.name === "was") body[field.name] = field.value || null;
    else body[field.name] = field.value;
  }
  return body;
}

/** Fill «/sheets/{ids.0}» from an answer. */
const filled = (address, data) =>
  address.replace(/\{([\w.]+)\}/g, (_, path) => path.split(".").reduce((at, key) => at?.[key], data));

export function sendForm(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault(form, "");
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const { method, path } = { method: form.dataset.send, path: form.dataset.path };
    const body = method === "DELETE" ? undefined : bodyOf(form);
    const answer = await send(form.dataset.user, method, path, body);
    if (answer.fault) {
      button.disabled = false;
      return fault(form, answer.fault);
    }
    if (form.dataset.next) return location.assign(filled(form.dataset.next, answer.data));
    return location.reload();
  });
}

export function dialogs() {
  for (const button of document.querySelectorAll("[data-open]")) {
    button.addEventListener("click", () => document.getElementById(button.dataset.open).showModal());
  }
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
}

/** The dialog in which a student is admitted, or taken off the sheet. */
export function admission() {
  const box = document.getElementById("sh-admit");
  if (!box) return;
  const form = box.querySelector("form");
  for (const button of document.querySelectorAll("[data-admit]")) {
    button.addEventListener("click", () => {
      form.elements.student.value = button.dataset.admit;
      form.elements.is_admitted.checked = button.dataset.admitted === "1";
      form.elements.note.value = button.dataset.note;
      box.querySelector(".sh-whom").textContent = button.dataset.name;
      fault(form, "");
      box.showModal();
    });
  }
  const off = box.querySelector("[data-take-off]");
  off.addEventListener("click", async () => {
    const path = off.dataset.takeOff + form.elements.student.value;
    const answer = await send(form.dataset.user, "DELETE", path);
    if (answer.fault) return fault(form, answer.fault);
    return location.reload();
  });
}
