// Columns typed down: arrows and Enter between lines, a pasted column, a question before signing.

const fieldsOf = (row) => [...row.children].map((cell) => cell.querySelector("input:not([type=hidden]), select"));

function below(field, step) {
  let row = field.closest("tr");
  const at = fieldsOf(row).indexOf(field);
  while ((row = step > 0 ? row.nextElementSibling : row.previousElementSibling)) {
    const found = fieldsOf(row)[at];
    if (found) return found;
  }
  return null;
}

const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
let changed = false;

document.querySelectorAll("[data-lines]").forEach((form) => {
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("td input[type=text]") || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = below(field, step);
    next?.focus();
    next?.select?.();
  });
  // A column copied from a spreadsheet goes down from here.
  form.addEventListener("paste", (event) => {
    if (!event.target.matches("td input[type=text]")) return;
    const rows = event.clipboardData.getData("text").replace(/\r/g, "").split("\n");
    if (rows.filter(Boolean).length < 2) return;
    event.preventDefault();
    let field = event.target;
    rows.forEach((text, at) => {
      if (!field || (at === rows.length - 1 && !text)) return;
      field.value = text.trim();
      field = below(field, 1);
    });
    changed = true;
  });
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
});

addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

document.querySelectorAll("[data-confirm]").forEach((button) => {
  button.addEventListener("click", (event) => {
    if (!window.confirm(button.dataset.confirm)) event.preventDefault();
  });
});

document.querySelectorAll("[data-submit]").forEach((select) => {
  select.addEventListener("change", () => select.form.requestSubmit());
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.addEventListener("click", () => window.print());
});

// A day for all lines that have none, where something else stands in the line already.
document.querySelectorAll("[data-fill]").forEach((source) => {
  source.addEventListener("change", () => {
    for (const row of source.form.querySelectorAll("tbody tr")) {
      const field = row.querySelector(`[name$="-${source.dataset.fill}"]`);
      if (field && !field.value && row.querySelector("input[type=text]")?.value) field.value = source.value;
    }
    changed = true;
  });
});
