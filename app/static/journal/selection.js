/** Where the person is in the grid, and which block is selected. One cell has tabindex 0: the
 *  server gives it to the first, so that the grid can be scrolled before this module arrives. */

import { cellAt, idsAt, size } from "./table.js";

let anchor = { row: 0, column: 0 };
let head = { row: 0, column: 0 };
let marked = [];
const listeners = [];

export const current = () => head;
export const currentIds = () => idsAt(head.row, head.column);

/** Call `listener` with {row, column} whenever the current cell changes. */
export function onMove(listener) {
  listeners.push(listener);
}

/** Return the selected block as {top, left, bottom, right}, all inclusive. */
export function block() {
  return {
    top: Math.min(anchor.row, head.row), bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column), right: Math.max(anchor.column, head.column),
  };
}

/** Return the places of the selected block, row by row. */
export function places() {
  const { top, left, bottom, right } = block();
  const found = [];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) found.push({ row, column });
  }
  return found;
}

/** Go to a place; with `extend` the block grows from where it began. */
export function go(row, column, { extend = false, focus = true } = {}) {
  const before = cellAt(head.row, head.column);
  head = {
    row: Math.max(0, Math.min(size.rows - 1, row)),
    column: Math.max(0, Math.min(size.columns - 1, column)),
  };
  if (!extend) anchor = head;
  const cell = cellAt(head.row, head.column);
  before?.setAttribute("tabindex", "-1");
  before?.classList.remove("cur");
  if (!cell) return;
  cell.tabIndex = 0;
  cell.classList.add("cur");
  mark();
  if (focus) {
    cell.focus({ preventScroll: true });
    reveal(cell);
  }
  for (const listener of listeners) listener(head);
}

function mark() {
  for (const cell of marked) {
    cell.classList.remove("sel");
    cell.removeAttribute("aria-selected");
  }
  const all = places();
  marked = all.length > 1 ? all.map(({ row, column }) => cellAt(row, column)) : [];
  for (const cell of marked) {
    cell.classList.add("sel");
    cell.setAttribute("aria-selected", "true");
  }
}

/** Scroll so that the sticky names, sums and dates do not cover the cell. */
export function reveal(cell) {
  const box = cell.closest(".jr-scroll");
  if (!box) return;
  const view = box.getBoundingClientRect();
  const place = cell.getBoundingClientRect();
  const row = cell.parentElement;
  const left = view.left + row.cells[0].offsetWidth;
  const right = view.right - [...row.cells].slice(-3).reduce(
    (sum, { offsetWidth }) => sum + (getComputedStyle(row.cells[row.cells.length - 1]).position
      === "sticky" ? offsetWidth : 0), 0) - 2;
  const top = view.top + cell.closest("table").tHead.offsetHeight;
  if (place.left < left) box.scrollLeft -= left - place.left;
  else if (place.right > right) box.scrollLeft += place.right - right;
  if (place.top < top) box.scrollTop -= top - place.top;
  else if (place.bottom > view.bottom - 2) box.scrollTop += place.bottom - view.bottom + 2;
  const below = place.bottom - window.innerHeight;
  if (below > 0) window.scrollBy(0, below + 8);
}
