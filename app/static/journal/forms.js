/** What the forms of lessons and works share: faults at their fields, and the page made anew. */

import { root } from "./page.js";

/** Show `errors` {field: sentence} at the fields of a form, those of no field under «form». */
export function complain(form, errors) {
  const places = [...form.querySelectorAll("[data-error]")];
  const known = new Set(places.map((place) => place.dataset.error));
  const rest = Object.entries(errors).filter(([name]) => !known.has(name)).map(([, said]) => said);
  for (const place of places) {
    const name = place.dataset.error;
    const said = [errors[name] ?? [], ...(name === "form" ? rest : [])].flat().join(" ");
    place.textContent = said;
    place.hidden = !said;
    const field = form.elements[name];
    if (said) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  form.querySelector("[aria-invalid=true]")?.focus();
}

/** Load the page anew at a lesson, or a work of it. */
export function reload(lesson, work) {
  const address = new URL(location.href);
  const grid = root.dataset.page === "grid";
  for (const [name, value] of [["lesson", grid && lesson], ["work", work]]) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  location.assign(address);
}
