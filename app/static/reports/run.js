/** Watch a report run: move the bar, then load the page that has the file. */

const holder = document.querySelector("[data-run]");
const INTERVAL = 700; // milliseconds between two looks
const PATIENCE = 5000; // after a look that failed

function show(run) {
  holder.querySelector("[data-state]").textContent = run.state_label;
  holder.querySelector("[data-percent]").textContent = run.progress;
  holder.querySelector("progress").value = run.progress;
}

async function look() {
  const answer = await fetch(holder.dataset.run, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    cache: "no-store",
  });
  if (answer.status === 401 || answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).result;
}

async function watch() {
  const offline = holder.querySelector("[data-offline]");
  for (;;) {
    let wait = INTERVAL;
    try {
      const run = await look();
      offline.hidden = true;
      if (run === null || run.is_over) return location.reload();
      show(run);
    } catch {
      offline.hidden = false;
      wait = PATIENCE;
    }
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

if (holder) watch();
