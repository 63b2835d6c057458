/** Search the values of a parameter while typing; without this the form's own button does it. */

const DELAY = 250; // milliseconds after the last key

async function fill(field, select) {
  const url = new URL(field.dataset.choices, location.href);
  url.searchParams.set("q", field.value);
  const answer = await fetch(url, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
  if (!answer.ok) return;
  const { result } = await answer.json();
  if (url.searchParams.get("q") !== field.value) return; // a later search is under way
  const chosen = select.value;
  select.replaceChildren(...result.map(({ value, label }) => new Option(label, value)));
  if (result.some(({ value }) => value === chosen)) select.value = chosen;
}

for (const field of document.querySelectorAll("[data-choices]")) {
  const select = document.getElementById(field.dataset.for);
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fill(field, select), DELAY);
  });
}
