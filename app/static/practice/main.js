// Practice: arrows and Enter between cells, choosing all, copying a link. All works without it.

const columns = (row) => [...row.querySelectorAll("td")].map((cell) => cell.querySelector("input[type=text], select"));

function beside(field, down, right) {
  const row = field.closest("tr");
  const at = columns(row).indexOf(field);
  if (right) {
    const cells = columns(row);
    for (let i = at + right; i >= 0 && i < cells.length; i += right) if (cells[i]) return cells[i];
    return null;
  }
  let next = row;
  while ((next = down > 0 ? next.nextElementSibling : next.previousElementSibling)) {
    const found = columns(next)[at];
    if (found) return found;
  }
  return null;
}

const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0] };

document.querySelectorAll("[data-keys]").forEach((form) => {
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("td input[type=text]") || event.altKey || event.ctrlKey || event.metaKey) return;
    let move = MOVES[event.key];
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const grid = form.hasAttribute("data-grid");
    if (grid && event.key === "ArrowLeft" && (whole || field.selectionStart === 0)) move = [0, -1];
    if (grid && event.key === "ArrowRight" && (whole || field.selectionEnd === field.value.length)) move = [0, 1];
    if (!move) return;
    event.preventDefault();
    const next = beside(field, ...move);
    if (next) {
      next.focus();
      next.select?.();
    }
  });
  form.addEventListener("focusin", (event) => event.target.matches("td input[type=text]") && event.target.select());
});

document.querySelectorAll("[data-confirm]").forEach((button) => {
  button.addEventListener("click", (event) => {
    if (!window.confirm(button.dataset.confirm)) event.preventDefault();
  });
});

document.querySelectorAll("[data-all]").forEach((all) => {
  const boxes = [...all.closest("table").querySelectorAll("input[name=chosen]")];
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
});

document.querySelectorAll("[data-submit]").forEach((select) => {
  select.addEventListener("change", () => select.form.requestSubmit());
});

const address = document.querySelector("[data-address]");
const copy = document.querySelector("[data-copy]");
if (address && copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address.value);
    copy.textContent = "✓";
  });
}
address?.addEventListener("focus", () => address.select());

document.querySelectorAll("tr[data-href]").forEach((row) => {
  row.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, input, select")) window.location.assign(row.dataset.href);
  });
});
