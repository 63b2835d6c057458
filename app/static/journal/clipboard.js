/** Copy a block, paste a block with a preview of what is refused, fill the rest of a column. */

import { book } from "./book.js";
import { editing } from "./editor.js";
import { announce, columnName, explain, h, open, t } from "./page.js";
import { block, current, places } from "./selection.js";
import { editable, idsAt, lessons, lockedBy, names, placeOf, size, table } from "./table.js";

const preview = document.getElementById("journal-paste");
const MOST_SHOWN = 300;

/** Return the selected texts as a spreadsheet writes them: tabs and line ends. */
function selectedText() {
  const { top, left, bottom, right } = block();
  const lines = [];
  for (let row = top; row <= bottom; row += 1) {
    const line = [];
    for (let column = left; column <= right; column += 1) {
      const { lesson, student } = idsAt(row, column);
      line.push(book.shown(lesson, student));
    }
    lines.push(line.join("\t"));
  }
  return lines.join("\n");
}

/** Return rows of texts from what a spreadsheet put on the clipboard; quotes are taken off. */
export function parseBlock(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map(
    (item) => item.replace(/^"([\s\S]*)"$/, "$1").replaceAll('""', '"').trim()));
}

/** Return a plan: for each pasted text its cell and whether it can be written, and why not. */
function plan(rows) {
  const { top, left } = block();
  const single = rows.length === 1 && rows[0].length === 1;
  const targets = single
    ? places().map((place) => ({ ...place, typed: rows[0][0] }))
    : rows.flatMap((line, r) => line.map(
      (typed, c) => ({ row: top + r, column: left + c, typed })));
  return targets.map(judge);
}

function judge({ row, column, typed }) {
  if (row >= size.rows || column >= size.columns) return { typed, fault: t("paste_outside") };
  const cell = { ...idsAt(row, column), typed };
  const why = lockedBy(row, column);
  if (why) return typed ? { ...cell, fault: why } : null;
  try {
    return { ...cell, text: book.canonical(cell.lesson, typed) };
  } catch (error) {
    return { ...cell, fault: explain(error) };
  }
}

function describe({ lesson, student, typed, text, fault }) {
  const where = student ? `${names.get(student)} · ${columnName(lesson)}` : "—";
  const old = student ? book.shown(lesson, student) : "";
  return h("tr", { class: fault ? "bad" : null },
    h("td", {}, where), h("td", {}, old || "—"), h("td", {}, fault ? typed : text || "—"),
    h("td", {}, fault ?? t("paste_ok")));
}

/** Show what would be written and what is refused; write only when told to. */
function ask(judged) {
  const refused = judged.filter(({ fault }) => fault);
  const good = judged.filter((cell) => !cell.fault);
  const changes = good.filter((cell) => book.shown(cell.lesson, cell.student) !== cell.text);
  if (judged.length === 1 && !refused.length) return apply(changes);
  preview.querySelector("[data-summary]").textContent =
    t("paste_summary", { good: changes.length, same: good.length - changes.length,
                         refused: refused.length });
  preview.querySelector("tbody").replaceChildren(
    ...[...refused, ...changes].slice(0, MOST_SHOWN).map(describe));
  const button = preview.querySelector("button[value=apply]");
  button.disabled = changes.length === 0;
  preview.onclose = () => {
    if (preview.returnValue === "apply") apply(changes);
    preview.returnValue = "";
  };
  open(preview);
  return undefined;
}

function apply(cells) {
  announce(t("written", { count: book.write(cells) }));
}

const inGrid = () => table.contains(document.activeElement) && !editing()
  && placeOf(document.activeElement);

/** Fill the empty cells of the current column with one text. */
export function fillDialog() {
  const dialog = document.getElementById("journal-fill");
  const field = dialog.querySelector("input");
  const fault = dialog.querySelector(".error");
  const { column } = current();
  dialog.querySelector("[data-lesson]").textContent = columnName(lessons[column]);
  fault.hidden = true;
  field.removeAttribute("aria-invalid");
  open(dialog);
  field.select();
  dialog.querySelector("form").onsubmit = (event) => {
    if (event.submitter?.value === "cancel") return;
    try {
      fill(column, book.canonical(lessons[column], field.value));
    } catch (error) {
      event.preventDefault();
      fault.textContent = explain(error);
      fault.hidden = false;
      field.setAttribute("aria-invalid", "true");
    }
  };
}

function fill(column, text) {
  const cells = [];
  for (let row = 0; row < size.rows; row += 1) {
    const { lesson, student } = idsAt(row, column);
    if (!lockedBy(row, column) && book.shown(lesson, student) === "") {
      cells.push({ lesson, student, text });
    }
  }
  apply(cells);
}

export function install() {
  document.addEventListener("copy", (event) => {
    if (!inGrid()) return;
    event.clipboardData.setData("text/plain", selectedText());
    event.preventDefault();
    announce(t("copied", { count: places().length }));
  });
  if (!editable) return;
  document.addEventListener("cut", (event) => {
    if (!inGrid()) return;
    event.clipboardData.setData("text/plain", selectedText());
    event.preventDefault();
    apply(places().filter(({ row, column }) => !lockedBy(row, column))
      .map(({ row, column }) => ({ ...idsAt(row, column), text: "" })));
  });
  document.addEventListener("paste", (event) => {
    if (!inGrid()) return;
    event.preventDefault();
    ask(plan(parseBlock(event.clipboardData.getData("text/plain"))).filter((cell) => cell !== null));
  });
}
