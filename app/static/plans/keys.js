/** The keyboard and the mouse of the table, as in a spreadsheet. */

import * as actions from "./actions.js";
import { cancel, clear, commit, edit, editing } from "./editor.js";
import { editable } from "./page.js";
import { plan } from "./plan.js";
import { block, current, go, inTable, selectRows } from "./selection.js";
import { placeOf, placeOfKey, size, table } from "./table.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
                PageUp: [-10, 0], PageDown: [10, 0] };
let leaving = false; // Esc, then Tab: out of the table
let sheet = () => {};

function move(rows, columns, extend = false) {
  const { place, column } = current();
  go(place + rows, column + columns, { extend });
}

/** Enter goes down; from the last row of a plan that is edited, into a new one. */
function down(step, adds = false) {
  const { place } = current();
  if (adds && editable && step > 0 && place === size().rows - 1) actions.add();
  else move(step, 0);
}

function tab(event) {
  const { place, column } = current();
  const { rows, columns } = size();
  const back = event.shiftKey;
  const atEnd = back ? place === 0 && column === 0 : place === rows - 1 && column === columns - 1;
  if (leaving || atEnd) return false;
  if (back && column === 0) go(place - 1, columns - 1);
  else if (!back && column === columns - 1) go(place + 1, 0);
  else move(0, back ? -1 : 1);
  return true;
}

function walk(event) {
  const { place } = current();
  const { rows, columns } = size();
  const control = event.ctrlKey || event.metaKey;
  const extend = event.shiftKey;
  if (STEPS[event.key] && !event.altKey) {
    const [r, c] = STEPS[event.key];
    move(r * (control ? rows : 1), c * (control ? columns : 1), extend);
  } else if (event.key === "Home") go(control ? 0 : place, 0, { extend });
  else if (event.key === "End") go(control ? rows : place, columns, { extend });
  else if (control && event.code === "KeyA") {
    go(0, 0, { focus: false });
    go(rows, columns, { extend: true });
  } else return false;
  return true;
}

/** Keys that change rows. Returns whether the key was one of them. */
function work(event) {
  const { place, column } = current();
  const control = event.ctrlKey || event.metaKey;
  const { key, code } = event;
  if (event.altKey && key === "ArrowUp") actions.shift(-1);
  else if (event.altKey && key === "ArrowDown") actions.shift(1);
  else if (control && code === "KeyZ") event.shiftKey ? actions.redo() : actions.undo();
  else if (control && code === "KeyY") actions.redo();
  else if (control && code === "KeyD") actions.duplicate();
  else if (control && (key === "Delete" || key === "Backspace" || key === "-")) actions.remove();
  else if (key === "Insert") actions.add();
  else if (key === "Enter" && control) sheet(place);
  else if (key === "Enter") down(event.shiftKey ? -1 : 1);
  else if (key === "Tab") return tab(event);
  else if (key === "Delete" || key === "Backspace") clear(block());
  else if (key === "F2") edit(place, column);
  else if (key === "Escape") {
    leaving = true;
    go(place, column);
  } else if (key.length === 1 && key !== " " && !control && !event.altKey) edit(place, column, key);
  else return false;
  return true;
}

/** Keys inside the field of a cell. Returns whether the key was taken. */
function typing(event) {
  if (event.isComposing) return false;
  const isList = event.target.tagName === "SELECT";
  if (event.key === "Escape") cancel();
  else if (event.key === "Enter" && (event.shiftKey || event.altKey) && !isList) return false;
  else if (event.key === "Enter") commit() && down(1, true);
  else if (event.key === "Tab") {
    if (commit()) tab(event);
  } else if (editing().replacing && STEPS[event.key] && !isList) {
    if (commit()) move(...STEPS[event.key]);
  } else return false;
  return true;
}

function keydown(event) {
  if (editing()) {
    if (typing(event)) event.preventDefault();
    return;
  }
  if (!placeOf(event.target)) return;
  const wasLeaving = leaving;
  if (event.key !== "Escape" && event.key !== "Tab" && event.key !== "Shift") leaving = false;
  const taken = (event.key === "Tab" && wasLeaving) ? false
    : walk(event) || (editable && work(event)) || (!editable && event.key === "Enter" && opened());
  if (taken) event.preventDefault();
}

function opened() {
  sheet(current().place);
  return true;
}

function pressed(event) {
  const handle = event.target.closest("th.n");
  const line = handle?.closest("tr[data-key]");
  if (line) {
    const place = placeOfKey(Number(line.dataset.key));
    const { top, bottom } = block();
    if (event.type === "click" && event.shiftKey) selectRows(Math.min(top, place), place);
    else if (event.type === "click" && !(place >= top && place <= bottom)) selectRows(place, place);
    return;
  }
  const found = placeOf(event.target);
  if (!found || editing()?.control === event.target) return;
  if (event.type === "mousedown") {
    event.preventDefault();
    go(found.place, found.column, { extend: event.shiftKey });
  } else if (event.type === "dblclick" && editable) edit(found.place, found.column);
}

/** Rows dragged by their number: the whole block where the row is in it. */
function dragging() {
  let dragged = null;
  const unmark = () => table.querySelectorAll(".drop-before, .drop-after").forEach(
    (line) => line.classList.remove("drop-before", "drop-after"));
  const under = (event) => {
    const line = event.target.closest?.("tr[data-key]");
    if (!line) return null;
    const box = line.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    return { line, after, target: placeOfKey(Number(line.dataset.key)) + (after ? 1 : 0) };
  };
  table.addEventListener("dragstart", (event) => {
    const line = event.target.closest("tr[data-key]");
    const place = placeOfKey(Number(line.dataset.key));
    const { top, bottom } = block();
    dragged = place >= top && place <= bottom ? { top, bottom } : { top: place, bottom: place };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", plan.rows[place].title);
  });
  table.addEventListener("dragover", (event) => {
    const found = dragged && under(event);
    if (!found) return;
    event.preventDefault();
    unmark();
    found.line.classList.add(found.after ? "drop-after" : "drop-before");
  });
  table.addEventListener("drop", (event) => {
    const found = dragged && under(event);
    if (!found) return;
    event.preventDefault();
    actions.moveTo(dragged.top, dragged.bottom, found.target);
  });
  table.addEventListener("dragend", () => {
    dragged = null;
    unmark();
  });
}

/** Take the keys; `openSheet` opens the form of a row. */
export function install(openSheet) {
  sheet = openSheet;
  table.addEventListener("keydown", keydown);
  for (const type of ["mousedown", "click", "dblclick"]) table.addEventListener(type, pressed);
  table.addEventListener("focusin", (event) => {
    const found = placeOf(event.target);
    const { place, column } = current();
    if (found && !editing() && (found.place !== place || found.column > column)) {
      go(found.place, found.column, { focus: false });
    }
  });
  if (!editable) return;
  dragging();
  document.addEventListener("keydown", (event) => {
    if (inTable() || editing() || !(event.ctrlKey || event.metaKey)) return;
    if (event.target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
    if (event.code === "KeyZ" && !event.shiftKey) actions.undo();
    else if (event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey)) actions.redo();
    else return;
    event.preventDefault();
  });
}
