/** What the columns and lines of a pasted block are: guessed, and to be corrected by the person. */

const HEADS = {
  title: ["тема", "наименование", "содержание", "topic"],
  hours: ["час", "кол", "объем", "объём", "hours"],
  kind: ["вид занят", "тип занят", "вид урок", "тип урок", "форма занят", "kind"],
  task_kind: ["вид задан", "вид работ"],
  tasks: ["задани", "tasks"],
  homework: ["домашн", "д/з", "homework"],
  self_study_hours: ["часы самост", "самост. ч", "ср, ч"],
  self_study: ["самост", "срс"],
  competences: ["компетен", "ок", "пк", "осваиваем"],
  equipment: ["оснащ", "оборуд", "средства", "наглядн"],
  semester_number: ["семестр", "сем."],
};
const ORDER = Object.keys(HEADS);
const NUMBERED = /^(?:№\s*)?\d{1,4}\.?$/;

/** Return the field of each column, null to skip it, and whether the first line is a heading. */
export function columnsOf(rows, fields, from) {
  const named = rows[0].map((text) => headOf(text, fields));
  const isHead = rows.length > 1 && named.filter(Boolean).length >= 2;
  if (isHead) return { fields: unique(named), isHead };
  const width = Math.max(...rows.map((line) => line.length));
  const body = rows.filter((line) => line.some(Boolean));
  const first = body.map((line) => line[0] ?? "");
  // A list that begins with its own numbers: they are counted here anyway.
  const counts = width > 1 && from === 0 && first.filter((text) => NUMBERED.test(text)).length
    > first.filter(Boolean).length / 2;
  const begin = counts ? 1 : 0;
  const found = Array.from({ length: width }, (_none, at) =>
    (at < begin ? null : fields[from + at - begin] ?? null));
  return { fields: swapped(found, body), isHead: false };
}

/** Hours may stand behind the kind: the column of numbers is that of hours. */
function swapped(fields, rows) {
  const [hours, kind] = [fields.indexOf("hours"), fields.indexOf("kind")];
  const numbers = (at) => rows.filter((line) => /^\d{1,3}(?:\s*ч\.?)?$/.test(line[at] ?? "")).length;
  if (hours < 0 || kind < 0 || numbers(kind) <= numbers(hours)) return fields;
  return fields.map((field, at) => (at === hours ? "kind" : at === kind ? "hours" : field));
}

function headOf(text, fields) {
  const low = text.toLowerCase().replace(/\s+/g, " ").trim();
  if (!low || low.length > 60) return null;
  return ORDER.find((field) => fields.includes(field)
    && HEADS[field].some((start) => low.startsWith(start))) ?? null;
}

function unique(found) {
  return found.map((field, at) => (found.indexOf(field) === at ? field : null));
}

/** Return the level of a line: a heading has no hours and begins as headings do. */
export function levelOf(title, hasHours, beginnings) {
  const low = title.toLowerCase();
  if (hasHours) return "lesson";
  const found = Object.entries(beginnings).find(
    ([, starts]) => starts.some((start) => low.startsWith(start)));
  return found ? found[0] : "lesson";
}
