// Forms warn before typed text is lost; filters leave empty arguments out of the address.

export function guardForm(form) {
  const before = asText(form);
  let sending = false;
  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault(); // a second press must not add a second record
    sending = true;
  });
  window.addEventListener("pageshow", () => (sending = false));
  window.addEventListener("beforeunload", (event) => {
    if (!sending && asText(form) !== before) event.preventDefault();
  });
  const wrong = form.querySelector(".wrong :is(input:not([type=hidden]), select, textarea)");
  const first = form.querySelector(":is(input:not([type=hidden]), select, textarea)");
  (wrong || first)?.focus();
}

function asText(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

export function sendFilters(form) {
  const send = () => form.requestSubmit();
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) send();
  });
  form.addEventListener("combo:chosen", send);
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}
