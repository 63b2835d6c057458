/** The table of rows: drawn from the rows, each drawn once and again only where it changed. */

import { data, editable, h, reviewable, shortDay, t } from "./page.js";
import { plan } from "./plan.js";
import { isLesson, numbers } from "./rows.js";

export const table = document.getElementById("plan-table");
const body = table.tBodies[0];
const empty = document.getElementById("plan-empty");
const severalTerms = data.semesters.length > 1;
const semesterColumn = { field: "semester_number", head: t("semester_short"), type: "number" };
const shown = data.columns.filter(({ field }) =>
  editable || ["title", "hours", "kind"].includes(field) || data.rows.some((one) => one[field]));
// The columns that can be walked into; dates and remarks stand beside them.
export const columns = severalTerms && editable
  ? [...shown, semesterColumn] : shown;
const drawn = new Map(); // key → {row, tr}
let dates = data.dates;
let faults = data.faults;

/** Return what a cell says to people. */
export function said(one, { field }) {
  const value = one[field];
  if (!isLesson(one) && field !== "title" && field !== "semester_number") return "";
  if (field === "hours" || field === "self_study_hours") return value ? String(value) : "";
  return data.labels[field] ? (data.labels[field][value] ?? "") : String(value ?? "");
}

export const size = () => ({ rows: plan.rows.length, columns: columns.length });

const width = (one) => (isLesson(one) ? columns.length : 1);

/** Return the cell at a place; a heading has one cell, whatever the column. */
export function cellAt(place, column) {
  const one = plan.rows[place];
  if (!one) return null;
  return drawn.get(one.key)?.tr.cells[1 + Math.min(column, width(one) - 1)] ?? null;
}

/** Return {place, column} of an element within a cell, null outside. */
export function placeOf(element) {
  const cell = element.closest?.("td[role=gridcell]");
  const line = cell?.closest("tr[data-key]");
  if (!line || cell.dataset.column === undefined) return null;
  return { place: placeOfKey(Number(line.dataset.key)), column: Number(cell.dataset.column) };
}

export const placeOfKey = (key) => plan.rows.findIndex((one) => one.key === key);

/** Return the name of a row for people: «lesson 5», or its heading. */
export function nameOf(place) {
  const number = numbers(plan.rows)[place];
  return number ? t("row_lesson", { number }) : t("row_heading", { title: plan.rows[place].title });
}

function head() {
  const cell = (text, name) => h("th", { scope: "col", class: name }, text);
  table.tHead.replaceChildren(h("tr", {},
    cell(t("number"), "n"),
    ...columns.map((one) => cell(one.head, `c-${one.field}`)),
    cell(t("dates"), "c-dates"),
    reviewable ? cell(t("your_remark"), "c-remark") : null));
}

function lineOf(one) {
  const lesson = isLesson(one);
  const handle = h("th", { scope: "row", class: "n", draggable: editable ? "true" : null,
                           title: editable ? t("drag") : null });
  const cells = (lesson ? columns : [columns[0]]).map((column, at) => {
    const cell = h("td", { role: "gridcell", tabindex: "-1", class: `c-${column.field}`,
                           "data-column": at });
    if (!lesson) cell.colSpan = columns.length + 1;
    cell.append(h("span", { class: "v" }, said(one, column)));
    if (at === 0 && one.remark && !reviewable) {
      cell.append(h("small", { class: "pl-note" }, `${t("remark")}: ${one.remark}`));
    }
    return cell;
  });
  const beside = [lesson ? h("td", { class: "c-dates" }) : null,
                  reviewable ? remarkCell(one) : null];
  return h("tr", { "data-key": one.key, class: `l-${one.level}` },
    handle, ...cells, ...beside.filter(Boolean));
}

function remarkCell(one) {
  const field = h("textarea", { rows: 1, maxlength: 2000, "data-remark": plan.idOf(one),
                                "aria-label": `${t("your_remark")}: ${one.title}` });
  field.value = one.remark;
  return h("td", { class: "c-remark" }, field);
}

/** Draw the rows as they are now: new and changed ones anew, the others stay where they are. */
export function draw() {
  const count = numbers(plan.rows);
  const lines = [];
  let parts = 0;
  plan.rows.forEach((one, place) => {
    let known = drawn.get(one.key);
    if (known?.row !== one) {
      known = { row: one, tr: lineOf(one) };
      drawn.set(one.key, known);
    }
    known.tr.cells[0].textContent = count[place] ?? "";
    const before = plan.rows[place - 1];
    if (severalTerms && (!before || before.semester_number !== one.semester_number)) {
      lines.push(divider(one.semester_number, (parts += 1)));
    }
    lines.push(known.tr);
  });
  arrange(lines);
  empty.hidden = plan.rows.length > 0;
  empty.textContent = t("empty");
  table.closest(".pl-scroll").hidden = plan.rows.length === 0;
  paintDates();
  paintFaults();
}

/** Let the body hold `lines` in their order, and touch only those that are not in place. */
function arrange(lines) {
  let next = body.firstChild;
  for (const line of lines) {
    if (line === next) next = next.nextSibling;
    else body.insertBefore(line, next);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

const dividers = new Map();

function divider(number, part) {
  const key = `${number}:${part}`;
  if (!dividers.has(key)) dividers.set(key, newDivider(number));
  return dividers.get(key);
}

function newDivider(number) {
  const span = columns.length + (reviewable ? 3 : 2);
  return h("tr", { class: "pl-semester" },
    h("th", { colspan: span, scope: "rowgroup" }, t("semester", { number })));
}

/** Take over the days of the rows, and what is wrong in them, as the server has worked them out. */
export function showAnswer(answer) {
  dates = answer.dates;
  faults = answer.faults;
  data.lessons = answer.lessons;
  paintDates();
  paintFaults();
}

/** Return what is said about the days of a row: [text, tone]. */
export function daysOf(one) {
  const found = dates[plan.idOf(one)];
  if (!isLesson(one) || !found || !data.lessons) return ["", ""];
  const days = found.days.map(shortDay).join(", ");
  if (!found.missing) return [days, ""];
  if (!days) return [t("no_date"), "warn"];
  return [`${days} · ${t("hours_left", { hours: found.missing })}`, "warn"];
}

function paintDates() {
  for (const one of plan.rows) {
    const cell = drawn.get(one.key)?.tr.querySelector(".c-dates");
    if (!cell) continue;
    const [text, tone] = daysOf(one);
    if (cell.textContent !== text) cell.textContent = text;
    cell.classList.toggle("warn", tone === "warn");
  }
}

export const faultOf = (place, field) => faults[place]?.[field];

function paintFaults() {
  for (const cell of body.querySelectorAll("td.f")) {
    cell.classList.remove("f");
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("title");
  }
  for (const [place, fields] of Object.entries(faults)) {
    for (const [field, sentence] of Object.entries(fields)) {
      const cell = cellAt(Number(place), columns.findIndex((one) => one.field === field));
      if (!cell || (field !== "title" && !isLesson(plan.rows[place]))) continue;
      cell.classList.add("f");
      cell.setAttribute("aria-invalid", "true");
      cell.title = sentence;
    }
  }
}

head();
