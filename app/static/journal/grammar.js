/** The grammar of a cell, driven by the table that the server gives (domain/cells.py). */

export class CellError extends Error {
  /** `code`: unknown, contradiction, too_many_marks, minutes, one_mark; `tokens`: the parts at
   *  fault. */
  constructor(code, ...tokens) {
    super(code);
    this.code = code;
    this.tokens = tokens;
  }
}

export class Grammar {
  constructor(table) {
    this.table = table;
    this.late = new RegExp(`^${table.late}([0-9]{1,3})$`);
  }

  /** Return {absence, minutes, marks}; throw CellError where the text is no cell. */
  parse(text) {
    const tokens = this.#tokens(text);
    const marks = tokens.filter((token) => this.table.marks.includes(token));
    const absences = tokens.filter((token) => !this.table.marks.includes(token));
    const kinds = absences.map((token) => this.#absence(token));
    this.#refuseContradictions(tokens, absences, marks);
    if (marks.length > this.table.most_marks) throw new CellError("too_many_marks", ...marks);
    const [absence = null, minutes = null] = kinds[0] ?? [];
    return { absence, minutes, marks };
  }

  /** Return the one spelling of `text`; throw CellError as `parse` does. A `single` cell, that of
   *  a work, holds one mark and nothing else. */
  canonical(text, single = false) {
    const { absence, minutes, marks } = this.parse(text);
    if (single && (absence || marks.length > 1)) {
      throw new CellError("one_mark", ...this.#tokens(text));
    }
    return (absence ? [`${absence}${minutes ?? ""}`, ...marks] : marks).join("/");
  }

  /** Return whether `text` is a cell, or can become one by typing on. */
  begins(text, single = false) {
    if (this.#accepts(text, single)) return true;
    const [, head, last] = /^(.*?)([^\s/]*)$/s.exec(text.trimStart());
    const letters = this.#translate(last);
    const codes = [...this.table.marks, ...Object.keys(this.table.absences), `${this.table.late}1`];
    return codes.some((code) => code.startsWith(letters) && this.#accepts(head + code, single));
  }

  #accepts(text, single) {
    try {
      this.canonical(text, single);
      return true;
    } catch {
      return false;
    }
  }

  #translate(typed) {
    return [...typed.trim().toLowerCase()]
      .map((letter) => this.table.look_alikes[letter] ?? letter)
      .join("");
  }

  /** Return the CSS class of a canonical text: what its ground or colour says beside the letters. */
  style(text) {
    if (!text) return "";
    const [first, ...rest] = text.split("/");
    const code = first.replace(/[0-9]+$/, "");
    if (first !== "н" || rest[0] !== "а") {
      if (code === this.table.late) return "o";
      if (code in this.table.absences) return "a";
    }
    return [first, ...rest].some((part) => part === "2" || part === "нз") ? "b" : "";
  }

  #tokens(text) {
    const typed = this.#translate(text);
    const parts = typed ? typed.split(/\s*\/\s*|\s+/) : [];
    const tokens = [];
    while (parts.length) {
      const whole = parts.slice(0, 2).join("/");
      const taken = parts.length > 1 && this.table.marks.includes(whole) ? 2 : 1;
      const token = parts.splice(0, taken).join("/");
      tokens.push(this.table.aliases[token] ?? token);
    }
    return tokens;
  }

  #absence(token) {
    if (Object.hasOwn(this.table.absences, token)) return [token, null];
    const late = this.late.exec(token);
    if (!late) throw new CellError("unknown", token);
    const minutes = Number(late[1]);
    const [least, most] = this.table.minutes;
    if (minutes < least || minutes > most) throw new CellError("minutes", token);
    return [this.table.late, minutes];
  }

  #refuseContradictions(tokens, absences, marks) {
    if (absences.length > 1) throw new CellError("contradiction", ...absences);
    if (tokens.length > 1 && tokens.some((token) => this.table.alone.includes(token))) {
      throw new CellError("contradiction", ...tokens);
    }
    for (const pair of this.table.contradictory) {
      if (pair.every((code) => marks.includes(code))) throw new CellError("contradiction", ...pair);
    }
  }
}
