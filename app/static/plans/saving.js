/**
 * The plan saves itself. What is not saved yet is kept in this browser, whatever happens: a lost
 * connection, a closed tab, an expired sign-in. What somebody else saved is never overwritten.
 */

import { Outcome, call } from "../journal/api.js";
import { merge } from "./merge.js";
import { announce, api, data, editable, h, t, user } from "./page.js";
import { plan } from "./plan.js";

const PAUSE = 700; // ms after the last change
const AGAIN = 5000; // ms until the next attempt without a connection
const KEPT = `plan-${user}-${data.id}`;
const line = document.getElementById("plan-state");
const banner = document.getElementById("plan-conflict");
export const answers = new EventTarget(); // «answer»: hours, faults and dates as they are now

let edition = data.edition;
let saved = plan.rows; // the rows that the server has
let base = data.rows; // the same as the server gave them, with ids
let timer;
let sending = false;
let stopped = false; // a conflict waits for its decision

export const isSaved = () => plan.rows === saved && !sending && !stopped;
export const editionNow = () => edition;

function tell(key, tone, values = {}, link = null) {
  line.dataset.tone = tone;
  line.dataset.state = key;
  line.replaceChildren(t(key, values));
  if (link) line.append(" ", link);
}

function keep() {
  try {
    const kept = { edition, base, rows: plan.sent() };
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // no room: the page itself still holds the rows
  }
}

function forget() {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // nothing was kept
  }
}

function later(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

function onChange() {
  keep();
  if (stopped) return;
  if (line.dataset.state !== "offline") tell("unsaved", "muted");
  later();
}

/** Send the table as it is; resolves to whether it is saved. */
export async function save() {
  clearTimeout(timer);
  if (plan.rows === saved && !sending && !stopped) { // changed and changed back
    forget();
    tell("saved", "ok");
  }
  if (sending || stopped || plan.rows === saved) return isSaved();
  sending = true;
  const rows = plan.rows;
  tell("saving", "muted");
  const { outcome, status, data: answer } =
    await call(user, "PUT", `${api}/rows`, { edition, rows: plan.sent(rows) });
  sending = false;
  if (outcome === Outcome.OK) done(rows, answer);
  else if (status === 409) conflict(answer);
  else failed(outcome, answer);
  return isSaved();
}

function done(rows, answer) {
  edition = answer.edition;
  rows.forEach((one, place) => plan.ids.set(one.key, answer.ids[place]));
  saved = rows;
  base = plan.sent(rows);
  answers.dispatchEvent(new CustomEvent("answer", { detail: answer }));
  if (plan.rows === saved) {
    forget();
    tell("saved", "ok");
  } else {
    keep();
    later();
  }
}

function failed(outcome, answer) {
  if (outcome === Outcome.SIGN_IN) {
    const next = encodeURIComponent(location.pathname);
    tell("sign_in", "warn", {}, h("a", { href: `/login/?next=${next}` }, t("sign_in_link")));
  } else if (outcome === Outcome.OTHER) tell("other_person", "warn");
  else if (outcome === Outcome.OFFLINE) {
    tell("offline", "warn");
    later(AGAIN);
  } else tell("refused", "bad", { why: answer.message ?? "" });
}

const when = (at) => (at ? new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : "");

/** Somebody saved the plan meanwhile: put both together, or ask where both changed one row. */
function conflict(answer) {
  const mine = plan.sent();
  const { rows, clashes } = merge(base, mine, answer.rows);
  base = answer.rows;
  edition = answer.edition;
  if (!clashes.length) {
    use(rows);
    announce(t("conflict_merged", { who: answer.by }));
    return later(0);
  }
  stopped = true;
  tell("conflict", "bad");
  banner.hidden = false;
  banner.replaceChildren(
    h("p", {}, t("conflict_by", { who: answer.by, when: when(answer.at) })),
    h("ul", {}, ...clashes.slice(0, 20).map(described)),
    h("p", { class: "pl-buttons" },
      h("button", { type: "button", class: "primary", "data-keep": "mine",
                    onclick: () => decide(rows) }, t("keep_mine")),
      h("button", { type: "button", "data-keep": "theirs",
                    onclick: () => decide(merge(mine, answer.rows, answer.rows).rows) }, t("take_theirs"))));
  return undefined;
}

function described({ mine, theirs }) {
  const title = (one) => one?.title || t("row_missing");
  return h("li", {}, h("b", {}, `${t("mine")}: `), brief(mine, theirs, title(mine)),
    " · ", h("b", {}, `${t("theirs")}: `), brief(theirs, mine, title(theirs)));
}

function brief(one, other, title) {
  if (!one || !other) return title;
  const fields = data.columns.filter(({ field }) => one[field] !== other[field]);
  return fields.map(({ field, head }) => `${head}: ${one[field] ?? "—"}`).join("; ") || title;
}

function decide(rows) {
  stopped = false;
  banner.hidden = true;
  use(rows);
  if (plan.rows === saved) tell("saved", "ok");
  later(0);
}

/** Take rows with ids as a step of its own: «undo» leads back to what stood there before. */
function use(rows) {
  saved = null; // whatever the server has, it is not what stands here
  plan.change(plan.take(rows));
}

/** Changes that an earlier visit could not save come back. */
function restore() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
  } catch {
    forget();
  }
  if (!kept?.rows) return;
  if (kept.edition === edition) plan.change(plan.take(kept.rows));
  else {
    const mine = kept.rows;
    base = kept.base ?? [];
    plan.change(plan.take(mine));
    conflict({ rows: data.rows, edition: data.edition, by: "", at: null });
  }
  announce(t("restored"));
  tell("unsaved", "muted");
  later(0);
}

/** Watch the plan. */
export function install() {
  if (!editable) return;
  plan.addEventListener("change", onChange);
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.hidden && save());
  window.addEventListener("beforeunload", (event) => {
    if (!isSaved()) event.preventDefault();
  });
  restore();
}
