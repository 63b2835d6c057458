/** The timetable on the wall: the search for another one, printing, arrows of the keyboard. */

import { enhance } from "../register/combo.js";

for (const finder of document.querySelectorAll("[data-finder]")) {
  enhance(finder);
  finder.addEventListener("combo:chosen", () => {
    const [kind, key] = finder.querySelector("input[type=hidden]").value.split("=");
    if (!key) return;
    const here = new URLSearchParams(location.search);
    const to = new URLSearchParams({ [kind]: key });
    const path = document.getElementById("tt-editor") ? location.pathname : "/timetable/";
    for (const name of ["day", "view"]) if (here.has(name)) to.set(name, here.get(name));
    location.assign(`${path}?${to}`);
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, [tabindex='0']")) return;
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = way && document.querySelector(`.tt-steps a[rel=${way}]`);
  if (link) location.assign(link.href);
});

const chooser = document.querySelector("[data-goto]");
if (chooser) {
  chooser.querySelector(".no-script")?.remove();
  chooser.addEventListener("change", ({ target }) => {
    if (target.matches("[data-go]")) location.assign(target.value);
    else if (target.name === "group" && target.value) chooser.submit();
  });
}
