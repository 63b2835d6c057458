/** The grid of the week: cells, the pairs in them, the current cell, what would clash where. */

import { conflictsAt, inHand } from "./hand.js";
import { data, find, h, placeName, say, t } from "./page.js";
import { grid } from "./store.js";

export const board = find("[data-board]");
const several = data.columns.length > 1;
const HEADS = 92; // px of the weekday and the pair
const NARROWEST = 124; // px of a group beside others
let current = { row: 0, column: 0 };
let chosen = null; // id of the pair of the current cell that keys act on
let faulty = new Map(); // id of a pair → sentences

const weekdays = () => Array.from({ length: grid().week_days }, (_x, at) => at + 1);
const pairs = () => Array.from({ length: grid().pairs }, (_x, at) => at + 1);
const bells = () => new Map(grid().bells.map(([pair, ...times]) => [pair, times]));

/** Return the pairs that stand in a cell. */
export function slotsIn(cell) {
  const { weekday, pair, column } = cell.dataset;
  return grid().slots.filter((slot) => slot.weekday === Number(weekday) && slot.pair === Number(pair)
    && (data.kind !== "group" || slot.group_id === Number(column)))
    .sort((one, other) => (one.subgroup ?? "").localeCompare(other.subgroup ?? "") || one.id - other.id);
}

function card(slot) {
  const faults = faulty.get(slot.id);
  const notes = [
    data.kind === "group" ? null : slot.group,
    slot.subgroup && t("subgroup", { name: slot.subgroup }),
    data.kind === "teacher" ? null : slot.teacher || t("no_teacher"),
  ].filter(Boolean).join(" · ");
  const where = data.kind === "room" ? "" : (slot.room ? t("room", { name: slot.room }) : t("no_room"));
  const stream = slot.stream ? h("span", { class: "badge info" }, t("stream", { name: slot.stream })) : null;
  return h("div", { class: `tt-card${faults?.blocks ? " faulty" : ""}`, draggable: "true", "data-slot": slot.id,
    title: [`${slot.code} ${slot.title}`, ...(faults?.sentences ?? [])].join("\n") },
  h("div", { class: "tt-what" }, faults?.blocks ? h("b", { class: "bad" }, "! ") : null, h("b", {}, slot.code), ` ${slot.title}`),
  h("div", { class: "tt-who" }, notes), h("div", { class: "tt-who" }, where, " ", stream));
}

function half(weeks, slots) {
  const name = weeks === "every" ? null : h("span", { class: "tt-half-name" }, t(weeks));
  return h("div", { class: `tt-half ${weeks}` }, name, h("div", { class: "tt-side" }, ...slots.map(card)));
}

function fill(cell) {
  const slots = slotsIn(cell);
  const of = (weeks) => slots.filter((slot) => slot.weeks === weeks);
  const parts = [];
  if (of("every").length) parts.push(half("every", of("every")));
  if (of("odd").length || of("even").length) parts.push(half("odd", of("odd")), half("even", of("even")));
  cell.replaceChildren(...parts, h("span", { class: "tt-verdict" }));
}

function cellOf(weekday, pair, column) {
  const cell = h("td", { role: "gridcell", tabindex: "-1", "data-weekday": weekday, "data-pair": pair, "data-column": column.id });
  fill(cell);
  return cell;
}

function pairHead(pair) {
  const times = bells().get(pair);
  return h("th", { scope: "row", role: "rowheader", class: "tt-pair" }, h("b", {}, String(pair)),
    times ? h("span", { class: "tt-time" }, times[0]) : null);
}

function oneColumn() {
  const [column] = data.columns;
  const head = h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader", class: "tt-pair" }),
    ...weekdays().map((day) => h("th", { scope: "col", role: "columnheader" }, data.weekdays[day])));
  const rows = pairs().map((pair) => h("tr", { role: "row" }, pairHead(pair),
    ...weekdays().map((day) => cellOf(day, pair, column))));
  return [head, rows];
}

function manyColumns() {
  const head = h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader", class: "tt-weekday" }), h("th", { scope: "col", role: "columnheader", class: "tt-pair" }),
    ...data.columns.map((column) => h("th", { scope: "col", role: "columnheader" }, column.name)));
  const rows = weekdays().flatMap((day) => pairs().map((pair, at) => h("tr", { role: "row", class: at ? "" : "tt-first" },
    at ? null : h("th", { scope: "rowgroup", role: "rowheader", class: "tt-weekday", rowspan: pairs().length }, h("span", {}, data.weekdays[day])),
    pairHead(pair), ...data.columns.map((column) => cellOf(day, pair, column)))));
  return [head, rows];
}

const rowsOf = () => [...board.tBodies[0].rows].map((row) => [...row.querySelectorAll("td")]);

/** Draw the grid as it is now; the current cell keeps the focus that it had. */
export function draw() {
  const focused = board.contains(document.activeElement);
  const [head, rows] = several ? manyColumns() : oneColumn();
  if (several) board.style.minWidth = `${HEADS + data.columns.length * NARROWEST}px`;
  board.replaceChildren(h("thead", { role: "rowgroup" }, head), h("tbody", { role: "rowgroup" }, ...rows));
  go(current.row, current.column, focused);
  paint();
}

