/** The grid as the server has it, writing to it one action after another, undo and redo. */

import { Outcome, call } from "../journal/api.js";
import { data, root, say, status, t } from "./page.js";

export const store = new EventTarget(); // «grid»: it was read anew; «stacks»: undo or redo changed
const BASE = `/api/v1/timetable/${root.dataset.timetable}`;
const KEYS = data.columns.map((column) => column.id).join(",");
const LOOK = 20000; // ms between two looks whether another timetabler changed something

let current = data.grid;
let line = Promise.resolve(); // writes wait for each other
let writing = 0;
const done = [];
const undone = [];

export const grid = () => current;
export const slotOf = (id) => current.slots.find((slot) => slot.id === Number(id));
export const loadOf = (key) => current.loads.find((load) => load.key === Number(key));
export const canUndo = () => done.length > 0;
export const canRedo = () => undone.length > 0;

function excuse(outcome, answer) {
  if (outcome === Outcome.SIGN_IN) return t("sign_in");
  if (outcome === Outcome.OTHER) return t("other_person");
  if (outcome === Outcome.OFFLINE) return answer?.message ?? t("offline");
  return answer?.message ?? t("failed");
}

/** Read something about the timetable; null where that fails. */
export async function ask(path) {
  const { outcome, data: answer } = await call(root.dataset.user, "GET", `${BASE}/${path}`);
  if (outcome === Outcome.OK) return answer;
  if (outcome !== Outcome.OFFLINE) status("bad", excuse(outcome, answer));
  return null;
}

/** Read the grid anew. */
export async function refresh() {
  const fresh = await ask(`grid?${data.kind}=${KEYS}`);
  if (!fresh) return;
  current = fresh;
  store.dispatchEvent(new Event("grid"));
}

async function write(method, path, body) {
  status("", t("saving"));
  const before = current.edition;
  const { outcome, data: answer } = await call(root.dataset.user, method, `${BASE}/${path}`, body);
  if (outcome !== Outcome.OK) {
    const words = excuse(outcome, answer);
    status("bad", words);
    say(words);
    if (outcome === Outcome.REFUSED) await refresh();
    return null;
  }
  await refresh();
  const others = answer.edition > before + 1;
  status(others ? "warn" : "ok", others ? t("others") : `✓ ${t("saved")}`);
  return answer;
}

function inLine(work) {
  writing += 1;
  line = line.then(work).finally(() => { writing -= 1; });
  return line;
}

/** Do an action that can be undone; return whether it was done. */
export function act(method, path, body) {
  return inLine(async () => {
    const answer = await write(method, path, body);
    if (!answer) return false;
    done.push(answer.changes);
    undone.length = 0;
    store.dispatchEvent(new Event("stacks"));
    return true;
  });
}

function back(from, to, words) {
  return inLine(async () => {
    const changes = from.pop();
    if (!changes) return say(t("nothing_to_undo"));
    const answer = await write("POST", "undo", { changes });
    if (answer) {
      to.push(answer.changes);
      say(t(words));
    }
    store.dispatchEvent(new Event("stacks"));
    return undefined;
  });
}

export const undo = () => back(done, undone, "undone");
export const redo = () => back(undone, done, "redone");

async function look() {
  if (document.hidden || writing) return;
  const before = current.edition;
  await refresh();
  if (current.edition !== before && !writing) status("warn", t("others"));
}

setInterval(look, LOOK);
document.addEventListener("visibilitychange", look);
