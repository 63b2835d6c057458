/** All conflicts of the timetable at once, each with the way to its places. */

import { markFaults, showSlot } from "./board.js";
import { find, h, root, t } from "./page.js";
import { ask } from "./store.js";

const WAIT = 500; // ms after the last change
const MOST = 100; // that are listed; the title counts all
const list = find("[data-conflicts]");
let timer;
let asked = 0;

/** Return the lines of conflicts, for the panel and for a refusal to publish. */
export function lines(found) {
  return found.slice(0, MOST).map((one) => h("li", { class: one.blocks ? "blocks" : "" },
    h("span", { class: `badge ${one.blocks ? "bad" : "warn"}` }, one.blocks ? "!" : "△"), h("span", {}, one.sentence),
    ...one.slots.filter((slot) => slot.id).map((slot) => h("a", { href: `/timetable/${root.dataset.timetable}/edit?slot=${slot.id}`, "data-show": slot.id, title: slot.title }, slot.place))));
}

async function look() {
  const mine = ++asked;
  const answer = await ask("conflicts");
  if (mine !== asked || !answer) return;
  const warnings = answer.count - answer.blocking;
  const title = find("[data-conflicts-title]");
  title.textContent = [answer.blocking ? t("conflicts", { count: answer.blocking }) : t("no_conflicts"),
    warnings ? t("warnings", { count: warnings }) : ""].filter(Boolean).join(" · ");
  title.className = answer.blocking ? "bad" : "ok";
  find("[data-conflicts-wait]").hidden = true;
  list.replaceChildren(...lines(answer.result));
  markFaults(answer.result);
}

export function lookSoon() {
  clearTimeout(timer);
  timer = setTimeout(look, WAIT);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show]");
  if (!link) return;
  link.closest("dialog")?.close("cancel");
  if (showSlot(link.dataset.show)) event.preventDefault();
});
