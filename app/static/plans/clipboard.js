/** Copy a block; paste one with a preview of what each line becomes and of what is refused. */

import { format, parse } from "./block.js";
import { clear, editing, readFor, write } from "./editor.js";
import { columnsOf, levelOf } from "./guess.js";
import { announce, data, editable, h, t } from "./page.js";
import { plan } from "./plan.js";
import { MOST_ROWS, changed, inserted, isLesson, row } from "./rows.js";
import { block, current, go, inTable, selectRows } from "./selection.js";
import { columns, said } from "./table.js";

const dialog = document.getElementById("plan-paste");
const MOST_SHOWN = 100;
const fieldNames = columns.map(({ field }) => field);
const headOf = (field) => columns.find((one) => one.field === field).head;
let pasting = null; // {rows, fields, isHead, over}

function selectedText() {
  const { top, bottom, left, right } = block();
  return format(plan.rows.slice(top, bottom + 1).map(
    (one) => columns.slice(left, right + 1).map((column) => said(one, column))));
}

/** Return what each pasted line becomes: {values, faults: [{field, text, why}]}. */
function understood() {
  const { rows, fields, isHead } = pasting;
  return rows.slice(isHead ? 1 : 0).filter((line) => line.some(Boolean)).map((line) => {
    const values = {};
    const faults = [];
    fields.forEach((field, at) => {
      const text = line[at] ?? "";
      if (!field || (text === "" && field !== "title")) return;
      const found = readFor(field, text);
      if (found.fault) faults.push({ field, text, why: t(...found.fault) });
      else values[field] = found.value;
    });
    if (values.title !== undefined) {
      values.title = values.title.replace(/\s+/g, " ");
      const hasHours = values.hours > 0 || faults.some(({ field }) => field === "hours");
      const level = levelOf(values.title, hasHours, data.beginnings.level);
      if (level !== "lesson") values.hours = values.self_study_hours = 0;
      if (level !== "lesson" || values.hours) values.level = level; // else as it was
    }
    return { values, faults };
  });
}

function draw() {
  const lines = understood();
  const faults = lines.flatMap((line) => line.faults);
  const used = fieldNames.filter((field) => pasting.fields.includes(field));
  dialog.querySelector("[data-summary]").textContent =
    t("paste_summary", { rows: lines.length, refused: faults.length });
  dialog.querySelector("[data-note]").textContent = pasting.isHead ? t("header_skipped") : "";
  dialog.querySelector("[data-refused]").replaceChildren(...faults.slice(0, MOST_SHOWN).map(
    ({ field, text, why }) => h("li", {}, t("paste_cell", { text, column: headOf(field), why }))));
  dialog.querySelector("thead").replaceChildren(h("tr", {},
    ...pasting.fields.map((field, at) => h("th", { scope: "col" }, chooser(field, at)))));
  dialog.querySelector("tbody").replaceChildren(...lines.slice(0, MOST_SHOWN).map(preview));
  dialog.querySelector("button[value=apply]").disabled = !lines.length || !used.length;
  return lines;
}

function chooser(field, at) {
  const options = [h("option", { value: "" }, t("skip_column")), ...fieldNames.map(
    (name) => h("option", { value: name, selected: name === field }, headOf(name)))];
  const control = h("select", { "aria-label": `${t("level")} ${at + 1}` }, ...options);
  control.addEventListener("change", () => {
    pasting.fields = pasting.fields.map((old, place) =>
      (place === at ? control.value || null : old === control.value ? null : old));
    draw();
  });
  return control;
}

function preview({ values, faults }) {
  const cells = pasting.fields.map((field) => {
    const fault = faults.find((one) => one.field === field);
    if (!field) return h("td", { class: "muted" }, "—");
    if (fault) return h("td", { class: "bad" }, `✗ ${fault.text}`);
    const value = values[field];
    const text = data.labels[field] ? data.labels[field][value] ?? "" : value || "";
    const level = field === "title" && values.level !== "lesson" && values.level;
    return h("td", {}, level ? h("span", { class: "badge" }, data.labels.level[level]) : null,
      level ? " " : null, String(text));
  });
  return h("tr", {}, ...cells);
}

function ask(rows) {
  const { place, column } = current();
  const guess = columnsOf(rows, fieldNames, plan.rows.length ? column : 0);
  pasting = { rows, ...guess };
  const here = plan.rows[place];
  const over = Boolean(here) && (!here.title || (column > 0 && !guess.isHead));
  dialog.querySelector(`input[value=${over ? "over" : "insert"}]`).checked = true;
  dialog.querySelector(".pl-where").hidden = !plan.rows.length;
  draw();
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue === "apply") apply(understood());
    pasting = null;
  };
  dialog.showModal();
}

function apply(lines) {
  const over = plan.rows.length > 0
    && dialog.querySelector("input[name=where]:checked").value === "over";
  const { place } = current();
  const start = over ? place : plan.rows.length ? place + 1 : 0;
  const semester = plan.rows[place]?.semester_number ?? data.semesters[0]?.number ?? 1;
  const rows = [...plan.rows];
  const fresh = [];
  lines.forEach(({ values }, at) => {
    const known = over ? rows[start + at] : null;
    if (known) rows[start + at] = changed(known, values);
    else fresh.push(row({ semester_number: semester, ...values }));
  });
  const room = MOST_ROWS - rows.length;
  if (fresh.length > room) announce(t("too_many_rows", { most: MOST_ROWS }));
  plan.change(inserted(rows, over ? rows.length : start, fresh.slice(0, room)));
  selectRows(start, start + lines.length - 1);
  announce(t("pasted", { count: lines.length }));
}

/** One text goes into every selected cell, as in a spreadsheet. */
function fill(text) {
  const { top, bottom, left, right } = block();
  const cells = [];
  for (let place = top; place <= bottom; place += 1) {
    for (const { field } of columns.slice(left, right + 1)) {
      const found = readFor(field, text);
      if (found.fault) return ask([[text]]);
      cells.push({ place, field, value: found.value });
    }
  }
  const only = cells.length === 1 && !isLesson(plan.rows[top]);
  announce(t("pasted", { count: write(only ? [{ ...cells[0], field: "title", value: text }] : cells) }));
  return undefined;
}

const takes = () => (inTable() || !plan.rows.length) && !editing()
  && !document.querySelector("dialog[open]") && !document.activeElement?.matches("textarea, input");

/** Take copying, and where the plan is edited, cutting and pasting. */
export function install() {
  document.addEventListener("copy", (event) => {
    if (!inTable() || !takes()) return;
    event.clipboardData.setData("text/plain", selectedText());
    event.preventDefault();
    const { top, bottom, left, right } = block();
    announce(t("copied", { count: (bottom - top + 1) * (right - left + 1) }));
  });
  if (!editable) return;
  document.addEventListener("cut", (event) => {
    if (!inTable() || !takes()) return;
    event.clipboardData.setData("text/plain", selectedText());
    event.preventDefault();
    clear(block());
  });
  document.addEventListener("paste", (event) => {
    if (!takes()) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    const rows = parse(text);
    if (!text.trim()) announce(t("paste_nothing"));
    else if (rows.length === 1 && rows[0].length === 1 && plan.rows.length) fill(rows[0][0]);
    else ask(rows);
  });
  document.getElementById("plan-empty").addEventListener("click", () => go(0, 0));
}
