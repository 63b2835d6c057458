/** A teacher is chosen in the row itself: saved at once, in the other semester too. */

import { enhance } from "../register/combo.js";
import { root, say, send, words } from "./talk.js";

const wholeYear = document.getElementById("ld-whole-year");
const marks = () => [...document.querySelectorAll(".ld-mark")];
const given = new Map(); // row → the name that stands in it after saving

const fieldOf = (id) => document.querySelector(`[data-teacher="${id}"]`);

function show(id, teacher, name) {
  const field = fieldOf(id);
  if (!field) return;
  const [key, input] = field.querySelectorAll("input");
  key.value = teacher ?? "";
  input.value = name;
  given.set(String(id), { teacher: key.value, name });
  field.classList.toggle("done", Boolean(teacher));
  field.closest("tr").classList.toggle("ld-vacant", !teacher);
}

function back(ids) {
  for (const id of ids) {
    const was = given.get(String(id));
    if (was) show(id, was.teacher, was.name);
  }
}

async function give(ids, teacher, name) {
  say(words.saving);
  const body = { ids, teacher: teacher ? Number(teacher) : null, whole_year: wholeYear.checked };
  const { data, fault } = await send("POST", "give", body);
  if (fault) {
    back(ids);
    say(fault, "bad");
    return false;
  }
  for (const id of new Set([...ids, ...data.ids])) show(id, teacher, name);
  say(`✓ ${words.saved}`, "ok");
  recount();
  return true;
}

function recount() {
  const left = document.getElementById("ld-count");
  if (left) left.textContent = document.querySelectorAll("tr.ld-vacant").length;
}

/** Remember what the server knows, and search the year's teachers. */
export function rows() {
  for (const field of document.querySelectorAll(".ld-combo[data-source], #ld-new-combo")) {
    field.dataset.source += `?year=${root.dataset.year}`;
    enhance(field);
    if (!field.dataset.teacher) continue;
    const [key, input] = field.querySelectorAll("input");
    given.set(field.dataset.teacher, { teacher: key.value, name: input.value });
    field.addEventListener("combo:chosen", () =>
      give([Number(field.dataset.teacher)], key.value, input.value));
  }
}

/** Mark several vacancies and give them together. */
export function several() {
  const button = document.getElementById("ld-give");
  if (!button) return;
  const [key, input] = document.querySelectorAll("#ld-many input");
  document.getElementById("ld-all").addEventListener("change", (event) => {
    for (const mark of marks()) mark.checked = event.target.checked;
  });
  button.addEventListener("click", async () => {
    const chosen = marks().filter((mark) => mark.checked);
    if (!chosen.length) return say(words.pick, "bad");
    if (!key.value) return say(words.pick_teacher, "bad");
    button.disabled = true;
    if (await give(chosen.map((mark) => Number(mark.value)), key.value, input.value)) {
      for (const mark of chosen) mark.checked = false;
    }
    button.disabled = false;
    return undefined;
  });
}
