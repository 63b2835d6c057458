/**
 * Marks save themselves, several at once. Nothing that was typed is lost: it waits in its field
 * until the server has it. What somebody else wrote meanwhile is never overwritten.
 */

import { Outcome, call } from "../journal/api.js";
import { announce, api, data, h, nameOf, root, rowOf, rows, t, term, user } from "./page.js";
import { show } from "./shown.js";

const PAUSE = 500; // ms after the last change
const AGAIN = 5000; // ms until the next attempt without a connection
const KEPT = `closing-undo-${user}-${root.dataset.gradebook}-${term}`;
const url = term === "year" ? `${api}/year_grades` : `${api}/semester_grades?semester=${term}`;
const line = document.getElementById("closing-state");
const problems = document.getElementById("closing-problems");
const undoButton = root.querySelector('[data-do="undo"]');

const known = new Map(); // student id → {code, reason} as the server has them
let steps = []; // what can be taken back: lists of {student_id, code, reason} before each action
let waiting = [];
let timer;
let sending = false;

function tell(key, tone) {
  line.dataset.tone = tone;
  line.dataset.state = key;
  line.textContent = t(key);
}

export const fieldsOf = (row) => ({
  mark: row.querySelector("[data-mark]"),
  reason: row.querySelector("[data-reason]"),
});
export const isSaved = () => !sending && !waiting.length && changed().length === 0;

function changed() {
  return rows.filter((row) => {
    const { mark, reason } = fieldsOf(row);
    const was = known.get(row.dataset.student);
    return mark.value.trim() !== was.code || reason.value.trim() !== was.reason;
  });
}

function remember() {
  undoButton.disabled = steps.length === 0;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(steps));
  } catch {
    // no storage: undo lasts as long as the page
  }
}

/** Send what differs from what the server has, after a short pause. */
export function later(pause = PAUSE) {
  clearTimeout(timer);
  tell("unsaved", "muted");
  timer = setTimeout(() => save(), pause);
}

/** Send all changes now as one action; resolves when the server answered. */
export async function save({ isUndo = false } = {}) {
  clearTimeout(timer);
  if (sending) {
    await new Promise((resolve) => waiting.push(resolve));
    return save({ isUndo });
  }
  const marks = changed().map((row) => {
    const { mark, reason } = fieldsOf(row);
    const was = known.get(row.dataset.student);
    return {
      student_id: Number(row.dataset.student),
      code: mark.value.trim(),
      reason: reason.value.trim(),
      was: was.code,
      was_reason: was.reason,
    };
  });
  if (!marks.length) {
    tell("saved", "ok");
    return true;
  }
  sending = true;
  tell("saving", "muted");
  const { outcome, data: answer } = await call(user, "PUT", url, { marks });
  sending = false;
  const done = outcome === Outcome.OK;
  if (done) take(marks, answer, isUndo);
  else failed(outcome, answer);
  waiting.splice(0).forEach((resolve) => resolve());
  return done;
}

function take(sent, answer, isUndo) {
  const step = [];
  for (const one of answer.saved) {
    known.set(String(one.student_id), { code: one.text, reason: one.reason });
    if (one.text !== one.old || one.reason !== one.old_reason) {
      step.push({ student_id: one.student_id, code: one.old, reason: one.old_reason });
    }
    settle(sent.find((mark) => mark.student_id === one.student_id), one.text, one.reason);
  }
  if (step.length && !isUndo) steps.push(step);
  problems.replaceChildren();
  for (const one of answer.conflicts) {
    known.set(String(one.student_id), { code: one.now, reason: one.now_reason });
    const row = rowOf(one.student_id);
    fieldsOf(row).mark.value = one.now;
    fieldsOf(row).reason.value = one.now_reason;
    problem(row, t("conflict", { name: nameOf(row), now: one.now || "—", text: one.text || "—" }));
  }
  for (const one of answer.refused) {
    const row = rowOf(one.student_id);
    fieldsOf(row).mark.setAttribute("aria-invalid", "true");
    problem(row, t("refused", { name: nameOf(row), why: one.sentence }));
  }
  problems.hidden = !problems.childElementCount;
  remember();
  show(answer.closing);
  tell(changed().length ? "unsaved" : "saved", changed().length ? "warn" : "ok");
}

/** Put the canonical text into fields that nobody typed into meanwhile. */
function settle(sent, code, reason) {
  const { mark, reason: why } = fieldsOf(rowOf(sent.student_id));
  if (mark.value.trim() === sent.code) mark.value = code;
  if (why.value.trim() === sent.reason) why.value = reason;
  mark.removeAttribute("aria-invalid");
}

function problem(row, text) {
  problems.append(h("li", {}, h("a", { href: `#${fieldsOf(row).mark.id}` }, text)));
  announce(text);
}

function failed(outcome, answer) {
  if (outcome === Outcome.SIGN_IN) tell("sign_in", "warn");
  else if (outcome === Outcome.OTHER) tell("other_person", "warn");
  else if (outcome === Outcome.OFFLINE) {
    tell("offline", "warn");
    timer = setTimeout(() => save(), AGAIN);
  } else {
    line.dataset.tone = "bad";
    line.textContent = answer.message ?? "";
  }
}

/** Take back the last action, whole. */
export async function undo() {
  await save();
  const step = steps.pop();
  if (!step) return;
  for (const one of step) {
    const { mark, reason } = fieldsOf(rowOf(one.student_id));
    mark.value = one.code;
    reason.value = one.reason;
  }
  remember();
  if (await save({ isUndo: true })) announce(t("undone"));
}

/** Forget what could be taken back: it is signed. */
export function forget() {
  steps = [];
  remember();
}

/** Begin with what the server showed. */
export function begin() {
  for (const one of data.state.students) {
    known.set(String(one.id), { code: one.code, reason: one.reason });
  }
  try {
    steps = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    steps = [];
  }
  remember();
  window.addEventListener("beforeunload", (event) => {
    if (!isSaved()) event.preventDefault();
  });
}
