/** The plan's way: submitted, withdrawn, remarked on, returned, approved, revised, deleted. */

import { Outcome, call } from "../journal/api.js";
import { blocked } from "./hours.js";
import { announce, api, data, h, sure, t, user } from "./page.js";
import { editionNow, isSaved, save } from "./saving.js";

const state = document.getElementById("plan-state") ?? document.querySelector(".pl-state");

function tell(text, tone) {
  state.dataset.tone = tone;
  state.textContent = text;
  announce(text);
}

/** Show why not; the sentences stand beside the button, and are brought into sight. */
function refused(answer) {
  const sentences = Object.values(answer.errors ?? {});
  const box = document.getElementById("plan-blocks");
  const all = sentences.length ? sentences : [answer.message ?? t("no_answer")];
  if (box) {
    box.replaceChildren(h("div", { class: "pl-blocks", role: "alert" },
      h("ul", {}, ...all.map((sentence) => h("li", {}, sentence)))));
    box.scrollIntoView({ block: "nearest" });
  } else tell(all.join(" "), "bad");
}

async function send(method, path, body) {
  const { outcome, data: answer } = await call(user, method, path, body);
  if (outcome === Outcome.OK) return answer;
  refused(answer ?? {});
  return null;
}

const label = (event) => event.target.textContent.trim();

async function submit(event) {
  if (!isSaved() && !(await save())) return tell(t("save_first"), "warn");
  if (blocked().length) {
    document.getElementById("plan-blocks").scrollIntoView({ block: "nearest" });
    return announce([t("cannot_submit"), ...blocked()].join(" "));
  }
  if (!(await sure(label(event), t("sure_submit"), label(event)))) return undefined;
  if (await send("POST", `${api}/submit`, { edition: editionNow() })) location.reload();
  return undefined;
}

function remarks() {
  const rows = {};
  for (const field of document.querySelectorAll("[data-remark]")) rows[field.dataset.remark] = field.value;
  return { remark: document.getElementById("plan-remark").value, rows };
}

async function keepRemark(event) {
  if (!event.target.matches("[data-remark], #plan-remark")) return;
  const one = event.target.dataset.remark;
  const body = one ? { rows: { [one]: event.target.value } } : { remark: event.target.value };
  if (await send("PUT", `${api}/remarks`, body)) tell(t("remark_saved"), "ok");
}

async function giveBack(event) {
  const said = remarks();
  if (!said.remark.trim() && !Object.values(said.rows).some((text) => text.trim())) {
    refused({ message: t("remark_needed") });
    document.getElementById("plan-remark").focus();
    return;
  }
  if (!(await sure(label(event), t("sure_return"), label(event)))) return;
  if (await send("POST", `${api}/return`, { edition: data.edition, ...said })) location.reload();
}

async function approve(event) {
  if (!(await sure(label(event), t("sure_approve"), label(event)))) return;
  if (await send("POST", `${api}/approve`, { edition: data.edition })) location.reload();
}

async function withdraw(event) {
  if (!(await sure(label(event), t("sure_withdraw"), label(event)))) return;
  if (await send("POST", `${api}/withdraw`)) location.reload();
}

async function revise() {
  const answer = await send("POST", `${api}/revise`);
  if (answer) location.assign(`/plans/${answer.id}`);
}

async function deletePlan(event) {
  if (!(await sure(label(event), t("sure_delete"), label(event), true))) return;
  const { outcome, data: answer } = await call(user, "DELETE", api);
  if (outcome === Outcome.OK) {
    try {
      localStorage.removeItem(`plan-${user}-${data.id}`);
    } catch {
      // nothing was kept
    }
    location.assign("/plans/");
  } else refused(answer ?? {});
}

const WAYS = { submit, approve, return: giveBack, withdraw, revise, "delete-plan": deletePlan };

/** Take the buttons of the way, and the methodist's remarks as they are written. */
export function install() {
  document.addEventListener("click", (event) => {
    const way = WAYS[event.target.closest("[data-do]")?.dataset.do];
    if (way) way(event);
  });
  document.addEventListener("change", keepRemark);
}
