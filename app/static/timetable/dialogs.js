/** The dialogs of a pair: its room, free ones with enough seats first; its stream. */

import { h, t } from "./page.js";
import { ask, grid } from "./store.js";

const rooms = document.getElementById("tt-rooms");
const stream = document.getElementById("tt-stream");
const filter = rooms.querySelector("[data-filter]");
const list = rooms.querySelector("[data-list]");

for (const dialog of document.querySelectorAll("dialog")) {
  dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close("cancel"));
}

function choice(room) {
  const seats = room.capacity === null ? "" : t("seats", { count: room.capacity });
  const note = room.taken_by ? t("taken", { who: room.taken_by })
    : (room.fits ? seats : t("few_seats", { count: room.capacity, students: room.students }));
  const tone = room.taken_by ? "bad" : (room.fits ? "" : "warn");
  return h("li", {}, h("button", { type: "button", "data-room": room.id },
    h("b", {}, room.name), h("span", { class: "muted" }, room.kind_label), h("span", { class: tone }, note)));
}

function closed(dialog) {
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}

filter.addEventListener("input", () => {
  const text = filter.value.trim().toLowerCase();
  for (const one of list.children) one.hidden = !one.textContent.toLowerCase().includes(text);
});
rooms.addEventListener("keydown", (event) => {
  const all = [...list.querySelectorAll("li:not([hidden]) button")];
  const at = all.indexOf(document.activeElement);
  if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)]?.focus();
  else if (event.key === "ArrowUp") (at > 0 ? all[at - 1] : filter).focus();
  else if (event.key === "Enter" && event.target === filter) all[0]?.click();
  else return;
  event.preventDefault();
});
list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-room]");
  if (button) rooms.close(button.dataset.room);
});
rooms.querySelector("[data-none]").addEventListener("click", () => rooms.close("none"));

/** Let a person choose a room; return its key, null for none, undefined where nothing was chosen. */
export async function chooseRoom(one, what) {
  const query = new URLSearchParams({
    assignment: one.assignment, weekday: one.weekday, pair: one.pair, weeks: one.weeks });
  if (one.slot) query.set("slot", one.slot);
  if (one.stream) query.set("stream", one.stream);
  const answer = await ask(`rooms?${query}`);
  if (!answer) return undefined;
  rooms.querySelector("[data-what]").textContent = what;
  filter.value = "";
  list.replaceChildren(...answer.result.map(choice));
  rooms.returnValue = "cancel";
  rooms.showModal();
  filter.focus();
  const value = await closed(rooms);
  if (value === "none") return null;
  return /^\d+$/.test(value) ? answer.result.find((room) => room.id === Number(value)) : undefined;
}

/** Let a person name the stream of a pair; null for none, undefined where nothing was chosen. */
export async function chooseStream(now) {
  const input = stream.querySelector("input");
  const known = [...new Set(grid().slots.map((slot) => slot.stream).filter(Boolean))].sort();
  stream.querySelector("datalist").replaceChildren(...known.map((name) => h("option", { value: name })));
  input.value = now ?? "";
  stream.returnValue = "cancel";
  stream.showModal();
  input.focus();
  const value = await closed(stream);
  if (value === "none") return null;
  return value === "save" ? input.value.trim() || null : undefined;
}
