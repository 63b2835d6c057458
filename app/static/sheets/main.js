/** Attestation sheets: making them, filling one in, arranging it. */

import { entry } from "./entry.js";
import { admission, dialogs, sendForm } from "./forms.js";
import { people } from "./people.js";
import { fault, send, words } from "./talk.js";

document.querySelectorAll("form[data-send]").forEach(sendForm);
dialogs();
admission();
people();
entry();

const make = document.getElementById("sh-make");
make?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const items = [...make.querySelectorAll("[name=item]:checked")].map((mark) => ({
    item: Number(mark.value),
    held_on: mark.closest("tr").querySelector("[name=held_on]").value || null,
  }));
  if (!items.length) return fault(make, words.pick);
  const { group, semester, user } = make.dataset;
  const body = { group: Number(group), semester: Number(semester), items };
  const answer = await send(user, "POST", "/api/v1/attestation_sheet/", body);
  if (answer.fault) return fault(make, answer.fault);
  return location.assign(`/sheets/?group=${group}&semester=${semester}`);
});
