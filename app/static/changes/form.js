// Changes of the timetable: each line shows the fields of what happens to its lesson.
import { enhance as combo } from "../register/combo.js";
import { guardForm, sendFilters } from "../register/forms.js";

function show(line) {
  const kind = line.querySelector("[data-kind]").value;
  line.classList.toggle("chosen", kind !== "");
  for (const field of line.querySelectorAll("[data-kinds]")) {
    field.hidden = !field.dataset.kinds.split(" ").includes(kind);
  }
}

document.querySelectorAll("[data-combo]").forEach(combo);
document.querySelectorAll("[data-form]").forEach(guardForm);
document.querySelectorAll("[data-filters]").forEach(sendFilters);
for (const line of document.querySelectorAll("[data-line]")) {
  show(line);
  line.addEventListener("change", () => show(line));
}
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
document
  .querySelector("[data-send]")
  ?.addEventListener("change", (event) => event.target.value && event.target.form.requestSubmit());
document.querySelector(".ch-form .alert")?.focus();
