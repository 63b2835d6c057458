/** The document's only button. */

document.querySelector("[data-print]").addEventListener("click", () => window.print());
