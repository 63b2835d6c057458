// Copying the address of a calendar.
import { enhance as combo } from "../register/combo.js";

const said = document.querySelector("[data-said]");

document.querySelectorAll("[data-combo]").forEach(combo);
document
  .querySelectorAll("[data-select]")
  .forEach((field) => field.addEventListener("focus", () => field.select()));

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select(); // an address that is not https, or the person said no: the old way
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const usual = button.textContent;
  button.addEventListener("click", async () => {
    if (!(await copy(document.getElementById(button.dataset.copy)))) return;
    button.textContent = said.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = usual), 2000);
  });
}
