/** The teaching load: teachers in place, the dialogs of a group's page. */

import { changing, undoing } from "./change.js";
import { rows, several } from "./give.js";
import { sharing } from "./share.js";

rows();
several();
const data = document.getElementById("ld-data");
if (data) {
  const known = JSON.parse(data.textContent);
  sharing(known);
  changing(known);
  undoing();
}
