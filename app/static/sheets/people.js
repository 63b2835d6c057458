/** The dialog that chooses who examines, from the employees of the whole college. */

import { enhance } from "../register/combo.js";
import { el, fault, send, words } from "./talk.js";

let count = 0;

function seat(data, source, one) {
  const list = `sh-seat-${++count}`;
  const combo = el("span", { class: "combo", "data-source": source },
    el("input", { type: "hidden", value: one.employee ?? "" }),
    el("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": list, "aria-label": words.name, value: one.name ?? "", placeholder: words.search,
    }),
    el("ul", { role: "listbox", id: list, "aria-label": words.name, hidden: "" }));
  const role = el("select", { "aria-label": words.role },
    ...data.roles.map(([key, name]) => el("option", { value: key }, name)));
  role.value = one.role;
  const remove = el("button", { type: "button", class: "small plain", "aria-label": words.remove }, "✕");
  const row = el("li", {}, combo, role, remove);
  remove.addEventListener("click", () => row.remove());
  enhance(combo);
  return row;
}

export function people() {
  const form = document.getElementById("sh-examiners");
  if (!form) return;
  const data = JSON.parse(document.getElementById("sh-data").textContent);
  const list = form.querySelector(".sh-seats");
  const add = (one) => list.append(seat(data, form.dataset.source, one));
  data.examiners.forEach(add);
  const usual = () => {
    if (!data.commission) return "examiner";
    return [...list.querySelectorAll("select")].some((role) => role.value === "chairman") ? "member" : "chairman";
  };
  if (!data.examiners.length) add({ role: usual() });
  form.querySelector("[data-add]").addEventListener("click", () => {
    add({ role: usual() });
    list.lastElementChild.querySelector("[role=combobox]").focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const examiners = [...list.children]
      .map((row) => ({ employee: Number(row.querySelector("[type=hidden]").value), role: row.querySelector("select").value }))
      .filter((one) => one.employee);
    const answer = await send(form.dataset.user, "PUT", form.dataset.path, { examiners });
    if (answer.fault) return fault(form, answer.fault);
    return location.reload();
  });
}
