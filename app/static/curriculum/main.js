// Folding of the tree, rows that open, printing, and the size of a file before it is sent.

const folded = (row) => row.querySelector("[data-fold]")?.getAttribute("aria-expanded") === "false";

/** Hide every row that lies under a folded one. */
function refold(table) {
  const shut = [];
  for (const row of table.querySelectorAll("tr[data-path]")) {
    const path = row.dataset.path;
    row.hidden = shut.some((above) => path !== above && path.startsWith(above));
    if (folded(row)) shut.push(path);
  }
}

function fold(table, buttons, open) {
  for (const button of buttons) button.setAttribute("aria-expanded", String(open));
  refold(table);
}

for (const table of document.querySelectorAll("[data-tree]")) {
  const buttons = table.querySelectorAll("[data-fold]");
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => fold(table, [button], button.getAttribute("aria-expanded") === "false"));
  }
  for (const bar of document.querySelectorAll("[data-folds]")) {
    bar.hidden = buttons.length === 0;
    bar.querySelector("[data-fold-all]")?.addEventListener("click", () => fold(table, buttons, false));
    bar.querySelector("[data-unfold-all]")?.addEventListener("click", () => fold(table, buttons, true));
  }
}

for (const row of document.querySelectorAll("tr[data-href]")) {
  row.addEventListener("click", (event) => {
    if (!event.target.closest("a, button") && !getSelection().toString()) location.assign(row.dataset.href);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const form of document.querySelectorAll("[data-upload]")) {
  const file = form.querySelector("input[type=file]");
  const error = form.querySelector("[data-error]");
  const check = () => {
    const large = (file.files[0]?.size ?? 0) > Number(form.dataset.most);
    error.textContent = large ? form.dataset.tooLarge : "";
    error.hidden = !large;
    file.toggleAttribute("aria-invalid", large);
    return !large;
  };
  file.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    if (!check()) event.preventDefault();
  });
}

// What takes a moment says so. The button keeps its name and value: it is only marked, not disabled.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button?.dataset.busy) return;
    button.textContent = button.dataset.busy;
    button.setAttribute("aria-busy", "true");
  });
}
