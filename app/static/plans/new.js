/** Begin a plan: an empty one, or a copy. */

import { Outcome, call } from "../journal/api.js";

const root = document.getElementById("plan-new");
const { user, gradebook } = root.dataset;
const error = root.querySelector("[data-error]");
const dialog = document.getElementById("plan-sure");

function confirmed() {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function make(path) {
  const body = { gradebook_id: Number(gradebook) };
  const { outcome, data } = await call(user, "POST", path, body);
  if (outcome === Outcome.OK) location.assign(`/plans/${data.id}`);
  else {
    error.textContent = data.message ?? root.dataset.noAnswer;
    error.hidden = false;
  }
}

root.addEventListener("click", async ({ target }) => {
  if (target.matches("[data-create]")) await make("/api/v1/lesson_plan/");
  if (target.matches("[data-copy]")) {
    if (target.dataset.replaces !== undefined && !(await confirmed())) return;
    await make(`/api/v1/lesson_plan/${target.dataset.copy}/copy`);
  }
});
