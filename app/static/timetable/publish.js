/** Publishing: what would change is shown first; a refusal names all conflicts. */

import { Outcome, call } from "../journal/api.js";
import { lines } from "./conflicts.js";
import { h, root, t } from "./page.js";
import { ask } from "./store.js";

const dialog = document.getElementById("tt-publish");
const part = (name) => dialog.querySelector(`[data-${name}]`);
const yes = part("yes");

function refuse(sentence, conflicts = []) {
  part("refused").hidden = false;
  part("sentence").textContent = sentence;
  part("refused").querySelector("[data-list]").replaceChildren(...lines(conflicts));
}

export async function openPublish() {
  part("wait").hidden = false;
  part("plan").hidden = true;
  part("refused").hidden = true;
  yes.disabled = true;
  dialog.showModal();
  const answer = await ask("preview");
  part("wait").hidden = true;
  if (!answer) return refuse(t("failed"));
  for (const place of dialog.querySelectorAll("[data-count]")) {
    place.textContent = answer.result[place.dataset.count] ?? 0;
  }
  part("books").replaceChildren(...answer.result.books.map((one) => h("li", {},
    h("a", { href: `/journal/${one.gradebook_id}` }, one.title), ` +${one.added} ~${one.changed} −${one.removed}`)));
  part("books-holder").hidden = !answer.result.books.length;
  part("plan").hidden = false;
  yes.disabled = false;
  yes.focus();
  return undefined;
}

yes.addEventListener("click", async () => {
  yes.disabled = true;
  const { outcome, data: answer } = await call(root.dataset.user, "POST",
    `/api/v1/timetable/${root.dataset.timetable}/publish`, {});
  const running = answer.id ?? answer.publication_id;
  if (running) return location.assign(`/timetable/publication/${running}`);
  part("plan").hidden = true;
  return refuse(outcome === Outcome.OFFLINE ? t("offline") : answer.message ?? t("failed"), answer.conflicts);
});
