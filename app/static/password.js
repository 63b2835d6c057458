/** Fields of passwords: show what is typed, and say that Caps Lock is on. */

for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    field.focus();
  });
  // A browser must not remember a shown password as an ordinary text.
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

const hint = document.querySelector("[data-caps]");
document.addEventListener("keyup", (event) => {
  if (hint && event.getModifierState) hint.hidden = !event.getModifierState("CapsLock");
});
