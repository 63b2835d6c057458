/** Typing into one cell: the field, its refusal at once, and what ends it. */

import { book } from "./book.js";
import { explain, h, workOf } from "./page.js";
import { State } from "./queue.js";
import { cellAt, idsAt, lockedBy, nameOf, paint } from "./table.js";

const hint = document.getElementById("journal-hint");
let open = null; // {row, column, field, replacing}

export const editing = () => open;

/** Begin to type. `first` replaces what is there; without it the text stays, to be changed. */
export function edit(row, column, first = null) {
  const why = lockedBy(row, column);
  if (why) {
    hintAt(cellAt(row, column), why);
    return;
  }
  const cell = cellAt(row, column);
  const { lesson, student } = idsAt(row, column);
  const field = h("input", {
    class: "jr-edit", maxlength: 20, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-label": nameOf(row, column), "aria-describedby": "journal-hint", enterkeyhint: "next",
  });
  field.value = first ?? book.shown(lesson, student);
  open = { row, column, field, replacing: first !== null };
  cell.append(field);
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
  field.addEventListener("input", check);
  field.addEventListener("blur", () => leave());
  check();
}

/** Take the text over. Returns false, and stays, where the grammar refuses it. */
export function commit() {
  const { row, column, field } = open;
  const { lesson, student } = idsAt(row, column);
  let text;
  try {
    text = book.canonical(lesson, field.value);
  } catch (error) {
    refuse(error);
    field.select();
    return false;
  }
  close();
  book.write([{ lesson, student, text }]);
  return true;
}

/** Leave the cell as it was. */
export function cancel() {
  close();
}

/** The field lost the focus: what was typed stays, in the queue or, if refused, in sight. */
function leave() {
  if (!open) return;
  const { row, column, field } = open;
  const { lesson, student } = idsAt(row, column);
  const typed = field.value;
  close();
  if (typed === book.shown(lesson, student)) return;
  try {
    book.write([{ lesson, student, text: book.canonical(lesson, typed) }]);
  } catch (error) {
    book.keepRefused(lesson, student, typed.trim(), explain(error));
  }
}

function close() {
  const { row, column, field } = open;
  const cell = cellAt(row, column);
  open = null; // first of all: taking the field away fires «blur»
  const hadFocus = document.activeElement === field;
  field.remove();
  hideHint();
  if (hadFocus) cell.focus({ preventScroll: true });
  paint(row, column);
}

/** While typing: what can still become a cell is not refused yet, all else at once. */
function check() {
  const { row, column, field } = open;
  const { lesson } = idsAt(row, column);
  try {
    book.canonical(lesson, field.value);
    accept();
  } catch (error) {
    if (book.grammar.begins(field.value, workOf.has(lesson))) accept();
    else refuse(error);
  }
}

function accept() {
  open.field.removeAttribute("aria-invalid");
  hideHint();
}

function refuse(error) {
  open.field.setAttribute("aria-invalid", "true");
  hintAt(cellAt(open.row, open.column), explain(error));
}

/** Show a sentence under a cell. */
export function hintAt(cell, text) {
  const place = cell.getBoundingClientRect();
  hint.hidden = false;
  if (hint.textContent !== text) hint.textContent = text;
  const left = Math.min(place.left, window.innerWidth - hint.offsetWidth - 8);
  const below = place.bottom + 4;
  const fits = below + hint.offsetHeight < window.innerHeight;
  hint.style.left = `${Math.max(8, left)}px`;
  hint.style.top = `${fits ? below : place.top - hint.offsetHeight - 4}px`;
}

export function hideHint() {
  hint.hidden = true;
  hint.textContent = "";
}

/** Show why a cell that one comes upon is refused, if it is. */
export function hintFor(row, column) {
  const { lesson, student } = idsAt(row, column);
  const entry = book.entry(lesson, student);
  if (entry?.state === State.REFUSED) hintAt(cellAt(row, column), entry.note);
  else if (!open) hideHint();
}