/** Say in each cell whether what is in hand could stand there. */
export function paint() {
  const held = inHand();
  board.classList.toggle("placing", held !== null);
  for (const cell of board.querySelectorAll("td")) {
    const verdict = cell.querySelector(".tt-verdict");
    cell.classList.remove("free", "warned", "clash", "foreign");
    verdict.textContent = "";
    if (!held) continue;
    if (data.kind === "group" && Number(cell.dataset.column) !== held.group_id) {
      cell.classList.add("foreign");
      continue;
    }
    const found = conflictsAt(Number(cell.dataset.weekday), Number(cell.dataset.pair));
    if (!found) continue;
    const blocks = found.filter((one) => one.blocks);
    cell.classList.add(blocks.length ? "clash" : (found.length ? "warned" : "free"));
    const words = [...new Set((blocks.length ? blocks : found).map((one) => data.clashes[one.kind] ?? one.kind))];
    verdict.textContent = found.length ? `${blocks.length ? "! " : "△ "}${words.join(", ")}` : `✓ ${t("free")}`;
  }
  for (const one of board.querySelectorAll("[data-slot]")) {
    const id = Number(one.dataset.slot);
    one.classList.toggle("chosen", id === chosen);
    one.classList.toggle("lifted", held?.slot?.id === id);
  }
}

/** Return the current cell. */
export function cellNow() {
  return rowsOf()[current.row]?.[current.column];
}

/** Return the pair that keys act on, if the current cell holds one. */
export function slotNow() {
  const slots = cellNow() ? slotsIn(cellNow()) : [];
  return slots.find((slot) => slot.id === chosen) ?? slots[0] ?? null;
}

/** Go to the next pair of the current cell. */
export function nextSlot() {
  const slots = slotsIn(cellNow());
  if (!slots.length) return say(t("nothing_here"));
  const at = slots.findIndex((slot) => slot.id === slotNow().id);
  chosen = slots[(at + 1) % slots.length].id;
  paint();
  return explain();
}

/** Make a cell the current one. */
export function go(row, column, focus = true, slot = null) {
  const rows = rowsOf();
  if (!rows.length) return;
  current = { row: Math.max(0, Math.min(row, rows.length - 1)), column: Math.max(0, Math.min(column, rows[0].length - 1)) };
  for (const one of board.querySelectorAll("td[tabindex='0']")) one.setAttribute("tabindex", "-1");
  const cell = cellNow();
  cell.setAttribute("tabindex", "0");
  if (slot !== null || !slotsIn(cell).some((one) => one.id === chosen)) chosen = slot ?? slotsIn(cell)[0]?.id ?? null;
  if (focus) cell.focus();
  paint();
  if (focus) explain();
  board.dispatchEvent(new Event("moved"));
}

export const step = (rows, columns) => go(current.row + rows, current.column + columns);

/** Make the cell the current one in which an element stands. */
export function goTo(element, focus = true) {
  const cell = element.closest("td");
  const row = rowsOf().findIndex((cells) => cells.includes(cell));
  const slot = element.closest("[data-slot]")?.dataset.slot;
  if (row >= 0) go(row, rowsOf()[row].indexOf(cell), focus, slot ? Number(slot) : null);
}

/** Say what is in the current cell, or what would clash there, in whole sentences. */
function explain() {
  const cell = cellNow();
  const place = placeName(cell.dataset.weekday, cell.dataset.pair);
  if (inHand()) {
    if (cell.classList.contains("foreign")) return say(`${place}: ${t("not_of_column")}`);
    const found = conflictsAt(Number(cell.dataset.weekday), Number(cell.dataset.pair));
    if (!found) return undefined;
    const blocks = found.some((one) => one.blocks);
    const why = found.map((one) => one.sentence).join(" ");
    if (!found.length) return say(`${place}: ${t("free")}`);
    return say(`${place}: ${t(blocks ? "clash" : "warned", { why })}`);
  }
  const slot = slotNow();
  const faults = slot && faulty.get(slot.id);
  if (!slot) return say(`${place}: ${t("empty")}`);
  const facts = [`${slot.code} ${slot.title}`, slot.subgroup, slot.teacher || t("no_teacher"), t(slot.weeks), slot.room ? t("room", { name: slot.room }) : t("no_room")];
  return say(`${place}: ${facts.filter(Boolean).join(" · ")}${faults ? `. ${faults.sentences.join(" ")}` : ""}`);
}

export const explainNow = () => board.contains(document.activeElement) && explain();

/** Mark the pairs that conflicts concern. */
export function markFaults(found) {
  faulty = new Map();
  for (const conflict of found) {
    for (const { id } of conflict.slots) {
      const known = faulty.get(id) ?? { blocks: false, sentences: [] };
      faulty.set(id, { blocks: known.blocks || conflict.blocks, sentences: [...known.sentences, conflict.sentence] });
    }
  }
  for (const cell of board.querySelectorAll("td")) fill(cell);
  paint();
}

/** Go to a pair that is in the grid; return whether it is. */
export function showSlot(id) {
  const element = board.querySelector(`[data-slot="${Number(id)}"]`);
  if (element) {
    element.scrollIntoView({ block: "center", inline: "center" });
    goTo(element);
  }
  return Boolean(element);
}
