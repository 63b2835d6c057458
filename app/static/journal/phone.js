/** One lesson as a list: large keys for absent and late, one for a mark, the rest in a sheet. */

import { book } from "./book.js";
import { showHistory } from "./history.js";
import * as lesson from "./lesson.js";
import * as plan from "./plan.js";
import { columnName, data, explain, lessonOf, open, root, t, workOf } from "./page.js";
import { watch, whenAsked } from "./status.js";
import { State } from "./queue.js";
import * as works from "./works.js";

const list = document.getElementById("journal-list");
const sheet = document.getElementById("journal-keys");
const id = root.dataset.lesson;
const tabs = document.getElementById("journal-columns");
let column = id; // the lesson's own cells, or those of a work
const writes = root.dataset.editable === "yes";
const editable = () => workOf.get(column)?.editable ?? lessonOf.get(id).editable;
const topic = document.querySelector(".jr-topic");
const { absences, late } = data.grammar;
const [ABSENT] = Object.keys(absences);
const nameOf = (item) => item.querySelector(".jr-name").textContent;

function partsOf(text) {
  const { absence, minutes, marks } = book.grammar.parse(text);
  return { absence, minutes, marks };
}

function join(absence, marks) {
  return [absence, ...marks].filter(Boolean).join("/");
}

const struck = new Map((data.corrected ?? []).map(([key, s, old]) => [`${key}:${s}`, old]));

/** Show a row's keys as its cell stands, and beside the name what a late entry struck out. */
function paint(item) {
  const entry = book.entry(column, item.dataset.s);
  const text = book.shown(column, item.dataset.s);
  item.dataset.state = entry?.state ?? "saved";
  item.querySelector(".jr-old").textContent = struck.get(`${column}:${item.dataset.s}`) ?? "";
  let parts = { absence: null, minutes: null, marks: [] };
  try {
    parts = partsOf(text);
  } catch {
    parts.marks = [text]; // refused, and still in sight
  }
  const isLate = parts.absence === late;
  const [away, came, mark] = item.querySelectorAll("button");
  press(away, parts.absence !== null && !isLate, parts.absence && !isLate ? parts.absence : ABSENT);
  press(came, isLate, `${late}${isLate ? parts.minutes ?? "" : ""}`);
  press(mark, parts.marks.length > 0, parts.marks.join("/") || "+");
  away.hidden = came.hidden = workOf.has(column); // a work has marks alone
}

function press(button, pressed, text) {
  if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(pressed));
  button.classList.toggle("on", pressed);
  button.textContent = text;
}

function write(item, text) {
  book.write([{ lesson: column, student: item.dataset.s, text }]);
}

function tapped(item, key) {
  if (!editable()) {
    showHistory({ lesson: column, student: item.dataset.s }, nameOf(item));
    return;
  }
  const text = book.shown(column, item.dataset.s);
  const waits = book.entry(column, item.dataset.s);
  if (key === "mark" || waits?.state === State.REFUSED) {
    openSheet(item);
    return;
  }
  const { absence, marks } = partsOf(text);
  const code = key === "late" ? late : ABSENT;
  const other = key === "late" ? absence !== null && absence !== late : false;
  if (absence !== null && absence !== code && !other && absence !== late) openSheet(item);
  else write(item, absence === code ? join(null, marks) : settled(join(code, marks), code));
}

/** Return `text` where the grammar takes it, else the code alone (an exemption gives way). */
function settled(text, code) {
  try {
    return book.grammar.canonical(text);
  } catch {
    return code;
  }
}

