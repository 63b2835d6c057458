/** The rows of a plan as frozen values, and every way to change them. No page, no server here. */

export const MOST_ROWS = 1000;
const LONGEST = { competences: 250 };
const BLANK = {
  level: "lesson", semester_number: 1, title: "", hours: 0, kind: "lecture", tasks: "",
  task_kind: null, homework: "", self_study: "", self_study_hours: 0, competences: "",
  equipment: "", origin_id: null, remark: "",
};
const NO_HOURS = { hours: 0, self_study_hours: 0 };
let last = 0;

/** Return a new row; `key` tells it from all others for as long as the page lives. */
export function row(values = {}) {
  last += 1;
  return Object.freeze({ ...BLANK, ...values, key: last });
}

export const isLesson = (one) => one.level === "lesson";

/** Return `one` with some fields changed; a heading has no hours. */
export function changed(one, values) {
  const next = { ...one, ...values };
  return Object.freeze(isLesson(next) ? next : { ...next, ...NO_HOURS });
}

/** Return the number of each lesson, from 1; null at a heading. */
export function numbers(rows) {
  let count = 0;
  return rows.map((one) => (isLesson(one) ? (count += 1) : null));
}

/**
 * Return {value} of what was typed for a field, or {fault: [sentence key, places]}.
 * `labels` are those of a closed vocabulary, `beginnings` how people abbreviate them.
 */
export function read(field, text, labels = null, beginnings = {}) {
  const typed = text.trim();
  if (labels) return choice(typed, field, labels, beginnings);
  if (field === "hours" || field === "self_study_hours" || field === "semester_number") {
    return number(typed, field === "semester_number" ? 12 : 999, field === "semester_number" ? 1 : 0);
  }
  const most = LONGEST[field] ?? 2000;
  return typed.length > most ? { fault: ["too_long", { most }] } : { value: typed };
}

function number(typed, most, least) {
  if (typed === "") return { value: least };
  const whole = /^(\d{1,4})(?:[.,]0+)?\s*(?:ч\.?|час\p{L}*)?$/iu.exec(typed);
  const value = whole ? Number(whole[1]) : NaN;
  return value >= least && value <= most ? { value } : { fault: ["whole_number", { least, most }] };
}

function choice(typed, field, labels, beginnings) {
  if (typed === "") return { value: field === "task_kind" ? null : Object.keys(labels)[0] };
  const low = typed.toLowerCase();
  const exact = Object.entries(labels).find(
    ([value, label]) => value === low || label.toLowerCase() === low);
  if (exact) return { value: exact[0] };
  const begun = Object.entries(beginnings).find(
    ([, starts]) => starts.some((start) => low.startsWith(start)));
  if (begun) return { value: begun[0] };
  const near = Object.entries(labels).filter(([, label]) => label.toLowerCase().startsWith(low));
  return near.length === 1 ? { value: near[0][0] } : { fault: ["choose", {}] };
}

/** Return `rows` with `added` standing at `place`. */
export const inserted = (rows, place, added) =>
  [...rows.slice(0, place), ...added, ...rows.slice(place)];

/** Return `rows` without those from `first` to `last`. */
export const removed = (rows, first, last) =>
  rows.filter((_one, place) => place < first || place > last);

/** Return `rows` with the block from `first` to `last` standing before what was at `target`. */
export function moved(rows, first, last, target) {
  if (target >= first && target <= last + 1) return rows;
  const block = rows.slice(first, last + 1);
  const rest = removed(rows, first, last);
  return inserted(rest, target > last ? target - block.length : target, block);
}

/** Return academic hours by «semester|kind», as the plan's rows add up. */
export function totals(rows, lessonHours) {
  const sums = new Map();
  const add = (one, kind, hours) => {
    if (!hours) return;
    const key = `${one.semester_number}|${kind}`;
    sums.set(key, (sums.get(key) ?? 0) + hours);
  };
  for (const one of rows.filter(isLesson)) {
    add(one, lessonHours[one.kind], one.hours);
    add(one, "self_study", one.self_study_hours);
  }
  return sums;
}
