/** The journal of a group on a laptop: wires the grid, the panel and the saving state. */

import { Outcome, call } from "./api.js";
import { book } from "./book.js";
import * as clipboard from "./clipboard.js";
import { showHistory } from "./history.js";
import { confirmCurrent, install as installKeys } from "./keys.js";
import * as lesson from "./lesson.js";
import * as plan from "./plan.js";
import { announce, data, lessonOf, root, t } from "./page.js";
import { currentIds, go, onMove } from "./selection.js";
import { watch, whenAsked } from "./status.js";
import * as grid from "./table.js";
import * as works from "./works.js";

const REFRESH = 1200; // ms after the last saved cell: averages, and what others wrote
let timer;

/** Take over sums and cells from the server; what waits in the queue stays on top. */
async function refresh() {
  const { outcome, data: fresh } = await call(root.dataset.user, "GET",
    `/api/v1/gradebook/${root.dataset.gradebook}/grid?semester=${root.dataset.semester}`);
  if (outcome !== Outcome.OK) return;
  for (const one of fresh.lessons) {
    const known = lessonOf.get(String(one.id));
    if (!known) continue;
    if (known.confirmed_at !== one.confirmed_at) known.confirmed_label = null;
    Object.assign(known, { confirmed_at: one.confirmed_at, state: one.state });
    mark(known);
  }
  const keys = new Map(fresh.works.map((one) => [one.id, `${one.lesson_id}.${one.id}`]));
  const cells = fresh.cells.concat(
    fresh.work_cells.map(([work, ...rest]) => [keys.get(work), ...rest]));
  book.trail = new Map(cells.filter(([, , , flag]) => flag)
    .map(([column, student, , , old]) => [`${column}:${student}`, { late: true, old }]));
  book.load(cells.map(([column, student, text]) => [column, student, text]));
  grid.showSums(fresh.students);
  showStudent();
}

function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, REFRESH);
}

function mark(one) {
  const head = grid.headOf(one.id);
  if (!head) return;
  const state = lesson.stateOf(one);
  const dot = head.querySelector("i");
  dot.className = state;
  dot.title = t(`state_${state}`);
  head.querySelector(".visually-hidden").textContent = t(`state_${state}`);
}

function answered({ detail }) {
  for (const { lesson: id, yes } of detail.confirmed ?? []) {
    const one = lessonOf.get(id);
    if (!one) continue;
    lesson.confirmed(one, yes);
    mark(one);
    announce(t(yes ? "confirmed" : "unconfirmed", { lesson: one.name }));
  }
  if (detail.saved?.length || detail.confirmed?.length) refreshSoon();
}

function showColumn(id) {
  for (const head of document.querySelectorAll("#journal-grid th[data-l].cur")) {
    head.classList.remove("cur");
  }
  grid.headOf(id)?.classList.add("cur");
  lesson.show(id);
  works.show(lessonOf.get(id));
  plan.show(lessonOf.get(id));
}

/** Say in the panel how the marks of the current row's student stand (5.5.7). */
function showStudent() {
  const box = document.querySelector("[data-student]");
  const { student } = currentIds();
  const cell = grid.sumsOf(student)?.count;
  if (!box || !cell) return;
  box.querySelector("b").textContent = grid.names.get(student);
  box.querySelector("span").textContent = cell.title;
}

function act(event) {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (name === "confirm") confirmCurrent();
  if (name === "unconfirm") book.confirm(String(lessonOf.get(currentIds().lesson).id), false);
  if (name === "few") showFew(event.target.closest("button"));
  works.act(event, lessonOf.get(currentIds().lesson));
  if (name === "add") lesson.openForm(null);
  if (name === "edit") lesson.openForm(currentIds().lesson);
  if (name === "fill") clipboard.fillDialog();
  if (name === "history") history(currentIds());
}

/** Bring out the rows of students who need more marks, or all again. */
function showFew(button) {
  const few = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(few));
  grid.table.classList.toggle("only-few", few);
}

function history(ids) {
  showHistory(ids, grid.names.get(ids.student));
}

/** Begin at today's lesson, the nearest before it, or the one that the address names. */
function begin() {
  const asked = new URLSearchParams(location.search);
  const named = asked.get("lesson") ?? String(data.current_lesson);
  const key = asked.has("work") ? `${named}.${asked.get("work")}` : named;
  const column = Math.max(0, grid.lessons.indexOf(key));
  const row = Math.max(0, grid.students.indexOf(asked.get("student")));
  go(row, column, { focus: false });
  const head = grid.headOf(grid.lessons[column]);
  const box = head?.closest(".jr-scroll");
  if (box) {
    const sticky = head.parentElement.cells[0].offsetWidth;
    const room = box.clientWidth - sticky;
    const wanted = head.offsetLeft - Math.max(0, room * 0.6);
    const first = [...head.parentElement.cells].find((cell) => cell.dataset.l
      && cell.offsetLeft >= wanted); // whole columns: none is cut by the names
    box.scrollLeft = first.offsetLeft - sticky;
  }
  if (grid.editable) go(row, column);
}

function install() {
  grid.readServerTexts();
  book.addEventListener("cell", ({ detail }) => grid.paintIds(detail.lesson, detail.student));
  book.addEventListener("repaint", grid.repaint);
  book.addEventListener("answer", answered);
  book.addEventListener("change", () => {
    const { lesson: id } = currentIds();
    mark(lessonOf.get(id));
    lesson.show(id);
    plan.show(lessonOf.get(id));
  });
  plan.onTaken((one) => {
    lesson.show(String(one.id));
    grid.headOf(one.id).querySelector("em").textContent = data.abbreviations[one.kind] ?? "";
  });
  onMove(() => {
    showColumn(currentIds().lesson);
    showStudent();
  });
  installKeys(history);
  clipboard.install();
  whenAsked((lessonId, student) => {
    const place = grid.placeOfIds(lessonId, student);
    if (place) go(place.row, place.column);
  });
  grid.table.tHead.addEventListener("click", (event) => {
    const id = event.target.closest("th[data-l]")?.dataset.l;
    if (id) go(0, grid.lessons.indexOf(id));
  });
  window.addEventListener("storage", refreshSoon); // another tab of this person saved something
  document.addEventListener("visibilitychange", () => document.hidden || refreshSoon());
  grid.repaint();
  begin();
}

document.addEventListener("click", act);
document.addEventListener("change", ({ target }) => {
  if (target.matches("select[data-go]") && target.value) location.assign(target.value);
});
/** On a phone a lesson is a list; the grid is one tap away, and says so in its address. */
function preferList() {
  const asked = new URLSearchParams(location.search);
  const phone = matchMedia("(max-width: 640px)").matches;
  if (!phone || asked.size || !data.current_lesson || root.dataset.editable !== "yes") return;
  location.replace(`${location.pathname}/lesson/${data.current_lesson}`);
}

preferList();
if (grid.table && grid.size.columns && grid.size.rows) install();
if (root.dataset.editable === "yes") {
  watch();
  book.sender.flush();
}
