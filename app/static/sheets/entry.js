/** Entering marks and tickets down a column: saved line by line while one goes on. */

import { el, send, words } from "./talk.js";

const root = document.getElementById("sheet");
const line = document.getElementById("sh-status");
const waiting = new Map(); // student → what is to be sent
let sending = false;

function say(text, tone = "") {
  line.textContent = text;
  line.className = tone;
}

const rowOf = (student) => root.querySelector(`tr[data-student="${student}"]`);

function wrong(student, sentence) {
  const row = rowOf(student);
  const field = row.querySelector(".sh-mark");
  row.querySelector(".sh-fault")?.remove();
  field.setAttribute("aria-invalid", String(Boolean(sentence)));
  if (sentence) field.closest("td").append(el("span", { class: "error small sh-fault" }, sentence));
}

const share = (value) => (value === null ? "—" : value.toFixed(1).replace(".", ","));

function showTotals(sheet) {
  for (const cell of root.querySelectorAll("[data-total]")) {
    const value = sheet.totals[cell.dataset.total];
    cell.textContent = ["success", "quality"].includes(cell.dataset.total) ? share(value) : value;
  }
  for (const cell of root.querySelectorAll("[data-code]")) {
    cell.textContent = sheet.totals.by_code[cell.dataset.code] ?? 0;
  }
  document.getElementById("sh-missing").replaceChildren(
    ...sheet.missing.map((one) => el("li", {}, one.text)));
  document.getElementById("sh-ready").hidden = sheet.missing.length > 0;
  const button = document.getElementById("sh-sign-open");
  if (button) button.disabled = sheet.missing.length > 0;
}

function showLines(sheet, students, conflicts) {
  const known = new Map(sheet.lines.map((one) => [one.student, one]));
  for (const student of students) {
    const one = known.get(student);
    const row = rowOf(student);
    const mark = row.querySelector(".sh-mark");
    const ticket = row.querySelector(".sh-ticket");
    // What was typed meanwhile stays; it is sent next.
    if (!waiting.has(student)) {
      mark.value = one.text;
      ticket.value = one.ticket ?? "";
    }
    mark.dataset.was = one.text;
    ticket.dataset.was = one.ticket ?? "";
    row.querySelector(".sh-words").textContent = one.words;
    wrong(student, conflicts.includes(student) ? words.conflict : "");
  }
}

async function flush() {
  if (sending || !waiting.size) return;
  sending = true;
  const batch = [...waiting.values()];
  waiting.clear();
  say(words.saving);
  const { data, fault, errors } = await send(root.dataset.user, "PUT", `${root.dataset.base}/results`, { results: batch });
  if (fault) {
    let named = false;
    batch.forEach((one, at) => {
      const sentence = errors[`results.${at}.text`] || errors[`results.${at}.ticket`];
      // The line is in sight: its name need not be said again.
      const name = rowOf(one.student).querySelector("th").textContent;
      if (sentence) wrong(one.student, sentence.replace(`${name}: `, ""));
      named ||= Boolean(sentence);
      // One wrong line holds the others of its batch back: they are sent again by themselves.
      if (!sentence && Object.keys(errors).length) waiting.set(one.student, one);
    });
    say(named ? words.failed : fault, "bad");
  } else {
    const { saved, conflicts, sheet } = data;
    showLines(sheet, [...saved, ...conflicts], conflicts);
    showTotals(sheet);
    say(conflicts.length ? words.conflict : `✓ ${words.saved}`, conflicts.length ? "bad" : "ok");
  }
  sending = false;
  if (waiting.size) flush();
}

function changed(row) {
  const mark = row.querySelector(".sh-mark");
  const ticket = row.querySelector(".sh-ticket");
  const student = Number(row.dataset.student);
  const one = { student };
  if (mark.value.trim() !== mark.dataset.was) Object.assign(one, { text: mark.value, was: mark.dataset.was });
  if (ticket.value.trim() !== ticket.dataset.was) {
    Object.assign(one, { ticket: ticket.value, ticket_was: ticket.dataset.was });
  }
  if (Object.keys(one).length === 1) return wrong(student, "");
  waiting.set(student, one);
  return flush();
}

function move(field, step) {
  const kind = field.classList.contains("sh-mark") ? ".sh-mark" : ".sh-ticket";
  const fields = [...root.querySelectorAll(kind)];
  const next = fields[fields.indexOf(field) + step];
  if (next) {
    next.focus();
    next.select();
  }
}

export function entry() {
  if (!root?.querySelector(".sh-mark")) return;
  for (const field of root.querySelectorAll(".sh-mark, .sh-ticket")) {
    field.addEventListener("change", () => changed(field.closest("tr")));
    field.addEventListener("focus", () => field.select());
    field.addEventListener("keydown", (event) => {
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      field.blur();
      move(field, step);
    });
    // A column copied from a spreadsheet goes down from here.
    field.addEventListener("paste", (event) => {
      const rows = event.clipboardData.getData("text").replace(/\r/g, "").split("\n");
      if (rows.filter(Boolean).length < 2) return;
      event.preventDefault();
      const kind = field.classList.contains("sh-mark") ? ".sh-mark" : ".sh-ticket";
      const fields = [...root.querySelectorAll(kind)];
      fields.slice(fields.indexOf(field)).forEach((one, at) => {
        if (at >= rows.length || (at === rows.length - 1 && !rows[at])) return;
        one.value = rows[at].trim();
        changed(one.closest("tr"));
      });
    });
  }
  addEventListener("beforeunload", (event) => {
    if (sending || waiting.size) event.preventDefault();
  });
}
