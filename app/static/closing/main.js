/** The closing page: marks are typed like in a grid, taken from the suggestion, taken back. */

import * as dialogs from "./dialogs.js";
import { announce, editable, root, rows, t } from "./page.js";
import { begin, fieldsOf, later, save, undo } from "./saving.js";

function beside(row, step) {
  const index = rows.indexOf(row) + step;
  return rows[Math.max(0, Math.min(rows.length - 1, index))];
}

function go(row, name) {
  const field = fieldsOf(row)[name];
  const target = field && !field.hidden ? field : fieldsOf(row).mark;
  target.focus();
  target.select();
}

function take(row) {
  if (!row.dataset.suggested) return false;
  fieldsOf(row).mark.value = row.dataset.suggested;
  return true;
}

function onKey(event) {
  const row = event.target.closest("tr[data-student]");
  const name = event.target.matches("[data-mark]") ? "mark" : event.target.matches("[data-reason]") ? "reason" : "";
  if (!row || !name) return;
  const { key, shiftKey, ctrlKey, metaKey } = event;
  if ((ctrlKey || metaKey) && key.toLowerCase() === "z" && name === "mark") return stop(event, () => undo());
  if (ctrlKey || metaKey || event.altKey) return undefined;
  if (key === "ArrowDown" || (key === "Enter" && !shiftKey)) return stop(event, () => go(beside(row, 1), name));
  if (key === "ArrowUp" || key === "Enter") return stop(event, () => go(beside(row, -1), name));
  if (name === "mark") {
    if (key === "Escape") return stop(event, () => event.target.select());
    if (key === "Delete") return stop(event, () => put(row, ""));
    if (key === "=") return stop(event, () => { if (take(row)) later(); });
    if (key === "ArrowRight" && atEnd(event.target)) return stop(event, () => openReason(row));
  } else if (key === "ArrowLeft" && event.target.selectionEnd === 0) {
    return stop(event, () => go(row, "mark"));
  }
  return undefined;
}

const atEnd = (field) => field.selectionEnd === field.value.length;

function stop(event, action) {
  event.preventDefault();
  action();
}

function put(row, text) {
  fieldsOf(row).mark.value = text;
  later();
}

/** A reason can always be given: to a mark that stands. */
function openReason(row) {
  const { mark, reason } = fieldsOf(row);
  if (mark.value.trim()) reason.hidden = false;
  go(row, "reason");
}

async function takeAll() {
  await save();
  const taken = rows.filter((row) => row.dataset.due === "yes" && !fieldsOf(row).mark.value.trim() && take(row));
  if (!taken.length) announce(t("nothing"));
  if (taken.length && (await save())) announce(t("taken", { count: taken.length }));
}

if (editable) {
  begin();
  root.addEventListener("keydown", onKey);
  root.addEventListener("input", (event) => {
    if (event.target.matches("[data-mark], [data-reason]")) later();
  });
  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-mark], [data-reason]")) later(0);
  });
  root.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-mark]")) event.target.select();
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (button && take(button.closest("tr"))) save();
  });
  root.querySelector('[data-do="take"]').addEventListener("click", takeAll);
  root.querySelector('[data-do="undo"]').addEventListener("click", undo);
}
dialogs.begin();
