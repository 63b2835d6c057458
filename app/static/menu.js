/** The top menu: the phone's button, Escape, a click elsewhere. Menus open without this script. */

const menus = () => document.querySelectorAll("header.top details[open]");
const button = document.querySelector(".menu-button");
const sections = document.getElementById("sections");

function close(details, focus = false) {
  details.open = false;
  if (focus) details.querySelector("summary").focus();
}

function show(open) {
  button.setAttribute("aria-expanded", String(open));
  sections.classList.toggle("open", open);
}

button?.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));

document.addEventListener("click", ({ target }) => {
  for (const details of menus()) if (!details.contains(target)) close(details);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...menus()].find((details) => details.contains(document.activeElement));
  if (open) close(open, true);
  else if (button?.getAttribute("aria-expanded") === "true" && event.target.closest?.("header.top")) {
    show(false);
    button.focus();
  }
});

// The arrow keys walk an open menu, as people expect of one.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const details = event.target.closest?.("header.top details");
  if (!step || !details) return;
  event.preventDefault();
  details.open = true;
  const stops = [...details.querySelectorAll("summary, .drop a, .drop button")];
  const next = stops.indexOf(document.activeElement) + step;
  stops[(next + stops.length) % stops.length].focus();
});

// Focus that leaves a menu closes it, so that it does not cover the page.
document.addEventListener("focusin", ({ target }) => {
  for (const details of menus()) if (!details.contains(target)) close(details);
});
