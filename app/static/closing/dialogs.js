/** Signing, reopening and the history of the marks. */

import { Outcome, call } from "../journal/api.js";
import { api, h, root, t, term, user } from "./page.js";
import { forget, isSaved, save } from "./saving.js";
import { show, state, stops } from "./shown.js";

function failure(dialog, text) {
  const place = dialog.querySelector("[data-error]");
  place.textContent = text;
  place.hidden = !text;
}

export async function openSigning() {
  if (!(await save()) || !isSaved()) return;
  const { outcome, data } = await call(user, "GET", `${api}/closing?semester=${term}`);
  if (outcome === Outcome.OK) show(data);
  const dialog = document.getElementById("closing-sign");
  const now = state();
  dialog.querySelector("[data-list]").replaceChildren(stops(now));
  const stopped = now.obstacles.length > 0;
  dialog.querySelector("[data-freezes]").textContent = stopped ? "" : now.freezes;
  dialog.querySelector("[data-ready]").hidden = stopped;
  const accept = dialog.querySelector("[data-accept]");
  accept.hidden = stopped || !now.warnings.length;
  accept.querySelector("input").checked = false;
  dialog.querySelector("[data-yes]").hidden = stopped;
  failure(dialog, "");
  dialog.showModal();
}

async function sign() {
  const dialog = document.getElementById("closing-sign");
  const accepted = dialog.querySelector("[data-accept] input").checked;
  const body = { semester: term, accept_warnings: accepted };
  const { outcome, data } = await call(user, "POST", `${api}/closing`, body);
  if (outcome === Outcome.OK) {
    forget();
    location.reload();
  } else failure(dialog, data.message ?? t(outcome === Outcome.OFFLINE ? "offline" : "sign_in"));
}

async function reopen() {
  const dialog = document.getElementById("closing-reopen");
  const reason = dialog.querySelector("textarea").value;
  const url = `/api/v1/grade_closing/${dialog.dataset.closing}/reopen`;
  const { outcome, data } = await call(user, "POST", url, { reason });
  if (outcome === Outcome.OK) location.reload();
  else failure(dialog, data.errors?.reason ?? data.message ?? t("offline"));
}

export async function openHistory() {
  const dialog = document.getElementById("closing-history");
  const body = dialog.querySelector("tbody");
  const say = dialog.querySelector("[data-say]");
  body.replaceChildren();
  say.textContent = "…";
  dialog.showModal();
  const { outcome, data } = await call(user, "GET", `${api}/closing/history?semester=${term}`);
  if (outcome !== Outcome.OK) {
    say.textContent = data.message ?? t("offline");
    return;
  }
  say.textContent = data.entries.length ? "" : t("none");
  body.append(...data.entries.map((one) => h("tr", {},
    h("td", { class: "nowrap" }, one.when), h("td", {}, one.actor), h("td", {}, one.student),
    h("td", {}, t(one.what)), h("td", {}, one.old), h("td", {}, one.new))));
}

export function begin() {
  for (const dialog of root.querySelectorAll("dialog")) {
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target.closest('a[href^="#mark-"]')) dialog.close();
    });
  }
  const yes = (id, action) => document.getElementById(id)
    ?.querySelector("[data-yes]").addEventListener("click", action);
  yes("closing-sign", sign);
  yes("closing-reopen", reopen);
  const open = document.getElementById("closing-reopen");
  root.querySelector('[data-do="reopen"]')?.addEventListener("click", () => open.showModal());
  root.querySelector('[data-do="sign"]')?.addEventListener("click", openSigning);
  root.querySelector('[data-do="history"]')?.addEventListener("click", openHistory);
}
