/** Typing into one cell: a field for texts and numbers, a list for the closed vocabularies. */

import { announce, data, h, t } from "./page.js";
import { plan } from "./plan.js";
import { changed, isLesson, read } from "./rows.js";
import { cellAt, columns, nameOf } from "./table.js";

const hint = document.getElementById("plan-hint");
let open = null; // {place, column, field, replacing}

export const editing = () => open;

/** Return what was typed for a field as read() gives it. */
export const readFor = (field, text) =>
  read(field, text, data.labels[field], data.beginnings[field]);

/** Begin to type. `first` replaces what is there; without it the text stays, to be changed. */
export function edit(place, column, first = null) {
  const one = plan.rows[place];
  const at = isLesson(one) ? column : 0;
  const { field, type, head } = columns[at];
  const cell = cellAt(place, at);
  const label = t("cell_of", { column: head, row: nameOf(place) });
  const control = data.labels[field]
    ? list(field, one[field], label)
    : h("textarea", { class: "pl-edit", rows: 1, "aria-label": label, "aria-describedby": "plan-hint",
                      inputmode: type === "number" ? "numeric" : null });
  if (!data.labels[field]) control.value = first ?? String(one[field] || "");
  open = { place, column: at, key: one.key, field, control, replacing: first !== null };
  cell.append(control);
  control.focus({ preventScroll: true });
  if (control.setSelectionRange) {
    control.setSelectionRange(control.value.length, control.value.length);
    grow(control);
    control.addEventListener("input", () => grow(control));
  } else if (first) pick(control, first);
  control.addEventListener("blur", () => open && leave());
}

function list(field, value, label) {
  const options = Object.entries(data.labels[field]).map(
    ([key, text]) => h("option", { value: key, selected: key === value }, text));
  if (field === "task_kind") options.unshift(h("option", { value: "" }, "—"));
  const control = h("select", { class: "pl-edit", "aria-label": label }, ...options);
  control.value = value ?? "";
  return control;
}

/** The first letter that was typed chooses in a list. */
function pick(control, letter) {
  const found = [...control.options].find(
    ({ text }) => text.toLowerCase().startsWith(letter.toLowerCase()));
  if (found) control.value = found.value;
}

function grow(control) {
  control.style.height = "auto";
  control.style.height = `${Math.max(control.scrollHeight, control.parentElement.clientHeight)}px`;
}

/** Take the text over. Returns false, and stays, where it is refused. */
export function commit() {
  const { field, control, key } = open;
  const found = data.labels[field] ? { value: control.value || null } : readFor(field, control.value);
  if (found.fault) {
    refuse(t(...found.fault));
    return false;
  }
  close();
  const place = plan.rows.findIndex((one) => one.key === key);
  write([{ place, field, value: found.value }]);
  return true;
}

/** Leave the cell as it was. */
export function cancel() {
  close();
}

function leave() {
  if (!commit()) cancel();
}

function close() {
  const { control, place, column } = open;
  const hadFocus = document.activeElement === control;
  open = null; // first of all: taking the field away fires «blur»
  control.remove();
  hint.hidden = true;
  if (hadFocus) cellAt(place, column)?.focus({ preventScroll: true });
}

function refuse(sentence) {
  const { control } = open;
  control.setAttribute("aria-invalid", "true");
  const box = control.getBoundingClientRect();
  hint.textContent = sentence;
  hint.hidden = false;
  hint.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 340))}px`;
  hint.style.top = `${Math.min(box.bottom + 4, innerHeight - 60)}px`;
  control.select?.();
}

/** Write cells {place, field, value} as one step; a heading has no field but its title. */
export function write(cells) {
  const rows = [...plan.rows];
  let count = 0;
  for (const { place, field, value } of cells) {
    const one = rows[place];
    if (!one || one[field] === value) continue;
    if (!isLesson(one) && field !== "title" && field !== "semester_number") continue;
    rows[place] = changed(one, { [field]: value });
    count += 1;
  }
  if (count) plan.change(rows);
  return count;
}

/** Empty the cells of a block. */
export function clear({ top, bottom, left, right }) {
  const cells = [];
  for (let place = top; place <= bottom; place += 1) {
    for (const { field } of columns.slice(left, right + 1)) {
      if (field !== "semester_number" && field !== "kind") {
        cells.push({ place, field, value: readFor(field, "").value });
      }
    }
  }
  announce(t("cleared", { count: write(cells) }));
}
