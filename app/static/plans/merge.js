/** Two people's changes of one table put together; what both changed is told, not chosen. */

const META = new Set(["id", "origin_id", "remark", "key"]);
const fieldsOf = (one) => Object.keys(one).filter((name) => !META.has(name));
const alike = (one, other) => fieldsOf(one).every((name) => one[name] === other[name]);

/**
 * Merge rows with ids: `base` is what both began with. Returns {rows, clashes}: in `rows` mine wins
 * where both changed, and `clashes` names those rows: {id, mine, theirs}, null where deleted.
 */
export function merge(base, mine, theirs) {
  const was = new Map(base.map((one) => [one.id, one]));
  const own = new Map(mine.filter(({ id }) => id).map((one) => [one.id, one]));
  const now = new Map(theirs.map((one) => [one.id, one]));
  const clashes = [];
  const rows = [];
  for (const one of mine) {
    const before = was.get(one.id);
    const other = now.get(one.id);
    if (!before) rows.push(one); // new here
    else if (!other) { // deleted there
      if (!alike(one, before)) {
        rows.push({ ...one, id: null });
        clashes.push({ id: one.id, mine: one, theirs: null });
      }
    } else rows.push(together(before, one, other, clashes));
  }
  addTheirs(rows, was, own, theirs, clashes);
  return { rows, clashes };
}

function together(before, mine, theirs, clashes) {
  const row = { ...mine };
  let clash = false;
  for (const name of fieldsOf(before)) {
    if (theirs[name] === before[name] || theirs[name] === mine[name]) continue;
    if (mine[name] === before[name]) row[name] = theirs[name];
    else clash = true;
  }
  if (clash) clashes.push({ id: mine.id, mine, theirs });
  return row;
}

/** Rows that are new there go behind the row that they stand behind there. */
function addTheirs(rows, was, own, theirs, clashes) {
  theirs.forEach((one, at) => {
    if (was.has(one.id)) {
      if (own.has(one.id) || alike(one, was.get(one.id))) return;
      clashes.push({ id: one.id, mine: null, theirs: one }); // deleted here, changed there
      return;
    }
    const before = theirs.slice(0, at).map(({ id }) => id);
    const behind = rows.findLastIndex(({ id }) => id && before.includes(id));
    rows.splice(behind + 1, 0, one);
  });
}
