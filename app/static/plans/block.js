/** Blocks of a spreadsheet: text with tabs and line ends, where a quoted cell may hold both. */

/** Return rows of texts from what a spreadsheet put on the clipboard. */
export function parse(text) {
  const rows = [];
  let line = [];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at];
    if (quoted) {
      if (letter === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === "" && closes(source, at)) quoted = true;
    else if (letter === "\t") {
      line.push(cell.trim());
      cell = "";
    } else if (letter === "\n") {
      rows.push([...line, cell.trim()]);
      line = [];
      cell = "";
    } else cell += letter;
  }
  rows.push([...line, cell.trim()]);
  return rows;
}

/** A quotation mark begins a quoted cell only where another one ends it before a tab or line end. */
function closes(source, at) {
  return /^"(?:[^"]|"")*"(?:[\t\n]|$)/.test(source.slice(at, at + 8000));
}

/** Return a block as a spreadsheet takes it. */
export function format(rows) {
  const quote = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((line) => line.map(quote).join("\t")).join("\n");
}
