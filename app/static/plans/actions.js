/** Rows added, doubled, moved, deleted, made headings: one step of «undo» each. */

import { announce, t } from "./page.js";
import { plan } from "./plan.js";
import { MOST_ROWS, changed, inserted, isLesson, moved, removed, row } from "./rows.js";
import { block, current, go, inTable, selectRows } from "./selection.js";

/** Add a row behind the current one, of the same semester; a lesson has two hours and its kind. */
export function add(level = "lesson", values = {}) {
  if (plan.rows.length >= MOST_ROWS) return announce(t("too_many_rows", { most: MOST_ROWS }));
  const { bottom } = block();
  const place = plan.rows.length ? bottom + 1 : 0;
  const beside = plan.rows[bottom] ?? plan.rows.at(-1);
  const lesson = plan.rows.slice(0, place).findLast(isLesson);
  const usual = level === "lesson" ? { hours: lesson?.hours || 2, kind: lesson?.kind ?? "lecture" } : {};
  const fresh = row({ level, semester_number: beside?.semester_number ?? 1, ...usual, ...values });
  plan.change(inserted(plan.rows, place, [fresh]));
  go(place, 0);
  return announce(t("inserted", { count: 1 }));
}

/** Double the selected rows behind them. */
export function duplicate({ top, bottom } = block()) {
  const copies = plan.rows.slice(top, bottom + 1).map(
    ({ key, origin_id: _origin, remark, ...values }) => row(values));
  if (!copies.length || plan.rows.length + copies.length > MOST_ROWS) return;
  plan.change(inserted(plan.rows, bottom + 1, copies));
  selectRows(bottom + 1, bottom + copies.length);
  announce(t("inserted", { count: copies.length }));
}

/** Delete the selected rows; «undo» brings them back. */
export function remove({ top, bottom } = block()) {
  if (!plan.rows.length) return;
  plan.change(removed(plan.rows, top, bottom));
  go(top, current().column);
  announce(t("deleted", { count: bottom - top + 1 }));
}

/** Move the selected rows by one place. */
export function shift(step, { top, bottom } = block()) {
  const target = step < 0 ? top - 1 : bottom + 2;
  if (target < 0 || target > plan.rows.length) return;
  moveTo(top, bottom, target);
}

/** Move rows before the one at `target`. */
export function moveTo(top, bottom, target) {
  const rows = moved(plan.rows, top, bottom, target);
  if (rows === plan.rows) return;
  const first = target > bottom ? target - (bottom - top + 1) : target;
  const { column } = current();
  plan.change(rows);
  go(first, column);
  if (bottom > top) go(first + bottom - top, column, { extend: true });
  announce(t("moved"));
}

/** Change a field of all selected rows: their semester, or their level. */
export function setAll(field, value, { top, bottom } = block()) {
  plan.change(plan.rows.map((one, place) =>
    (place >= top && place <= bottom && one[field] !== value ? changed(one, { [field]: value }) : one)));
}

/** Take a step back or forth, and go where it changed something. */
function turn(step, told) {
  const before = plan.rows;
  const focus = inTable();
  if (!step()) {
    announce(t("nothing_to_undo"));
    return;
  }
  const length = Math.max(before.length, plan.rows.length);
  const place = Array.from({ length }, (_none, at) => at).find((at) => before[at] !== plan.rows[at]);
  go(place ?? 0, current().column, { focus });
  announce(t(told));
}

export const undo = () => turn(() => plan.undo(), "undone");
export const redo = () => turn(() => plan.redo(), "redone");
