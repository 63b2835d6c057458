/** The saving state, always in sight, and the list of what needs a decision. */

import { Outcome } from "./api.js";
import { book } from "./book.js";
import { columnName, data, h, open, t } from "./page.js";
import { CONFIRM, State } from "./queue.js";

const line = document.getElementById("journal-state");
const list = document.getElementById("journal-problems");
const names = new Map(data.students.map(({ id, name }) => [String(id), name]));
let goTo = () => {};

/** Say how to bring a cell into sight: a function of (lesson, student). */
export function whenAsked(go) {
  goTo = go;
}

function sentence(queued) {
  const { outcome } = book.sender;
  const params = { count: queued };
  if (queued && outcome === Outcome.SIGN_IN) return [t("sign_in", params), "warn", t("sign_in_link")];
  if (queued && outcome === Outcome.OTHER) return [t("other_person", params), "warn"];
  if (queued && outcome === Outcome.OFFLINE) return [t("offline", params), "warn"];
  if (queued) return [t("saving", params), "muted"];
  return [t("saved"), "ok"];
}

function show() {
  const entries = book.queue.entries();
  const queued = entries.filter(({ state }) => state === State.QUEUED).length;
  const problems = entries.filter(({ state }) => state !== State.QUEUED);
  const [text, tone, link] = sentence(queued);
  const key = `${text}|${problems.length}`;
  if (line.dataset.key !== key) {
    line.dataset.key = key;
    line.dataset.tone = tone;
    line.replaceChildren(text);
    if (link) {
      const next = encodeURIComponent(location.pathname + location.search);
      line.append(" ", h("a", { href: `/login/?next=${next}` }, link));
    }
    if (problems.length) {
      line.append(" · ", h("strong", {}, t("need_decision", { count: problems.length })));
    }
  }
  list.hidden = problems.length === 0;
  list.replaceChildren(...problems.map(problem));
}

function problem(entry) {
  const where = [names.get(entry.student), columnName(entry.lesson)].filter(Boolean).join(" · ");
  const { lesson: l, student: s } = entry;
  const button = (label, onclick) => h("button", { type: "button", class: "small", onclick }, label);
  const decide = (label, decision) => button(label, () => {
    decision();
    goTo(l, s); // the button is gone with the decision: the focus needs another place
  });
  const discard = decide(t("discard"), () => book.discard(l, s));
  if (entry.state === State.CONFLICT) {
    const blank = t("empty_cell");
    return h("li", { "data-state": "conflict" },
      h("b", {}, where), ` ${t("conflict", { who: entry.note })} `,
      decide(t("keep_mine", { text: entry.text || blank }), () => book.choose(l, s, "mine")),
      decide(t("take_theirs", { text: entry.theirs || blank }), () => book.choose(l, s, "theirs")));
  }
  if (entry.state === State.REASON) {
    return h("li", { "data-state": "reason" },
      h("b", {}, where), ` ${entry.text} — ${entry.note || t("reason_needed")} `,
      button(t("give_reason"), askReason), discard);
  }
  const isCell = s !== CONFIRM;
  return h("li", { "data-state": "refused" },
    h("b", {}, where), ` ${isCell ? `«${entry.text}» — ` : ""}${entry.note} `,
    isCell ? button(t("correct"), () => goTo(l, s)) : null, discard);
}

const dialog = document.getElementById("journal-reason");

/** Ask once for the reason of all changes after the day that wait for one. */
export function askReason() {
  if (!dialog || dialog.open) return;
  const field = dialog.querySelector("textarea");
  const fault = dialog.querySelector(".error");
  field.value = book.reason ?? "";
  fault.hidden = true;
  open(dialog);
  field.focus();
  dialog.querySelector("form").onsubmit = (event) => {
    if (event.submitter?.value === "cancel") return;
    const reason = field.value.trim();
    fault.hidden = reason !== "";
    if (reason) book.giveReason(reason);
    else event.preventDefault();
  };
}

let asked = "";
function askOnce() {
  const open = book.queue.entries().filter(({ state }) => state === State.REASON);
  const ids = open.map(({ id }) => id).join();
  if (ids && ids !== asked && !document.querySelector(".jr-edit")) {
    asked = ids;
    askReason();
  }
}

export function watch() {
  book.addEventListener("change", show);
  book.addEventListener("answer", askOnce);
  window.addEventListener("online", () => book.sender.flush());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) book.sender.flush();
  });
  window.addEventListener("storage", () => book.repaint());
  show();
}
