/** What the plan has for a lesson: shown beside it, taken over with one key, given back. */

import { Outcome, call } from "./api.js";
import { isConfirmed, openForm } from "./lesson.js";
import { announce, data, h, open, root, t } from "./page.js";
import { sentence } from "./sender.js";

const box = document.getElementById("journal-plan");
const dialog = document.getElementById("journal-topics");
const confirm = document.querySelector("[data-do=confirm]");
const SOON = 180; // ms: walking over columns asks for none of them
const FIELDS = ["topic", "homework", "tasks", "task_kind", "kind"];
const views = new Map(); // lesson → the answer about it
const before = new Map(); // lesson → its fields before it took a topic over
const underWay = new Map(); // lesson → the promise of taking over
const listeners = [];
let shown = null;
let timer;

/** Call `listener` with a lesson whose fields changed. */
export function onTaken(listener) {
  listeners.push(listener);
}

const url = (lesson, what) => `/api/v1/lesson/${lesson.id}/${what}`;

async function load(lesson) {
  const key = String(lesson.id);
  if (!views.has(key)) {
    const { outcome, data: view } = await call(root.dataset.user, "GET", url(lesson, "suggestion"));
    if (outcome !== Outcome.OK) return null;
    views.set(key, view);
  }
  return views.get(key);
}

/** Show what the plan has for the lesson, where there is something to take over or to choose. */
export function show(lesson) {
  if (!box) return;
  const same = shown === lesson;
  shown = lesson;
  clearTimeout(timer);
  if (!same || !lesson.editable || isConfirmed(lesson)) hide();
  if (!lesson.editable || isConfirmed(lesson)) return;
  timer = setTimeout(async () => {
    const view = await load(lesson);
    if (view && shown === lesson) paint(lesson, view);
  }, SOON);
}

function hide() {
  box.hidden = true;
  confirm?.classList.add("primary");
}

function paint(lesson, view) {
  const { suggestion, plan, links } = view;
  const part = (name) => box.querySelector(`[data-part=${name}]`);
  box.hidden = isConfirmed(lesson);
  confirm?.classList.toggle("primary", box.hidden || !suggestion); // the next step stands out
  part("topic").textContent = suggestion?.topic ?? (lesson.topic ? taken(lesson) : view.sentence);
  part("facts").textContent = suggestion ? facts(suggestion) : "";
  part("homework").textContent = suggestion?.homework
    ? `${t("homework")}: ${suggestion.homework}` : "";
  part("draft").hidden = !suggestion || !plan || plan.is_approved;
  box.querySelector("[data-do=accept]").hidden = !suggestion;
  box.querySelector("[data-do=choose]").hidden = view.choices.length === 0;
  box.querySelector("[data-do=give-back]").hidden = !lesson.topic_id;
  const link = part("link");
  link.hidden = view.reason !== "no_plan" || !links.plan;
  if (links.plan) link.href = links.plan;
}

const taken = (lesson) => t(lesson.topic_id ? "topic_of_plan" : "topic_own");

function facts({ hours, kind, task_kind: work, given, total }) {
  return [
    t("hours", { count: hours }),
    total > hours ? t("topic_part", { given, total }) : null,
    ...new Set([data.labels.kind[kind], work && data.labels.task_kind[work]]),
  ].filter(Boolean).join(" · ");
}

/** Take a lesson's fields over from an answer. */
function update(lesson, fresh) {
  for (const name of [...FIELDS, "topic_id"]) lesson[name] = fresh[name];
  views.clear(); // the rows of all lessons that follow moved
  for (const listener of listeners) listener(lesson);
  show(lesson);
}

/**
 * Write into the lesson what the plan suggests, or the row `chosen` ({topic_id, last_topic_id}).
 * Where the plan has nothing the form asks for the topic. Resolves to whether it was taken; to
 * null where there is no connection.
 */
export function accept(lesson, chosen) {
  const key = String(lesson.id);
  if (!underWay.has(key)) {
    underWay.set(key, take(lesson, chosen).finally(() => underWay.delete(key)));
  }
  return underWay.get(key);
}

async function take(lesson, chosen) {
  if (!chosen) {
    const view = await load(lesson);
    if (view && !view.suggestion) {
      openForm(String(lesson.id), { topic: view.sentence ?? t("needs_topic") });
      return false;
    }
  }
  const was = Object.fromEntries(FIELDS.map((name) => [name, lesson[name]]));
  const answer = await call(root.dataset.user, "POST", url(lesson, "accept"), chosen ?? {});
  if (answer.outcome !== Outcome.OK) return fail(answer);
  if (!before.has(String(lesson.id))) before.set(String(lesson.id), was);
  update(lesson, answer.data.lesson);
  announce(t("taken", { lesson: lesson.name, topic: lesson.topic }));
  return true;
}

/** Give the topic back: the fields are again what they were. */
async function giveBack(lesson) {
  const answer = await call(root.dataset.user, "DELETE", url(lesson, "accept"),
    before.get(String(lesson.id)) ?? {});
  if (answer.outcome !== Outcome.OK) {
    fail(answer);
    return;
  }
  before.delete(String(lesson.id));
  update(lesson, answer.data.lesson);
  announce(t("given_back", { lesson: lesson.name }));
  box.querySelector("[data-do=accept]").focus();
}

function fail({ outcome, data: answer, status }) {
  const text = outcome === Outcome.REFUSED ? sentence(answer, status) : t("no_answer");
  const say = box.querySelector("[data-part=say]");
  say.textContent = text;
  say.hidden = false;
  return outcome === Outcome.REFUSED ? false : null;
}

/** List the rows of the plan, to choose another one. */
async function choose(lesson) {
  const view = await load(lesson);
  if (!view) return;
  const list = dialog.querySelector("ul");
  const field = dialog.querySelector("input");
  let section = null;
  list.replaceChildren(...view.choices.flatMap((row) => {
    const head = row.section && row.section !== section ? [h("li", { class: "muted" }, row.section)] : [];
    section = row.section;
    return [...head, item(lesson, row)];
  }));
  field.value = "";
  field.oninput = () => filter(list, field.value);
  open(dialog);
}

function item(lesson, row) {
  const state = row.left === 0 ? t("row_given") : row.is_skipped ? t("row_skipped") : null;
  const pick = () => {
    dialog.close();
    accept(lesson, { topic_id: row.id });
  };
  return h("li", { "data-text": row.title.toLowerCase() },
    h("button", { type: "button", class: row.left === 0 ? "muted" : null, onclick: pick },
      h("span", {}, row.title), h("small", {}, [t("hours", { count: row.hours }), state]
        .filter(Boolean).join(" · "))));
}

function filter(list, text) {
  for (const row of list.querySelectorAll("li[data-text]")) {
    row.hidden = !row.dataset.text.includes(text.trim().toLowerCase());
  }
}

document.addEventListener("click", ({ target }) => {
  const name = target.closest("[data-do]")?.dataset.do;
  if (!shown || !["accept", "choose", "give-back"].includes(name)) return;
  box.querySelector("[data-part=say]").hidden = true;
  if (name === "accept") accept(shown);
  if (name === "choose") choose(shown);
  if (name === "give-back") giveBack(shown);
});

