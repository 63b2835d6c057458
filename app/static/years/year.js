/** Watch the packages of a year being built, then load the page that has them. */

const holder = document.querySelector("[data-packages]");
const INTERVAL = 1500; // milliseconds between two looks

async function look() {
  const answer = await fetch(holder.dataset.packages, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    cache: "no-store",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function watch() {
  for (;;) {
    await new Promise((done) => setTimeout(done, INTERVAL));
    try {
      const { built, is_over: over } = await look();
      if (over) return location.reload();
      holder.querySelector("[data-built]").textContent = built;
      holder.querySelector("progress").value = built;
    } catch {
      /* no connection: the packages are built all the same */
    }
  }
}

watch();
