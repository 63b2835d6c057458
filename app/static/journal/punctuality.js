/** By how many working days a lesson is late, or what excuses it: told beside a late lesson. */

import { Outcome, call } from "./api.js";
import { h, root } from "./page.js";

const WAIT = 400; // ms on a lesson before it is asked about: the arrows pass many
const box = document.querySelector("[data-punctuality]");
const known = new Map(); // lesson and when it was confirmed → what the server said
let asking = 0;

/** Tell of `lesson`, whose `state` is shown; of one that is in time there is nothing to tell. */
export function tell(lesson, state) {
  clearTimeout(asking);
  if (!box) return;
  box.hidden = true;
  const isSent = state === "overdue" || lesson.state === state; // a confirmation that waits is not
  if (root.dataset.trail !== "yes" || !["late", "overdue"].includes(state) || !isSent) return;
  const key = `${lesson.id} ${lesson.confirmed_at} ${lesson.homework}`;
  if (known.has(key)) paint(known.get(key));
  else asking = setTimeout(() => ask(lesson, key), WAIT);
}

async function ask(lesson, key) {
  const url = `/api/v1/lesson/${lesson.id}/punctuality`;
  const { outcome, data: found } = await call(root.dataset.user, "GET", url);
  if (outcome !== Outcome.OK) return;
  known.set(key, found);
  if (box.closest("[data-l]")?.dataset.l === String(lesson.id)) paint(found);
}

function paint({ record, homework }) {
  const lines = [record, homework].filter((one) => one && !["done", "pending"].includes(one.code));
  box.replaceChildren(...lines.map((one) => h("span", {}, `${one.what}: ${one.sentence}`)));
  box.hidden = lines.length === 0;
}
