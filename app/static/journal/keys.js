/** The keyboard and the mouse of the grid, as in a spreadsheet (design, section 6). */

import { book } from "./book.js";
import { cancel, commit, edit, editing, hintAt, hintFor } from "./editor.js";
import { announce, lessonOf, t } from "./page.js";
import { isConfirmed, notYours, stateOf } from "./lesson.js";
import { accept } from "./plan.js";
import { State } from "./queue.js";
import { block, current, currentIds, go, onMove, places } from "./selection.js";
import { belongs, cellAt, editable, idsAt, lessons, lockedBy, placeOf, size, table } from "./table.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
                PageUp: [-10, 0], PageDown: [10, 0] };
let history = () => {};
let leaving = false; // Esc, then Tab: out of the grid

const move = (rows, columns, extend = false) => {
  const { row, column } = current();
  go(row + rows, column + columns, { extend });
};

/**
 * The next step of the lesson of the current column: without a topic it takes over the plan's,
 * with one its attendance was taken. Pressed twice in a row it does both.
 */
export async function confirmCurrent() {
  const { lesson } = currentIds();
  const one = lessonOf.get(lesson);
  if (!one.editable) announce(notYours(one));
  else if (isConfirmed(one)) announce(t("already_confirmed", { lesson: one.name }));
  else if (stateOf(one) === "future") announce(t("lesson_ahead", { lesson: one.name }));
  else if (one.topic) book.confirm(String(one.id));
  else {
    const again = taking.has(lesson);
    taking.add(lesson);
    const taken = await accept(one);
    taking.delete(lesson);
    // Without a connection it waits in the queue; the server then says if the topic is missing.
    if (taken === null || (taken && again)) book.confirm(String(one.id));
  }
}
const taking = new Set(); // lessons whose topic is on its way

/** Empty the selected cells, one step of undo. */
function clear() {
  const cells = places().filter(({ row, column }) => !lockedBy(row, column))
    .map(({ row, column }) => ({ ...idsAt(row, column), text: "" }));
  announce(t("cleared", { count: book.write(cells) }));
}

function turn(step, key) {
  const [first] = step;
  announce(t(key, { count: step.length }));
  const row = first && table.querySelector(`tr[data-s="${first.student}"]`);
  if (row) go(row.sectionRowIndex, lessons.indexOf(String(first.lesson)));
}

/** Esc outside a field: give up a refused text, else narrow the selection, else make way for Tab. */
function escape() {
  const { row, column } = current();
  const { lesson, student } = currentIds();
  const { top, left, bottom, right } = block();
  if (book.entry(lesson, student)?.state === State.REFUSED) book.discard(lesson, student);
  else if (top !== bottom || left !== right) go(row, column);
  else leaving = true;
  hintFor(row, column);
}

/** Keys that work in every grid. Returns whether the key was one of them. */
function walk(event) {
  const { row } = current();
  const control = event.ctrlKey || event.metaKey;
  if (STEPS[event.key]) {
    const [rows, columns] = STEPS[event.key];
    move(rows * (control ? size.rows : 1), columns * (control ? size.columns : 1), event.shiftKey);
  } else if (event.key === "Home") go(control ? 0 : row, 0, { extend: event.shiftKey });
  else if (event.key === "End") {
    go(control ? size.rows : row, size.columns, { extend: event.shiftKey });
  } else if ((event.key === "F2" && event.shiftKey) || (event.key === "Enter" && !editable)) {
    history(currentIds());
  } else return false;
  return true;
}

/** Keys of a grid that may be written. Returns whether the key was one of them. */
function work(event) {
  const { row, column } = current();
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === "Enter") confirmCurrent();
  else if (control && event.code === "KeyZ") {
    turn(event.shiftKey ? book.redo() : book.undo(), event.shiftKey ? "redone" : "undone");
  } else if (control && event.code === "KeyY") turn(book.redo(), "redone");
  else if (event.key === "Enter") move(event.shiftKey ? -1 : 1, 0);
  else if (event.key === "Tab") return tab(event);
  else if (event.key === "Delete" || event.key === "Backspace") clear();
  else if (event.key === "F2") edit(row, column);
  else if (event.key === "Escape") escape();
  else if (event.key.length === 1 && event.key !== " " && !control && !event.altKey) {
    edit(row, column, event.key);
  } else return false;
  return true;
}

/** Tab goes right; from the last lesson, or after Esc, it leaves the grid as everywhere. */
function tab(event) {
  const { column } = current();
  const atEdge = event.shiftKey ? column === 0 : column === size.columns - 1;
  if (leaving || atEdge) return false;
  move(0, event.shiftKey ? -1 : 1);
  return true;
}

/** Keys inside the field of a cell. Returns whether the key was taken. */
function typing(event) {
  const control = event.ctrlKey || event.metaKey;
  if (event.isComposing) return false;
  if (event.key === "Escape") cancel();
  else if (event.key === "Enter" && control) {
    if (commit()) confirmCurrent();
  } else if (event.key === "Enter") commit() && move(event.shiftKey ? -1 : 1, 0);
  else if (event.key === "Tab") commit() && move(0, event.shiftKey ? -1 : 1);
  else if (STEPS[event.key] && (editing().replacing || /^(Arrow|Page)(Up|Down)$/.test(event.key))) {
    const [rows, columns] = STEPS[event.key];
    if (commit()) move(rows, columns);
  } else return false;
  return true;
}

function keydown(event) {
  if (editing()) {
    if (typing(event)) event.preventDefault();
    return;
  }
  if (!placeOf(event.target)) return;
  if (walk(event) || (editable && work(event))) event.preventDefault();
  if (event.key !== "Escape") leaving = false;
}

function pointerdown(event) {
  const place = placeOf(event.target);
  if (!place || event.button !== 0 || event.target.closest("input")) return;
  event.preventDefault(); // the focus is set here, not by the browser
  const { row, column } = current();
  const again = row === place.row && column === place.column && !event.shiftKey;
  const focused = cellAt(row, column) === document.activeElement;
  if (editing() && !commit()) return;
  go(place.row, place.column, { extend: event.shiftKey });
  if (!editable) history(currentIds());
  else if (again && focused) edit(place.row, place.column);
}

/** Install the keys. `showHistory` is called with {lesson, student}. */
export function install(showHistory) {
  history = showHistory;
  table.addEventListener("keydown", keydown);
  table.addEventListener("pointerdown", pointerdown);
  table.addEventListener("pointerover", (event) => {
    const place = event.buttons === 1 && !editing() ? placeOf(event.target) : null;
    if (place) go(place.row, place.column, { extend: true });
  });
  table.addEventListener("focusin", (event) => {
    const place = event.target.matches("td") ? placeOf(event.target) : null;
    if (place && (place.row !== current().row || place.column !== current().column)) {
      go(place.row, place.column, { focus: false });
    }
  });
  onMove(({ row, column }) => {
    leaving = false;
    if (!belongs(row, column)) hintAt(cellAt(row, column), t("not_in_group"));
    else hintFor(row, column);
  });
}
