/** The page of a lesson plan: wires the table, the panel of hours, saving and the way to approval. */

import * as actions from "./actions.js";
import * as clipboard from "./clipboard.js";
import * as hours from "./hours.js";
import { install as installKeys } from "./keys.js";
import { editable } from "./page.js";
import { plan } from "./plan.js";
import * as saving from "./saving.js";
import { block, go, inTable, settle } from "./selection.js";
import * as sheet from "./sheet.js";
import * as grid from "./table.js";
import * as ways from "./ways.js";

const PRESSED = {
  "add-lesson": () => added("lesson"),
  "add-theme": () => added("theme"),
  "add-section": () => added("section"),
  duplicate: () => actions.duplicate(),
  up: () => actions.shift(-1),
  down: () => actions.shift(1),
  delete: () => actions.remove(),
  undo: actions.undo,
  redo: actions.redo,
};

/** On a phone a new row opens its form at once. */
function added(level) {
  actions.add(level);
  if (matchMedia("(max-width: 640px)").matches) sheet.openRow(block().top);
}

function changed() {
  const focused = inTable();
  grid.draw();
  settle(focused);
  hours.draw();
  sheet.drawCards();
}

function chosen({ target }) {
  if (!target.matches("select[data-do]") || !target.value) return;
  if (target.dataset.do === "semester") actions.setAll("semester_number", Number(target.value));
  if (target.dataset.do === "level") actions.setAll("level", target.value);
  target.value = "";
}

plan.addEventListener("change", changed);
saving.answers.addEventListener("answer", ({ detail }) => {
  grid.showAnswer(detail);
  hours.showAnswer(detail);
  sheet.drawCards();
});
grid.draw();
hours.draw();
sheet.install();
sheet.drawCards();
installKeys(sheet.openRow);
clipboard.install();
ways.install();
if (editable) {
  document.addEventListener("click", (event) => {
    PRESSED[event.target.closest("button[data-do]")?.dataset.do]?.();
  });
  document.addEventListener("change", chosen);
}
go(0, 0, { focus: editable && !matchMedia("(max-width: 640px)").matches });
saving.install();
