/** Where one is in the table, and the block that is selected. */

import { cellAt, size, table } from "./table.js";

let at = { place: 0, column: 0 };
let from = at; // the other corner of the block
let marked = [];

export const current = () => at;

/** Return the selected block: first and last rows and columns. */
export function block() {
  return {
    top: Math.min(at.place, from.place), bottom: Math.max(at.place, from.place),
    left: Math.min(at.column, from.column), right: Math.max(at.column, from.column),
  };
}

/** Go to a cell, as near as there is one; `extend` keeps the other corner where it was. */
export function go(place, column, { extend = false, focus = true } = {}) {
  const { rows, columns } = size();
  if (!rows) return;
  at = { place: Math.max(0, Math.min(place, rows - 1)),
         column: Math.max(0, Math.min(column, columns - 1)) };
  if (!extend) from = at;
  paint();
  if (focus) cellAt(at.place, at.column)?.focus();
}

/** Select whole rows and stand at the title of the first. */
export function selectRows(first, last) {
  go(last, size().columns - 1, { focus: false });
  go(first, 0, { extend: true });
}

/** Mark the block; call it after the table was drawn. */
export function paint() {
  for (const cell of marked) {
    cell.classList.remove("sel");
    cell.removeAttribute("aria-selected");
    cell.tabIndex = -1;
  }
  marked = [];
  const { top, bottom, left, right } = block();
  for (let place = top; place <= bottom; place += 1) {
    for (let column = left; column <= right; column += 1) {
      const cell = cellAt(place, column);
      if (!cell || marked.includes(cell)) continue;
      if (top !== bottom || left !== right) cell.classList.add("sel");
      cell.setAttribute("aria-selected", "true");
      marked.push(cell);
    }
  }
  const here = cellAt(at.place, at.column);
  if (here) {
    here.tabIndex = 0;
    if (!marked.includes(here)) marked.push(here);
  }
}

/** After rows came or went: stay where there still is a cell. */
export function settle(focus) {
  const { rows } = size();
  at = { ...at, place: Math.max(0, Math.min(at.place, rows - 1)) };
  from = { ...from, place: Math.max(0, Math.min(from.place, rows - 1)) };
  paint();
  if (focus && rows) cellAt(at.place, at.column)?.focus();
}

export const inTable = () => table.contains(document.activeElement);
