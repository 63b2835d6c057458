/** The table of the page as rows of students and columns of lessons: addressing and painting. */

import { book } from "./book.js";
import { notYours } from "./lesson.js";
import { columnName, data, lessonOf, t, workOf } from "./page.js";
import { State } from "./queue.js";

export const table = document.getElementById("journal-grid");
export const editable = table?.dataset.editable === "yes";
const rows = table ? [...table.tBodies[0].rows] : [];
const heads = table ? [...table.tHead.querySelectorAll("th[data-l]")] : [];

export const lessons = heads.map((head) => head.dataset.l);
export const students = rows.map((row) => row.dataset.s);
export const names = new Map(data.students.map(({ id, name }) => [String(id), name]));
const columnOf = new Map(lessons.map((id, column) => [id, column]));
const rowOf = new Map(students.map((id, row) => [id, row]));
const FIRST = 1; // the name stands before the cells

export const size = { rows: students.length, columns: lessons.length };

/** Return the <td> at a row and a column. */
export function cellAt(row, column) {
  return rows[row]?.cells[column + FIRST];
}

/** Return {row, column} of an element inside a cell of the journal, or null. */
export function placeOf(element) {
  const cell = element.closest?.("td");
  const row = cell ? rows.indexOf(cell.parentElement) : -1;
  if (row < 0) return null;
  const column = cell.cellIndex - FIRST;
  return column >= 0 && column < size.columns ? { row, column } : null;
}

export function placeOfIds(lesson, student) {
  const place = { row: rowOf.get(String(student)), column: columnOf.get(String(lesson)) };
  return place.row === undefined || place.column === undefined ? null : place;
}

export const idsAt = (row, column) => ({ lesson: lessons[column], student: students[row] });
export const headOf = (lesson) => heads[columnOf.get(String(lesson))];

/** Return whether the student was in the group on the lesson's day: only then there is a cell. */
export function belongs(row, column) {
  return !cellAt(row, column).classList.contains("x");
}

/** Return why the person does not write in the cell, null where they do. */
export function lockedBy(row, column) {
  if (!belongs(row, column)) return t("not_in_group");
  const lesson = lessonOf.get(lessons[column]);
  const { editable: writes } = workOf.get(lessons[column]) ?? lesson;
  return writes ? null : notYours(lesson);
}

export function nameOf(row, column) {
  return `${names.get(students[row])}, ${columnName(lessons[column])}`;
}

const STATE_CLASS = {
  [State.QUEUED]: "q", [State.REFUSED]: "f", [State.CONFLICT]: "k", [State.REASON]: "f",
};

/** Show in a cell what it holds now, and how that stands with the server. */
export function paint(row, column) {
  const cell = cellAt(row, column);
  const { lesson, student } = idsAt(row, column);
  const entry = book.entry(lesson, student);
  const text = entry?.text ?? book.text(lesson, student);
  const kept = ["x", "y", "sel", "cur"].filter((name) => cell.classList.contains(name));
  const style = entry?.state === State.REFUSED ? "" : book.grammar.style(text);
  const state = entry ? STATE_CLASS[entry.state] : "";
  const { late, old } = (entry ? null : book.trail.get(`${lesson}:${student}`)) ?? {};
  cell.className = [style, late ? "t" : "", state, ...kept].filter(Boolean).join(" ");
  if (cell.contains(document.activeElement) && cell !== document.activeElement) return;
  cell.replaceChildren(...(old ? [struck(old)] : []),
                       entry?.state === State.CONFLICT ? `${text || "·"}≠${entry.theirs || "·"}` : text);
  if (entry && entry.state !== State.QUEUED) cell.setAttribute("aria-invalid", "true");
  else cell.removeAttribute("aria-invalid");
  if (entry) cell.title = entry.note || t(`cell_${entry.state}`);
  else cell.removeAttribute("title");
}

function struck(old) {
  const mark = document.createElement("s");
  mark.textContent = old;
  return mark;
}

let painted = new Set();

/** Paint anew every cell that waits, and those that waited before. */
export function repaint() {
  const waits = new Set(book.queue.entries().map(({ lesson, student }) => `${lesson}:${student}`));
  for (const name of new Set([...painted, ...waits])) paintIds(...name.split(":"));
  painted = waits;
}

export function paintIds(lesson, student) {
  const place = placeOfIds(lesson, student);
  if (place) paint(place.row, place.column);
  if (book.entry(lesson, student)) painted.add(`${lesson}:${student}`);
}

/** Read the texts that the server rendered: they are what it holds. */
export function readServerTexts() {
  rows.forEach((row, r) => {
    for (let column = 0; column < size.columns; column += 1) {
      const cell = row.cells[column + FIRST];
      if (!cell.firstChild) continue;
      const name = `${lessons[column]}:${students[r]}`;
      const old = cell.querySelector("s")?.textContent;
      const late = cell.classList.contains("t");
      if (late || old !== undefined) book.trail.set(name, { late, old });
      const text = cell.lastChild.nodeType === Node.TEXT_NODE ? cell.lastChild.data : "";
      if (text) book.server.set(name, text);
    }
  });
}

/** Return the cells at the right of a student's row: {average, count, missed}. */
export function sumsOf(student) {
  const row = rows[rowOf.get(String(student))];
  if (!row) return null;
  const [average, count, missed] = [...row.cells].slice(-3);
  return { average, count, missed };
}

const TWO_PLACES = new Intl.NumberFormat(document.documentElement.lang || undefined, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** Put the sums at the right of each row: {id, average, marks, needed, missed_hours}. */
export function showSums(list) {
  for (const student of list) {
    const row = rows[rowOf.get(String(student.id))];
    if (!row) continue;
    const { average, count, missed } = sumsOf(student.id);
    average.firstChild?.nodeType === Node.TEXT_NODE && average.firstChild.remove();
    average.prepend(averageOf(student.average));
    showWeighted(average, student);
    average.classList.toggle("b", student.average !== null && Number(student.average) < 2.5);
    count.querySelector("i").className = barClass(student.marks, student.needed);
    count.querySelector("b").textContent = student.marks;
    showEnough(row, count, student.enough);
    missed.textContent = student.missed_hours || "";
  }
}

/** Return an average as the page's language writes it: «3,50», empty for null. */
function averageOf(value) {
  return value === null ? "" : TWO_PLACES.format(value);
}

/** The average by weights stands small under the plain one, in journals whose works have any. */
function showWeighted(cell, { weighted }) {
  if (!table.tHead.querySelector("th.m.w")) return;
  const small = cell.querySelector("small") ?? cell.appendChild(document.createElement("small"));
  small.textContent = averageOf(weighted);
}

/** Whether the marks suffice: a sign, its word for who listens, the sentence for who asks. */
function showEnough(row, cell, { sign, word, said, few }) {
  row.classList.toggle("few", few);
  cell.title = said;
  cell.querySelector("em").textContent = sign;
  cell.querySelector(".visually-hidden").textContent = word;
}

const STEPS = 6;
function barClass(marks, needed) {
  const share = needed ? Math.min(1, marks / needed) : Number(marks > 0);
  return `w${Math.round(share * STEPS)}${share < 1 ? " low" : ""}`;
}
