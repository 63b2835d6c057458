/** Watch a run of a task or a batch: move the bar, then load the page that has the result. */

const INTERVAL = 1000; // milliseconds between two looks
const PATIENCE = 5000; // after a look that failed

async function look(holder) {
  const answer = await fetch(holder.dataset.run, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    cache: "no-store",
  });
  if (answer.status === 401 || answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).result;
}

function show(holder, run) {
  holder.querySelector("[data-state]").textContent = run.state_label;
  holder.querySelector("[data-percent]").textContent = run.percent;
  holder.querySelector("progress").value = run.percent;
  for (const group of run.groups ?? []) {
    const row = document.querySelector(`[data-group="${group.key}"]`);
    if (!row) continue;
    row.querySelector("[data-done]").textContent = group.done_words;
    row.querySelector("progress").value = group.ended;
  }
}

async function watch(holder) {
  const offline = holder.querySelector("[data-offline]");
  for (;;) {
    let wait = INTERVAL;
    try {
      const run = await look(holder);
      offline.hidden = true;
      if (run === null || run.is_over) return location.reload();
      show(holder, run);
    } catch {
      offline.hidden = false;
      wait = PATIENCE;
    }
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

const holder = document.querySelector("[data-run]");
if (holder) watch(holder);
