/** The hours three ways beside the table, as they are while one types; and what stops the plan. */

import { data, h, reviewable, t } from "./page.js";
import { plan } from "./plan.js";
import { isLesson, totals } from "./rows.js";

const box = document.getElementById("plan-hours");
const blocksBox = document.getElementById("plan-blocks");
let cells = data.hours;
let blocks = data.blocks;

export const blocked = () => blocks;

/** Return the cells with the hours of the plan as it stands here, newly planned kinds too. */
function current() {
  const sums = totals(plan.rows, data.lesson_hours);
  const known = new Set(cells.map(({ semester, kind }) => `${semester}|${kind}`));
  const order = Object.keys(data.labels.hour_kind);
  const added = [...sums.keys()].filter((key) => !known.has(key)).map((key) => {
    const [semester, kind] = key.split("|");
    return { semester: Number(semester), kind, curriculum: 0, others: 0,
             load: kind === "self_study" ? null : 0, may_be_less: false };
  });
  return [...cells, ...added]
    .map((cell) => ({ ...cell, plan: sums.get(`${cell.semester}|${cell.kind}`) ?? 0 }))
    .filter(({ plan: own, curriculum, load }) => own || curriculum || load)
    .sort((one, other) => one.semester - other.semester
      || order.indexOf(one.kind) - order.indexOf(other.kind));
}

const signed = (hours) => (hours > 0 ? `+${hours}` : `${hours}`.replace("-", "−"));

function difference(cell) {
  if (cell.kind === "control") return h("td", { class: "muted small" }, t("outside"));
  const off = cell.plan - cell.curriculum;
  const toLoad = cell.load === null ? 0 : cell.plan - cell.load;
  const fine = !toLoad && (!off || (off < 0 && cell.may_be_less));
  if (fine) return h("td", { class: "num ok" }, t("ok"));
  const same = cell.load === null || cell.load === cell.curriculum;
  return h("td", { class: "num bad" }, same ? signed(off) : `${signed(off)} / ${signed(toLoad)}`);
}

function table(semester, own) {
  const number = (value) => h("td", { class: "num" }, value === null ? "—" : String(value));
  const lines = own.map((cell) => h("tr", { "data-hours": `${semester}|${cell.kind}` },
    h("th", { scope: "row" }, data.labels.hour_kind[cell.kind],
      cell.others ? h("small", {}, t("others", { hours: cell.others })) : null),
    number(cell.kind === "control" ? null : cell.plan), number(cell.curriculum), number(cell.load),
    difference(cell)));
  const head = ["kind", "plan", "curriculum", "load", "difference"].map(
    (key, at) => h("th", { scope: "col", class: at ? "num" : null }, t(key)));
  return h("table", { class: "pl-hours" },
    data.semesters.length > 1 ? h("caption", {}, t("semester", { number: semester })) : null,
    h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...lines));
}

/** Draw the panel. */
export function draw() {
  const now = current();
  const semesters = [...new Set(now.map(({ semester }) => semester))];
  const lessons = plan.rows.filter(isLesson);
  const hours = lessons.reduce((sum, one) => sum + one.hours, 0);
  const tables = semesters.map((semester) =>
    table(semester, now.filter((cell) => cell.semester === semester)));
  const wrong = tables.some((one) => one.querySelector(".bad"));
  box.replaceChildren(...[
    h("p", { class: wrong ? "bad strong" : "ok strong", "data-verdict": wrong ? "bad" : "ok" },
      t(wrong ? "differs" : "matches")),
    ...tables,
    h("p", { class: "muted small" }, t("lessons_count", { count: lessons.length, hours })),
    data.lessons ? null : h("p", { class: "muted small" }, t("no_timetable")),
  ].filter(Boolean));
}

function drawBlocks() {
  if (!blocksBox) return;
  blocksBox.replaceChildren(blocks.length
    ? h("div", { class: "pl-blocks" }, h("p", { class: "bad" }, t(reviewable ? "cannot_approve" : "cannot_submit")),
        h("ul", {}, ...blocks.map((sentence) => h("li", {}, sentence))))
    : h("p", { class: "ok" }, t(reviewable ? "can_approve" : "can_submit")));
}

/** Take over what the server has worked out. */
export function showAnswer(answer) {
  cells = answer.hours;
  blocks = answer.blocks;
  draw();
  drawBlocks();
}

drawBlocks();
