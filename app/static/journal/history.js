/** The audit of a cell: who, when, what was there, what came, why. */

import { Outcome, call } from "./api.js";
import { columnName, h, open, root, t } from "./page.js";
import { parts } from "./queue.js";

const dialog = document.getElementById("journal-history");

function row({ when, actor, old, new: now, reason, is_late: late }) {
  return h("tr", {},
    h("td", {}, when), h("td", {}, actor),
    h("td", {}, old || "—"), h("td", {}, now || "—"),
    h("td", {}, [late ? t("late") : null, reason].filter(Boolean).join(" · ") || "—"));
}

/** Show the trail of one cell; `name` is the student's. */
export async function showHistory({ lesson, student }, name) {
  if (root.dataset.trail !== "yes") return;
  const say = dialog.querySelector("[data-say]");
  const body = dialog.querySelector("tbody");
  dialog.querySelector("[data-cell]").textContent = `${name} · ${columnName(lesson)}`;
  body.replaceChildren();
  say.textContent = t("loading");
  dialog.querySelector("table").hidden = true;
  open(dialog);
  const query = new URLSearchParams({ ...parts(lesson), student_id: student });
  const { outcome, data } = await call(root.dataset.user, "GET",
    `/api/v1/gradebook/${root.dataset.gradebook}/history?${query}`);
  if (outcome !== Outcome.OK) {
    say.textContent = data.message ?? t(outcome === Outcome.SIGN_IN ? "sign_in_link" : "no_answer");
    return;
  }
  body.replaceChildren(...data.entries.map(row));
  dialog.querySelector("table").hidden = data.entries.length === 0;
  say.textContent = data.entries.length ? "" : t("no_history");
}
