/** Watch a publication: move the bar, then load the page that has the result. */

import { call } from "../journal/api.js";

const holder = document.querySelector("[data-publication]");
const INTERVAL = 700; // milliseconds between two looks
const PATIENCE = 5000; // after a look that failed

async function look() {
  const answer = await fetch(holder.dataset.publication, {
    headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store",
  });
  if (answer.status === 401 || answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function watch() {
  const offline = holder.querySelector("[data-offline]");
  for (;;) {
    let wait = INTERVAL;
    try {
      const run = await look();
      offline.hidden = true;
      if (run === null || run.is_over) return location.reload();
      holder.querySelector("[data-percent]").textContent = run.progress;
      holder.querySelector("progress").value = run.progress;
    } catch {
      offline.hidden = false;
      wait = PATIENCE;
    }
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

document.querySelector("[data-cancel]")?.addEventListener("click", async ({ target }) => {
  target.disabled = true;
  await call(target.dataset.user, "POST", target.dataset.cancel, {});
  location.reload();
});
if (holder) watch();
