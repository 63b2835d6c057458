/** Works of a lesson: the list in the panel, the form, deletion (5.5.10). */

import { Outcome, call } from "./api.js";
import { book } from "./book.js";
import { complain, reload } from "./forms.js";
import { data, h, open, root, t, workOf } from "./page.js";

const box = document.getElementById("journal-works");
const dialog = document.getElementById("journal-work-form");
const MOST = 10;

const worksOf = (lesson) => data.works.filter((work) => work.lesson_id === lesson.id);

/** Show the works of a lesson in the panel. */
export function show(lesson) {
  if (!box || !lesson) return;
  const works = worksOf(lesson);
  const mayAdd = lesson.editable && works.length < MOST;
  box.hidden = !works.length && !mayAdd;
  box.querySelector("ul").replaceChildren(...works.map(item));
  const add = box.querySelector("[data-do=add-work]");
  if (add) add.hidden = !mayAdd;
}

function item(work) {
  const facts = [
    work.title ? data.labels.task_kind[work.kind] : null,
    t(work.is_required ? "work_required" : "work_free"),
    work.weight > 1 ? t("work_weight", { weight: work.weight }) : null,
    t("work_due", { day: work.due }),
    work.results ? t("work_results") : null,
  ].filter(Boolean).join(" · ");
  const edit = work.editable && dialog
    ? h("button", { type: "button", class: "small", "data-do": "edit-work", "data-work": work.column,
                    "aria-label": `${t("work_edit")}: ${work.name}` }, t("work_edit"))
    : null;
  return h("li", {}, h("div", {}, h("b", {}, work.name), h("small", {}, facts)), edit);
}

/** Do what was clicked, where it is about works; `lesson` is the one shown. */
export function act(event, lesson) {
  const button = event.target.closest("[data-do=add-work], [data-do=edit-work]");
  if (!button || !lesson) return;
  openForm(lesson, workOf.get(button.dataset.work));
}

/** Return the form's values as the API wants them. */
function values(form) {
  const { kind, title, is_required: required, weight, issued_on: issued, due_on: due } = form.elements;
  return { kind: kind.value, title: title.value.trim(), is_required: required.checked,
           weight: weight.value, issued_on: issued.value, due_on: due.value };
}

function fill(form, lesson, work) {
  const usual = { kind: "practical", title: "", is_required: true, weight: 1,
                  issued_on: lesson.held_on, due_on: lesson.held_on };
  for (const [name, value] of Object.entries(work ?? usual)) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = value;
    else if (field) field.value = value;
  }
}

function openForm(lesson, work) {
  const form = dialog.querySelector("form");
  form.reset();
  fill(form, lesson, work);
  dialog.querySelector("h2").textContent = work ? work.name : t("new_work", { lesson: lesson.name });
  dialog.querySelector("[data-do=delete-work]").hidden = !work;
  complain(form, {});
  form.onsubmit = async (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    const [method, url] = work
      ? ["PUT", `/api/v1/work/${work.id}`] : ["POST", `/api/v1/lesson/${lesson.id}/works`];
    const answer = await call(root.dataset.user, method, url, values(form));
    if (answer.outcome !== Outcome.OK) {
      complain(form, answer.data.errors ?? { form: answer.data.message ?? t("no_answer") });
      return;
    }
    await book.sender.flush();
    reload(lesson.id, answer.data.id);
  };
  dialog.querySelector("[data-do=delete-work]").onclick = () => remove(lesson, work);
  open(dialog);
}

/** Delete after saying what is lost: the server names it where the work has marks. */
function remove(lesson, work) {
  const ask = document.getElementById("journal-work-delete");
  const lost = ask.querySelector("[data-lost]");
  const fault = ask.querySelector(".error");
  const button = ask.querySelector("button.danger");
  let told = false; // what is lost was named
  lost.textContent = t("delete_work", { work: work.name });
  button.textContent = t("delete");
  fault.hidden = true;
  open(ask);
  ask.querySelector("form").onsubmit = async (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    await book.sender.flush(); // marks on their way are named too
    const { outcome, status, data: answer } = await call(root.dataset.user, "DELETE",
      `/api/v1/work/${work.id}${told ? "?confirm_loss=1" : ""}`);
    if (outcome === Outcome.OK) {
      for (const entry of book.queue.entries()) {
        if (entry.lesson === work.column) book.queue.drop(entry.lesson, entry.student);
      }
      reload(lesson.id);
    } else if (status === 409 && !told) {
      told = true;
      lost.textContent = answer.message;
      button.textContent = t("delete_all_the_same");
    } else {
      fault.textContent = answer.message ?? t("no_answer");
      fault.hidden = false;
    }
  };
}

