/** The weekly editor: wires grid, load, dialogs, keys, dragging and publishing. */

import * as board from "./board.js";
import { lookSoon } from "./conflicts.js";
import { chooseRoom, chooseStream } from "./dialogs.js";
import { alter, drop, hand, inHand, nextWeeks, pick, put, take } from "./hand.js";
import * as loads from "./loads.js";
import { find, nameOf, placeName, root, say, t } from "./page.js";
import { openPublish } from "./publish.js";
import { act, canRedo, canUndo, grid, loadOf, redo, slotOf, store, undo } from "./store.js";

const told = (key, slot) => say(t(key, { what: nameOf(slot), place: placeName(slot.weekday, slot.pair) }));

async function putHere() {
  const cell = board.cellNow();
  const held = inHand();
  if (cell.classList.contains("foreign")) return say(t("not_of_column"));
  const [weekday, pair] = [Number(cell.dataset.weekday), Number(cell.dataset.pair)];
  const isMove = held.slot !== null;
  const ok = await put(weekday, pair);
  if (ok) say(t(isMove ? "moved" : "placed", { what: held.what, place: placeName(weekday, pair) }));
  return undefined;
}

async function change(slot, values) {
  const was = { weekday: slot.weekday, pair: slot.pair, weeks: slot.weeks };
  if (await act("PUT", `slots/${slot.id}`, { ...values, was })) told("changed", slot);
}

async function remove() {
  const slot = board.slotNow();
  if (!slot) return say(t("nothing_here"));
  drop();
  if (await act("DELETE", `slots/${slot.id}`)) told("removed", slot);
  return undefined;
}

function weeks() {
  if (inHand()) return alter({ weeks: nextWeeks(inHand().weeks) }).then(() => say(`${inHand().what}: ${t(inHand().weeks)}`));
  const slot = board.slotNow();
  return slot ? change(slot, { weeks: nextWeeks(slot.weeks) }) : say(t("nothing_here"));
}

async function room() {
  const held = inHand();
  const slot = held ? null : board.slotNow();
  if (!held && !slot) return say(t("nothing_here"));
  const cell = board.cellNow();
  const one = held
    ? { assignment: held.assignment, weeks: held.weeks, stream: held.stream, slot: held.slot?.id }
    : { assignment: slot.assignment_id, weeks: slot.weeks, stream: slot.stream, slot: slot.id };
  const [weekday, pair] = [cell.dataset.weekday, cell.dataset.pair];
  const chosen = await chooseRoom({ ...one, weekday, pair }, `${nameOf(slot ?? { ...loadOf(held.course), ...held.slot })} · ${placeName(weekday, pair)}`);
  cell.isConnected ? cell.focus() : board.cellNow().focus();
  if (chosen === undefined) return undefined;
  if (held) return alter({ room_id: chosen?.id ?? null, room: chosen?.name ?? null });
  return change(slot, { room_id: chosen?.id ?? null });
}

async function stream() {
  const held = inHand();
  const slot = held ? null : board.slotNow();
  if (!held && !slot) return say(t("nothing_here"));
  const name = await chooseStream((held ?? slot).stream);
  board.cellNow().focus();
  if (name === undefined) return undefined;
  return held ? alter({ stream: name }) : change(slot, { stream: name });
}

function enter() {
  if (inHand()) return putHere();
  const slot = board.slotNow();
  return slot ? pick(slot) : say(t("choose_first"));
}

const ACTIONS = { undo, redo, remove, weeks, room, stream, drop, publish: openPublish, take: enter };
const LETTERS = { KeyW: weeks, KeyR: room, KeyS: stream }; // by place: the layout may be Russian
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function shortcut(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (event.code === "KeyZ") return event.shiftKey ? redo : undo;
  return event.code === "KeyY" ? redo : null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.target.closest("dialog, input, select, textarea")) return;
  const both = shortcut(event);
  if (both) both();
  else if (event.key === "Escape" && inHand()) drop();
  else return;
  event.preventDefault();
});

board.board.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (STEPS[event.key]) board.step(...STEPS[event.key]);
  else if (event.key === "Enter") enter();
  else if (event.key === "Delete" || event.key === "Backspace") remove();
  else if (event.key === " ") board.nextSlot();
  else if (LETTERS[event.code]) LETTERS[event.code]();
  else return;
  event.preventDefault();
});

board.board.addEventListener("click", (event) => {
  if (!event.target.closest("td")) return;
  board.goTo(event.target);
  if (inHand()) putHere();
});

loads.list.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-load]");
  if (!button) return;
  const held = inHand();
  if (held && !held.slot && held.course === Number(button.dataset.load)) return drop();
  await take(loadOf(button.dataset.load));
  board.cellNow().focus();
});
loads.list.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && event.target.dataset.load) {
    loads.step(event.target, by);
    event.preventDefault();
  }
});

root.addEventListener("dragstart", (event) => {
  const { load, slot } = event.target.dataset ?? {};
  if (!load && !slot) return;
  event.dataTransfer.setData("text/plain", load ?? slot);
  event.dataTransfer.effectAllowed = "move";
  setTimeout(() => (load ? take(loadOf(load)) : pick(slotOf(slot)))); // the drag begins first
});
board.board.addEventListener("dragover", (event) => {
  const cell = event.target.closest("td");
  if (!cell || !inHand() || cell.classList.contains("foreign")) return;
  event.preventDefault();
  if (!cell.classList.contains("over")) {
    board.board.querySelector("td.over")?.classList.remove("over");
    cell.classList.add("over");
  }
});
board.board.addEventListener("drop", (event) => {
  const cell = event.target.closest("td");
  if (!cell || !inHand()) return;
  event.preventDefault();
  cell.classList.remove("over");
  board.goTo(cell);
  putHere().then(drop);
});
root.addEventListener("dragend", (event) => {
  board.board.querySelector("td.over")?.classList.remove("over");
  if (event.dataTransfer.dropEffect === "none") drop();
});

root.addEventListener("click", (event) => ACTIONS[event.target.closest("[data-do]")?.dataset.do]?.());

function tools() {
  const held = inHand();
  find("[data-tools]").hidden = !held && !board.slotNow();
  find("[data-do=take]").hidden = held !== null;
  find("[data-do=remove]").hidden = held !== null;
  find("[data-do=drop]").hidden = held === null;
}

function stacks() {
  find("[data-do=undo]").disabled = !canUndo();
  find("[data-do=redo]").disabled = !canRedo();
}

store.addEventListener("stacks", stacks);
store.addEventListener("grid", () => {
  board.draw();
  loads.draw();
  tools();
  lookSoon();
  const changed = find("[data-changed]");
  if (changed) changed.hidden = grid().edition === grid().published_edition;
});
hand.addEventListener("change", () => {
  board.paint();
  loads.paint();
  tools();
  board.explainNow();
});
board.board.addEventListener("moved", tools);

loads.draw();
board.draw();
tools();
lookSoon();
const named = new URLSearchParams(location.search).get("slot");
if (named) board.showSlot(named);
