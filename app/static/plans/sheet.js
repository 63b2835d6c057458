/** One row as a form: the way to edit on a phone, and for long texts everywhere; and the cards. */

import * as actions from "./actions.js";
import { readFor } from "./editor.js";
import { data, editable, h, reviewable, t } from "./page.js";
import { plan } from "./plan.js";
import { changed, isLesson, numbers } from "./rows.js";
import { go } from "./selection.js";
import { daysOf, faultOf, nameOf } from "./table.js";

const dialog = document.getElementById("plan-row");
const fieldsBox = dialog.querySelector("[data-fields]");
const cards = document.getElementById("plan-cards");
const LONG = new Set(["title", "tasks", "homework", "self_study", "equipment"]);
let shownKey = null;

const fields = () => {
  const choice = (field, head) => ({ field, head, type: "choice" });
  const semester = { field: "semester_number", head: t("semester_short"), type: "number" };
  return [choice("level", t("level")), ...data.columns,
          ...(data.semesters.length > 1 ? [semester] : [])];
};

/** Open the form of the row at `place`. */
export function openRow(place) {
  const one = plan.rows[place];
  if (!one) return;
  shownKey = one.key;
  dialog.querySelector("h2").textContent = nameOf(place);
  dialog.querySelector("[data-tools]").hidden = !editable;
  dialog.querySelector("[data-apply]").hidden = !editable;
  fieldsBox.replaceChildren(...fields().map((column) => fieldOf(one, column, place)),
    ...(reviewable ? [ownRemark(one)] : []),
    ...(one.remark && !reviewable ? [h("p", { class: "alert warn" }, `${t("remark")}: ${one.remark}`)] : []));
  levelChanged();
  dialog.returnValue = "";
  dialog.showModal();
}

/** The methodist's remark: the same field as beside the row of the table. */
function ownRemark(one) {
  const beside = document.querySelector(`#plan-table [data-remark="${plan.idOf(one)}"]`);
  const control = h("textarea", { id: "row-remark", maxlength: 2000 });
  control.value = beside.value;
  control.addEventListener("change", () => {
    beside.value = control.value;
    beside.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return h("div", { class: "field" }, h("label", { for: "row-remark" }, t("your_remark")), control);
}

function fieldOf(one, { field, head }, place) {
  const id = `row-${field}`;
  const control = data.labels[field] ? listOf(one, field, id)
    : h(LONG.has(field) ? "textarea" : "input",
      { id, name: field, inputmode: field.includes("hours") ? "numeric" : null });
  if (!data.labels[field]) control.value = one[field] || "";
  control.disabled = !editable;
  if (field === "level") control.addEventListener("change", levelChanged);
  const fault = faultOf(place, field);
  return h("div", { class: `field${fault ? " wrong" : ""}`, "data-field": field },
    h("label", { for: id }, head), control,
    h("p", { class: "error", id: `${id}-error`, hidden: !fault }, fault ?? ""));
}

function listOf(one, field, id) {
  const options = Object.entries(data.labels[field]).map(
    ([value, text]) => h("option", { value, selected: value === one[field] }, text));
  if (field === "task_kind") options.unshift(h("option", { value: "" }, "—"));
  return h("select", { id, name: field }, ...options);
}

/** A heading has a title and a place only. */
function levelChanged() {
  const lesson = fieldsBox.querySelector("[name=level]").value === "lesson";
  for (const box of fieldsBox.querySelectorAll("[data-field]")) {
    box.hidden = !lesson && !["level", "title", "semester_number"].includes(box.dataset.field);
  }
}

/** Take the form over; stays open where a field is refused. */
function apply(event) {
  const values = {};
  let wrong = null;
  for (const { field } of fields()) {
    const control = fieldsBox.querySelector(`[name=${field}]`);
    const found = data.labels[field] ? { value: control.value || null } : readFor(field, control.value);
    const error = fieldsBox.querySelector(`#row-${field}-error`);
    error.hidden = !found.fault;
    error.textContent = found.fault ? t(...found.fault) : "";
    control.closest(".field").classList.toggle("wrong", Boolean(found.fault));
    if (found.fault) wrong ??= control;
    else values[field] = found.value;
  }
  if (wrong) {
    event.preventDefault();
    wrong.focus();
    return;
  }
  const rows = plan.rows.map((one) => (one.key === shownKey ? changed(one, values) : one));
  const place = rows.findIndex((one) => one.key === shownKey);
  const same = place < 0 || Object.entries(values).every(([name, value]) => plan.rows[place][name] === value);
  if (!same) plan.change(rows);
}

function tool(event) {
  const name = event.target.closest("[data-row]")?.dataset.row;
  const place = plan.rows.findIndex((one) => one.key === shownKey);
  if (!name || place < 0) return;
  const here = { top: place, bottom: place };
  if (name === "up") actions.shift(-1, here);
  if (name === "down") actions.shift(1, here);
  if (name === "duplicate") actions.duplicate(here);
  if (name === "delete") actions.remove(here);
  if (name === "delete" || name === "duplicate") dialog.close("");
  else dialog.querySelector("h2").textContent = nameOf(place + (name === "up" ? -1 : 1));
}

/** Draw the cards of a phone. */
export function drawCards() {
  if (!matchMedia("(max-width: 640px)").matches) {
    cards.replaceChildren();
    return;
  }
  const count = numbers(plan.rows);
  cards.replaceChildren(...plan.rows.flatMap((one, place) => {
    const before = plan.rows[place - 1];
    const begins = data.semesters.length > 1 && before?.semester_number !== one.semester_number;
    const line = card(one, place, count[place]);
    return begins ? [h("li", { class: "pl-semester" }, t("semester", { number: one.semester_number })), line]
      : [line];
  }));
}

function card(one, place, number) {
  const [days, tone] = daysOf(one);
  const parts = isLesson(one) ? [`${one.hours}`, data.labels.kind[one.kind]] : [data.labels.level[one.level]];
  const wrong = ["title", "hours", "homework", "tasks", "self_study"].some((field) => faultOf(place, field));
  return h("li", { class: `l-${one.level}` },
    h("button", { type: "button", "data-card": place },
      h("span", { class: "pl-n" }, number ?? ""),
      h("span", {}, h("b", { class: wrong ? "bad" : null }, one.title || "—"),
        h("small", {}, parts.join(" · "),
          days ? h("span", { class: tone }, ` · ${days}`) : null)),
      one.remark ? h("span", { class: "badge warn" }, t("remark")) : null));
}

/** Take the form's and the cards' events. */
export function install() {
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter?.value === "apply" && editable) apply(event);
  });
  dialog.addEventListener("click", tool);
  dialog.addEventListener("close", () => {
    const place = plan.rows.findIndex((one) => one.key === shownKey);
    if (place >= 0) go(place, 0, { focus: !matchMedia("(max-width: 640px)").matches && !reviewable });
  });
  cards.addEventListener("click", (event) => {
    const place = event.target.closest("[data-card]")?.dataset.card;
    if (place !== undefined) openRow(Number(place));
  });
  matchMedia("(max-width: 640px)").addEventListener("change", drawCards);
}
