/** The header of a lesson: the panel beside the grid, the form, confirmation and deletion. */

import { Outcome, call } from "./api.js";
import { book } from "./book.js";
import { complain, reload } from "./forms.js";
import { data, h, lessonOf, open, root, t } from "./page.js";
import * as punctuality from "./punctuality.js";
import { CONFIRM, State } from "./queue.js";

const panel = document.getElementById("journal-lesson");
const dialog = document.getElementById("journal-lesson-form");
const TONES = { recorded: "ok", late: "warn", open: "warn", overdue: "bad", future: "muted" };

/** Return the lesson's state as the person sees it: a confirmation that waits counts. */
export function stateOf(lesson) {
  const past = lesson.held_on < data.today;
  const waits = book.entry(String(lesson.id), CONFIRM);
  if (waits?.state === State.QUEUED && waits.text === "yes") return past ? "late" : "recorded";
  const taken = waits?.state === State.QUEUED && waits.text === "no";
  if (lesson.state === "open" || taken) return past ? "overdue" : "open";
  return lesson.state;
}

/** Return whether the lesson counts as recorded. */
export function isConfirmed(lesson) {
  return ["recorded", "late"].includes(stateOf(lesson));
}

/** Return whether the confirmation can still be taken back: on the day it was given. */
export function canWithdraw(lesson) {
  return isConfirmed(lesson) && (lesson.confirmed_today || !lesson.confirmed_at);
}

/** Take over what the server says of a confirmation. */
export function confirmed(lesson, yes) {
  lesson.confirmed_at = yes ? "now" : null;
  lesson.confirmed_label = null;
  lesson.confirmed_today = yes;
  lesson.state = yes ? (lesson.held_on < data.today ? "late" : "recorded") : "open";
}

/** Return why this person does not write in the lesson: it is closed, or others keep that day. */
export function notYours(lesson) {
  if (lesson.closed) {
    const days = [...lesson.closed.days]; // of the sentence's gaps, in order
    return data.closed[lesson.closed.of].replaceAll("{}", () => days.shift());
  }
  return lesson.teacher ? t("not_yours", { teacher: lesson.teacher }) : t("nobodys");
}

const fact = (label, value) => (value ? [h("dt", {}, label), h("dd", {}, value)] : []);

/** Return the link that asks for a window, where one can open the lesson. */
function ask({ id, closed }) {
  return closed?.ask ? h("a", { href: `/windows/new?lesson=${id}` }, t("ask_window")) : "";
}

/** Show a lesson in the panel. */
export function show(lessonId) {
  const lesson = lessonOf.get(lessonId);
  if (!panel || !lesson) return;
  const state = stateOf(lesson);
  panel.dataset.l = lessonId;
  panel.querySelector("h2").textContent = lesson.name;
  panel.querySelector("[data-kind]").textContent =
    [data.labels.kind[lesson.kind], data.labels.mode[lesson.mode], t("hours", { count: lesson.hours })].join(" · ");
  const badge = panel.querySelector("[data-state]");
  const since = isConfirmed(lesson) && lesson.confirmed_label;
  badge.textContent = [t(`state_${state}`), since].filter(Boolean).join(" · ");
  badge.className = `badge ${TONES[state]}`;
  const facts = [
    ...fact(t("topic"), lesson.topic || t("no_topic")), ...fact(t("homework"), lesson.homework),
    ...fact(t("tasks"), [data.labels.task_kind[lesson.task_kind], lesson.tasks].filter(Boolean).join(" · ")),
    ...fact(t("practical_hours"), lesson.practical_hours || ""),
    ...fact(t("room"), lesson.room),
    ...fact(t("held_by"), lesson.keeper),
  ];
  panel.querySelector("dl").replaceChildren(...facts);
  const button = panel.querySelector("[data-do=confirm]");
  if (button) {
    button.hidden = !lesson.editable || isConfirmed(lesson) || state === "future";
    panel.querySelector("[data-do=unconfirm]").hidden = !lesson.editable || !canWithdraw(lesson);
    panel.querySelector("[data-do=edit]").hidden = !lesson.editable;
    const locked = panel.querySelector("[data-locked]");
    locked.hidden = lesson.editable;
    locked.replaceChildren(...(lesson.editable ? [] : [notYours(lesson), " ", ask(lesson)]));
  }
  punctuality.tell(lesson, state);
  attention(lesson, state);
}

