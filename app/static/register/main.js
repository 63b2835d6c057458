// Registers: rows that open on a click, search of related rows, forms that guard what was typed.
import { enhance as combo } from "./combo.js";
import { openRows } from "./rows.js";
import { guardForm, sendFilters } from "./forms.js";

document.querySelectorAll("[data-rows]").forEach(openRows);
document.querySelectorAll("[data-combo]").forEach(combo);
document.querySelectorAll("[data-form]").forEach(guardForm);
document.querySelectorAll("[data-filters]").forEach(sendFilters);
