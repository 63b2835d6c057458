/** The texts of the journal on this page: what the server holds, and over it what is queued. */

import { Grammar } from "./grammar.js";
import { data, root, workOf } from "./page.js";
import { CONFIRM, Queue, State } from "./queue.js";
import { Sender } from "./sender.js";

const UNDO_STEPS = 100;

/**
 * Fires «cell» ({lesson, student}), «answer» (what the Sender reports) and «change».
 */
class Book extends EventTarget {
  constructor() {
    super();
    this.grammar = new Grammar(data.grammar);
    this.queue = new Queue(root.dataset.user, root.dataset.gradebook);
    this.sender = new Sender(this.queue, (answer) => this.#answered(answer));
    this.server = new Map(); // "lesson:student" → canonical text; absent = empty
    this.trail = new Map(); // "lesson:student" → {late, old}: what the audit says of the cell
    this.done = [];
    this.undone = [];
    this.reason = null; // given once for a batch, kept until the page closes
  }

  /** Return the one spelling of what is typed into a column; throw CellError where it is none. */
  canonical(column, text) {
    return this.grammar.canonical(text, workOf.has(column));
  }

  text(lesson, student) {
    return this.server.get(`${lesson}:${student}`) ?? "";
  }

  /** Return the entry that waits for the cell, or null. */
  entry(lesson, student) {
    return this.queue.get(lesson, student);
  }

  /** Return what the person sees in the cell. */
  shown(lesson, student) {
    return this.entry(lesson, student)?.text ?? this.text(lesson, student);
  }

  /** Write cells [{lesson, student, text}], one step of undo. Texts must be canonical. */
  write(cells, { remember = true, reason } = {}) {
    const step = [];
    for (const { lesson, student, text } of cells) {
      const before = this.shown(lesson, student);
      const waits = this.entry(lesson, student);
      if (before === text && waits?.state !== State.REFUSED) continue;
      step.push({ lesson, student, before, text });
      // Back to what the server holds, and nothing under way: there is nothing to send.
      if (waits && text === waits.was && !waits.tried.length) this.queue.drop(lesson, student);
      else this.queue.type(lesson, student, text, this.text(lesson, student), { reason });
      this.#cell(lesson, student);
    }
    if (step.length && remember) {
      this.done.push(step);
      this.done.splice(0, this.done.length - UNDO_STEPS);
      this.undone = [];
    }
    this.#changed();
    if (step.length) this.sender.wake();
    return step.length;
  }

  /** Keep a text that the grammar refuses in sight and in the browser; it is never sent. */
  keepRefused(lesson, student, text, note) {
    this.queue.type(lesson, student, text, this.text(lesson, student),
                    { state: State.REFUSED, note });
    this.#cell(lesson, student);
    this.#changed();
  }

  /** Give up what waits for a cell. */
  discard(lesson, student) {
    this.queue.drop(lesson, student);
    this.#cell(lesson, student);
    this.#changed();
  }

  /** Settle a conflict: «mine» is sent over what is there now, «theirs» is taken over. */
  choose(lesson, student, side) {
    const entry = this.entry(lesson, student);
    if (!entry || entry.state !== State.CONFLICT) return;
    this.#hold(lesson, student, entry.theirs);
    if (side === "mine") {
      this.queue.put(lesson, student, { ...entry, was: entry.theirs, state: State.QUEUED });
      this.sender.wake(0);
    } else this.queue.drop(lesson, student);
    this.#cell(lesson, student);
    this.#changed();
  }

  /** Give the reason for all changes that wait for one. */
  giveReason(reason) {
    this.reason = reason;
    for (const entry of this.queue.entries().filter(({ state }) => state === State.REASON)) {
      this.queue.put(entry.lesson, entry.student, { ...entry, reason, state: State.QUEUED });
    }
    this.#changed();
    this.sender.wake(0);
  }

  /** Say that attendance of a lesson was taken, or take that back. */
  confirm(lesson, yes = true) {
    this.queue.type(lesson, CONFIRM, yes ? "yes" : "no", yes ? "no" : "yes");
    this.#changed();
    this.sender.wake(0);
  }

  undo() {
    return this.#turn(this.done, this.undone, "before");
  }

  redo() {
    return this.#turn(this.undone, this.done, "text");
  }

  /** Take one step back or forth; a cell that meanwhile reads otherwise is left alone. */
  #turn(from, to, side) {
    const step = from.pop();
    if (!step) return [];
    const other = side === "before" ? "text" : "before";
    const cells = step.filter((cell) => this.shown(cell.lesson, cell.student) === cell[other]);
    this.write(cells.map(({ lesson, student, [side]: text }) => ({ lesson, student, text })),
               { remember: false });
    to.push(step);
    return cells;
  }

  /** Take over the server's cells [[lesson, student, text]], all of them, of the lessons shown. */
  load(cells) {
    const fresh = new Map(cells.map(([lesson, student, text]) => [`${lesson}:${student}`, text]));
    const touched = [...new Set([...this.server.keys(), ...fresh.keys()])]
      .filter((name) => this.server.get(name) !== fresh.get(name) || this.trail.has(name));
    this.server = fresh;
    for (const name of touched) this.#cell(...name.split(":"));
  }

  #hold(lesson, student, text) {
    if (text) this.server.set(`${lesson}:${student}`, text);
    else this.server.delete(`${lesson}:${student}`);
  }

  #answered(answer) {
    for (const [lesson, student, text] of answer.saved ?? []) {
      this.#hold(lesson, student, text);
    }
    this.dispatchEvent(new CustomEvent("answer", { detail: answer }));
    this.repaint();
    this.#changed();
  }

  /** Tell the page that every cell which waits, and every cell just saved, may look different. */
  repaint() {
    this.dispatchEvent(new Event("repaint"));
  }

  #cell(lesson, student) {
    this.dispatchEvent(new CustomEvent("cell", { detail: { lesson, student } }));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const book = new Book();
