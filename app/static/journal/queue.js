/**
 * What was typed and is not yet in the database: one localStorage item per cell, so that tabs of
 * one person never overwrite each other's lists. The key holds the person: nothing is read,
 * let alone sent, for anybody else.
 *
 * A cell is named by its column («12» lesson 12, «12.3» its work 3) and its student.
 * An entry: {id, text, was, at, state, note, theirs, reason, tried}
 *   was    what the typist saw (the server's text), canonical; `text` is what they want
 *   state  queued | refused (by the grammar or the server: note) | conflict (theirs) | reason
 *   tried  texts sent without an answer: the server may hold one of them by our own hand
 * An entry whose student is CONFIRM is the confirmation of a lesson.
 */

const PREFIX = "journal-queue";
export const CONFIRM = "confirm";
export const State = Object.freeze({
  QUEUED: "queued", REFUSED: "refused", CONFLICT: "conflict", REASON: "reason",
});

/** Return what the key of a column names for the server: «12» a lesson, «12.3» a work of it too. */
export function parts(column) {
  const [lesson, work] = String(column).split(".").map(Number);
  return work ? { lesson_id: lesson, work_id: work } : { lesson_id: lesson };
}

/** Return the key of the column that an answer of the server names. */
export function columnKey({ lesson_id: lesson, work_id: work }) {
  return work ? `${lesson}.${work}` : String(lesson);
}

/** The browser's storage; the page's own memory where the browser refuses to store anything. */
const memory = new Map();
const store = {
  keys: () => [...Object.keys(localStorage), ...memory.keys()],
  get: (key) => memory.get(key) ?? localStorage.getItem(key),
  set(key, value) {
    try {
      localStorage.setItem(key, value);
      memory.delete(key);
    } catch {
      memory.set(key, value); // full, or forbidden: what was typed is still sent
    }
  },
  remove(key) {
    memory.delete(key);
    localStorage.removeItem(key);
  },
};

/** Return the gradebooks in which `user` has entries, with how many. */
export function waiting(user) {
  const books = new Map();
  for (const key of store.keys()) {
    const [prefix, owner, book] = key.split(":");
    if (prefix === PREFIX && owner === String(user)) books.set(book, (books.get(book) ?? 0) + 1);
  }
  return books;
}

export class Queue {
  constructor(user, gradebook) {
    this.user = String(user);
    this.gradebook = String(gradebook);
    this.prefix = `${PREFIX}:${this.user}:${this.gradebook}:`;
  }

  #key(lesson, student) {
    return `${this.prefix}${lesson}:${student}`;
  }

  get(lesson, student) {
    const stored = store.get(this.#key(lesson, student));
    return stored === null ? null : { ...JSON.parse(stored), lesson: String(lesson),
                                      student: String(student) };
  }

  entries() {
    return store.keys()
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => this.get(...key.slice(this.prefix.length).split(":")))
      .filter((entry) => entry !== null)
      .sort((one, other) => (one.at < other.at ? -1 : 1));
  }

  /** Keep what was typed. The first `was` stays until the server has answered. */
  type(lesson, student, text, was, { reason, state = State.QUEUED, note = "" } = {}) {
    const before = this.get(lesson, student);
    const entry = {
      id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
      at: new Date().toISOString(),
      text, state, note,
      // A conflict showed both texts: who types now has seen what stands there.
      was: before?.state === State.CONFLICT ? before.theirs : before?.was ?? was,
      tried: before?.tried ?? [],
      reason: reason ?? before?.reason,
    };
    this.put(lesson, student, entry);
    return entry;
  }

  put(lesson, student, { lesson: _l, student: _s, ...entry }) {
    store.set(this.#key(lesson, student), JSON.stringify(entry));
  }

  drop(lesson, student) {
    store.remove(this.#key(lesson, student));
  }

  /** Change an entry unless it was typed over since `sent` was read from the queue. */
  update(sent, changes) {
    const now = this.get(sent.lesson, sent.student);
    if (now && now.id === sent.id) this.put(sent.lesson, sent.student, { ...now, ...changes });
  }

  /** The server now holds `sent.text`: forget the entry, or go on from it if typed over since. */
  settle(sent) {
    const now = this.get(sent.lesson, sent.student);
    if (!now) return;
    if (now.id === sent.id) this.drop(sent.lesson, sent.student);
    else this.put(sent.lesson, sent.student, { ...now, was: sent.text, tried: [] });
  }

  clear() {
    for (const entry of this.entries()) this.drop(entry.lesson, entry.student);
  }
}
