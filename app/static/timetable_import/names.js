// Names of an imported timetable: choosing what each stands for.
import { enhance as combo } from "../register/combo.js";

document.querySelectorAll("[data-combo]").forEach((field) => {
  combo(field);
  // What is chosen is imported: the two answers exclude each other.
  const line = field.closest("tr") || field.closest("form");
  const boxes = line.querySelectorAll("input[type=checkbox]");
  field.addEventListener("combo:chosen", () => boxes.forEach((box) => (box.checked = false)));
});
document.querySelector("[data-form] .alert")?.focus();
