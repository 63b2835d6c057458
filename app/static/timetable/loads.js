/** The load that is to be placed: hours needed, placed and left. */

import { inHand } from "./hand.js";
import { data, find, h, t } from "./page.js";
import { grid } from "./store.js";

export const list = find("[data-loads]");
const said = (hours) => hours.toLocaleString(document.documentElement.lang);

function leftOf(load) {
  const left = load.hours - load.scheduled;
  if (left > 0) return ["warn", t("left", { count: left })];
  return left < 0 ? ["bad", t("over", { count: -left })] : ["ok", `✓ ${t("exact")}`];
}

function item(load) {
  const [tone, words] = leftOf(load);
  const whom = [data.kind === "group" && data.columns.length === 1 ? null : load.group,
    load.subgroup && t("subgroup", { name: load.subgroup }), data.kind === "teacher" ? null : load.teacher || t("no_teacher")];
  return h("li", {}, h("button", { type: "button", class: "tt-load", draggable: "true", "data-load": load.key,
    "aria-pressed": String(inHand()?.course === load.key && !inHand()?.slot) },
  h("span", { class: "tt-what" }, h("b", {}, load.code), ` ${load.title}`),
  h("span", { class: "tt-who" }, whom.filter(Boolean).join(" · ")),
  h("span", { class: "tt-who" }, t("hours", { placed: said(load.placed), weekly: said(load.weekly) }), " ", h("span", { class: `badge ${tone}` }, words))));
}

/** Draw the list; what has hours left comes first. */
export function draw() {
  const focused = document.activeElement?.dataset?.load;
  const loads = [...grid().loads].sort((one, other) => (one.scheduled >= one.hours) - (other.scheduled >= other.hours));
  list.replaceChildren(...loads.map(item));
  if (focused) list.querySelector(`[data-load="${focused}"]`)?.focus();
}

/** Show which load is in hand, without drawing anew: one of them may be dragged. */
export function paint() {
  for (const one of list.querySelectorAll("[data-load]")) {
    const held = inHand();
    one.setAttribute("aria-pressed", String(held !== null && !held.slot && held.course === Number(one.dataset.load)));
  }
}

export function step(from, by) {
  const all = [...list.querySelectorAll("[data-load]")];
  all[(all.indexOf(from) + by + all.length) % all.length]?.focus();
}