/** All codes as large keys, and a field for what has two parts or minutes. */
function openSheet(item) {
  const student = item.dataset.s;
  const field = sheet.querySelector("input");
  const fault = sheet.querySelector(".error");
  sheet.querySelector("h2").textContent = nameOf(item);
  sheet.querySelector("[data-column]").textContent = columnName(column);
  for (const key of sheet.querySelectorAll("[data-code]")) {
    key.hidden = workOf.has(column) && key.dataset.code in absences;
  }
  for (const part of [field.parentElement, sheet.querySelector("button.primary")]) {
    part.hidden = workOf.has(column); // a work has no second part: a key says it all
  }
  field.value = book.shown(column, student);
  fault.hidden = true;
  const take = (text) => {
    try {
      write(item, book.canonical(column, text));
      sheet.close();
    } catch (error) {
      fault.textContent = explain(error);
      fault.hidden = false;
    }
  };
  sheet.onclick = ({ target }) => {
    const key = target.closest("[data-code]");
    if (key) take(key.dataset.code);
    if (target.closest("[data-do=cell-history]")) {
      sheet.close();
      showHistory({ lesson: column, student }, nameOf(item));
    }
  };
  sheet.querySelector("form").onsubmit = (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    take(field.value);
  };
  open(sheet);
}

/** Show the foot: how many are away, and whether the lesson is confirmed. */
function foot() {
  const one = lessonOf.get(id);
  const away = [...list.children].filter((item) => {
    const first = book.shown(id, item.dataset.s).split("/")[0];
    return first in absences && book.shown(id, item.dataset.s) !== "н/а";
  }).length;
  document.getElementById("journal-away").textContent = t("away", { count: away });
  const confirm = document.querySelector("[data-do=confirm]");
  if (!confirm) return;
  const state = lesson.stateOf(one);
  const done = lesson.isConfirmed(one);
  confirm.hidden = state === "future" || done;
  document.querySelector("[data-do=unconfirm]").hidden = !lesson.canWithdraw(one);
  const said = document.querySelector("[data-state-said]");
  said.textContent = t(`state_${state}`);
}

/** Attendance was taken; a lesson without a topic takes over the plan's first. */
async function confirm() {
  const one = lessonOf.get(id);
  if (one.topic || await plan.accept(one) !== false) book.confirm(id);
}

function act({ target }) {
  const name = target.closest("[data-do]")?.dataset.do;
  if (name === "confirm") confirm();
  if (name === "unconfirm") book.confirm(id, false);
  if (name === "edit") lesson.openForm(id);
  works.act({ target }, lessonOf.get(id));
  const tab = target.closest("[data-column-key]")?.dataset.columnKey;
  if (tab) choose(tab);
  const item = target.closest("#journal-list > li");
  const key = target.closest("[data-key]")?.dataset.key;
  if (item && key) tapped(item, key);
}

/** Show the cells of the lesson, or of one of its works. */
function choose(key) {
  column = lessonOf.has(key) ? key : id;
  for (const tab of tabs?.querySelectorAll("[data-column-key]") ?? []) {
    tab.setAttribute("aria-pressed", String(tab.dataset.columnKey === column));
  }
  paintAll();
}

for (const [key, student, text] of data.cells) book.server.set(`${key}:${student}`, text);
const paintAll = () => [...list.children].forEach(paint);
book.addEventListener("cell", ({ detail }) => {
  const item = list.querySelector(`[data-s="${detail.student}"]`);
  if (item && detail.lesson === column) paint(item);
});
book.addEventListener("repaint", paintAll);
book.addEventListener("change", foot);
book.addEventListener("answer", ({ detail }) => {
  for (const { lesson: key, yes } of detail.confirmed ?? []) {
    const one = lessonOf.get(key);
    if (one) lesson.confirmed(one, yes);
  }
  foot();
  plan.show(lessonOf.get(id));
});
document.addEventListener("click", act);
whenAsked((key, student) => {
  choose(key);
  list.querySelector(`[data-s="${student}"] button:not([hidden])`)?.focus();
});
choose(`${id}.${new URLSearchParams(location.search).get("work")}`);
foot();
works.show(lessonOf.get(id));
plan.onTaken((one) => {
  topic.textContent = one.topic || t("needs_topic");
});
if (writes) {
  plan.show(lessonOf.get(id));
  watch();
  book.sender.flush();
}
const day = document.querySelector(".jr-days .cur");
if (day) day.parentElement.scrollLeft = day.offsetLeft - day.parentElement.clientWidth / 2;