/** List what the lesson and the journal still lack. */
function attention(lesson, state) {
  const missing = data.lessons.filter((one) => one !== lesson && stateOf(one) === "overdue").length;
  const lines = [
    !lesson.topic && t("needs_topic"),
    !lesson.homework && state !== "future" && t("needs_homework"),
    state === "open" && t("needs_record"),
    state === "overdue" && t("needs_record_late"),
    missing > 0 && t("needs_lessons", { count: missing }),
    data.few_marks > 0 && t("needs_marks", { count: data.few_marks }),
  ].filter(Boolean);
  const box = panel.querySelector("[data-attention]");
  box.hidden = lines.length === 0;
  box.querySelector("ul").replaceChildren(...lines.map((line) => h("li", {}, line)));
}

/** Return the form's values as the API wants them. */
function values(form) {
  const number = (name) => (form.elements[name].value === "" ? null : Number(form.elements[name].value));
  const text = (name) => form.elements[name].value.trim();
  return {
    held_on: text("held_on"), pair: number("pair"), hours: number("hours"), kind: text("kind"),
    mode: text("mode"), topic: text("topic"), homework: text("homework"), tasks: text("tasks"),
    task_kind: text("task_kind") || null, practical_hours: number("practical_hours") ?? 0,
  };
}

async function send(form, lesson) {
  const [method, url] = lesson
    ? ["PUT", `/api/v1/lesson/${lesson.id}`]
    : ["POST", `/api/v1/gradebook/${root.dataset.gradebook}/lessons`];
  const answer = await call(root.dataset.user, method, url, values(form));
  const errors = answer.data.errors ?? {};
  const named = Object.keys(errors).some((name) => form.elements[name]);
  if (answer.outcome === Outcome.OK) return answer.data;
  complain(form, named ? errors : { form: answer.data.message ?? Object.values(errors).flat().join(" ")
    ?? t("no_answer") });
  if (!named && !form.querySelector("[data-error=form]").textContent) {
    complain(form, { form: t("no_answer") });
  }
  return null;
}

/** Open the form of a lesson, of a new one without an id; `faults` are shown at its fields. */
export function openForm(lessonId, faults = {}) {
  const lesson = lessonId ? lessonOf.get(lessonId) : null;
  const form = dialog.querySelector("form");
  form.reset();
  dialog.querySelector("h2").textContent = lesson ? lesson.name : t("new_lesson");
  for (const [name, value] of Object.entries(lesson ?? data.new_lesson)) {
    if (form.elements[name]) form.elements[name].value = value ?? "";
  }
  dialog.querySelector("[data-do=delete]").hidden = !lesson;
  dialog.querySelector("[data-warnings]").hidden = true;
  complain(form, {});
  form.onsubmit = async (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    const saved = await send(form, lesson);
    if (!saved) return;
    await book.sender.flush();
    if (saved.warnings?.length) warn(saved.warnings, saved.id ?? lesson?.id);
    else reload(saved.id ?? lesson?.id);
  };
  dialog.querySelector("[data-do=delete]").onclick = () => remove(lesson);
  open(dialog);
  complain(form, faults);
}

/** It is saved, and something about it is odd: say so before going on. */
function warn(warnings, id) {
  const box = dialog.querySelector("[data-warnings]");
  box.hidden = false;
  box.querySelector("ul").replaceChildren(...warnings.map((one) => h("li", {}, one)));
  box.querySelector("button").onclick = () => reload(id);
  box.querySelector("button").focus();
}

/** Delete after naming what is lost: the server names it where the lesson holds something. */
function remove(lesson) {
  const ask = document.getElementById("journal-delete");
  const lost = ask.querySelector("[data-lost]");
  const fault = ask.querySelector(".error");
  let told = false; // what is lost was named
  lost.textContent = t("delete_lesson", { lesson: lesson.name });
  fault.hidden = true;
  open(ask);
  ask.querySelector("form").onsubmit = async (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    const { outcome, status, data: answer } = await call(root.dataset.user, "DELETE",
      `/api/v1/lesson/${lesson.id}${told ? "?confirm_loss=1" : ""}`);
    if (outcome === Outcome.OK) location.assign(`/journal/${root.dataset.gradebook}`);
    else if (status === 409 && !told) {
      told = true;
      lost.textContent = answer.message;
      ask.querySelector("button.danger").textContent = t("delete_all_the_same");
    } else {
      fault.textContent = answer.message ?? t("no_answer");
      fault.hidden = false;
    }
  };
}
