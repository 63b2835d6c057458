/** Show what the server says about the marks as they stand now: hints, totals, what stops. */

import { h, number, root, rowOf } from "./page.js";

let now = null; // the last answer

export const state = () => now;

export function show(closing) {
  now = closing;
  for (const one of closing.students) showRow(one);
  showCounts(closing.quality);
  const place = document.getElementById("closing-stops");
  const ok = place.querySelector(".alert.ok")?.cloneNode(true) ?? keptOk;
  keptOk = ok ?? keptOk;
  const list = stops(closing);
  place.replaceChildren(...(list.childElementCount || !ok ? [list] : [ok, list]));
}

let keptOk = null;

function showRow(one) {
  const row = rowOf(one.id);
  if (!row) return;
  const reason = row.querySelector("[data-reason]");
  if (reason) {
    reason.hidden = !one.explains && document.activeElement !== reason && !reason.value;
    reason.toggleAttribute("required", one.needs_reason);
    if (one.needs_reason) reason.setAttribute("aria-invalid", "true");
    else reason.removeAttribute("aria-invalid");
  }
  row.querySelector(".cl-says").replaceChildren(
    ...one.verdicts.flatMap((verdict) => [
      h("span", { class: `badge ${tone(verdict.severity)}` }, verdict.sentence), " ",
    ]),
  );
}

const tone = (severity) => (severity >= 4 ? "bad" : severity >= 3 ? "warn" : "");

function showCounts(quality) {
  for (const place of root.querySelectorAll("[data-count]")) {
    place.textContent = quality[place.dataset.count];
  }
  for (const place of root.querySelectorAll("[data-share]")) {
    const value = quality[place.dataset.share];
    place.textContent = value === null ? "—" : `${number(value)} %`;
  }
  const whole = quality.total + quality.exempt || 1;
  for (const line of root.querySelectorAll(".cl-bars li")) {
    const many = quality.distribution[line.dataset.code] ?? 0;
    line.hidden = many === 0;
    const bar = line.querySelector("progress");
    bar.max = whole;
    bar.value = many;
    line.querySelector(".num").textContent = many;
  }
}

/** Return the list of what stops a signature and what has to be accepted. */
export function stops({ obstacles, warnings }) {
  const line = (one, kind) => h("li", { class: kind }, one.sentence, " ",
    ...one.students.flatMap(({ id, name }, index) => [
      index ? ", " : "", h("a", { href: `#mark-${id}` }, name),
    ]));
  return h("ul", {}, ...obstacles.map((one) => line(one, "bad")),
    ...warnings.map((one) => line(one, "warn")));
}
