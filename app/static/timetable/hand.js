/** What is in hand: a load to be placed or a pair to be moved, and what would clash where. */

import { nameOf, say, t } from "./page.js";
import { act, ask, grid, loadOf } from "./store.js";

export const hand = new EventTarget(); // «change»: what is in hand, or what is known of places
const WEEKS = ["every", "odd", "even"];

let held = null;
let places = null; // «weekday-pair» → conflicts; null while the server is asked
let asked = 0;

export const inHand = () => held;
export const nextWeeks = (weeks) => WEEKS[(WEEKS.indexOf(weeks) + 1) % WEEKS.length];

function changed() {
  hand.dispatchEvent(new Event("change"));
}

async function look() {
  const mine = ++asked;
  places = null;
  changed();
  if (!held) return;
  const query = new URLSearchParams({ assignment: held.assignment, weeks: held.weeks, hours: held.hours });
  if (held.room_id) query.set("room_id", held.room_id);
  if (held.stream) query.set("stream", held.stream);
  if (held.slot) query.set("slot", held.slot.id);
  const answer = await ask(`places?${query}`);
  if (mine !== asked || !answer) return;
  places = answer.result;
  changed();
}

/** Take a load up to place it; its room is that of its other pairs. */
export function take(load) {
  const other = grid().slots.findLast((slot) => slot.course === load.key && slot.room_id);
  held = {
    assignment: load.key, course: load.key, group_id: load.group_id, slot: null, weeks: "every",
    hours: 2, room_id: other?.room_id ?? null, room: other?.room ?? null, stream: null,
    what: nameOf(load),
  };
  say(t("placing", { what: held.what }));
  return look();
}

/** Take a pair up to move it. */
export function pick(slot) {
  held = {
    assignment: slot.assignment_id, course: slot.course, group_id: slot.group_id, slot,
    weeks: slot.weeks, hours: slot.hours, room_id: slot.room_id, room: slot.room,
    stream: slot.stream, what: nameOf(slot),
  };
  say(t("moving", { what: held.what }));
  return look();
}

export function drop() {
  if (!held) return;
  held = null;
  look();
}

/** Change weeks, room or stream of what is in hand. */
export function alter(values) {
  Object.assign(held, values);
  return look();
}

/** Return the conflicts of a place for what is in hand, null while they are not known. */
export function conflictsAt(weekday, pair) {
  return places && (places[`${weekday}-${pair}`] ?? []);
}

/** Put what is in hand at a place; a load stays in hand while hours of it are left. */
export async function put(weekday, pair) {
  const { slot, ...one } = held;
  const values = { weekday, pair, weeks: one.weeks, room_id: one.room_id, stream: one.stream };
  if (slot) {
    held = null;
    const was = { weekday: slot.weekday, pair: slot.pair, weeks: slot.weeks };
    const moved = await act("PUT", `slots/${slot.id}`, { ...values, was });
    look();
    return moved;
  }
  const placed = await act("POST", "slots", {
    ...values, assignment_id: one.assignment, hours: one.hours,
  });
  const load = loadOf(one.course);
  if (held && placed && (!load || load.scheduled >= load.hours)) held = null;
  look();
  return placed;
}
