/** The plan being edited: its rows, and every step back and forth. */

import { data } from "./page.js";
import { row } from "./rows.js";

const MOST_STEPS = 500;

class Plan extends EventTarget {
  constructor() {
    super();
    this.ids = new Map(); // key → the id of the row in the database
    this.rows = this.take(data.rows);
    this.past = [];
    this.future = [];
  }

  /** Return rows for those that the server gave, and remember their ids. */
  take(given) {
    return given.map(({ id, ...values }) => {
      const one = row(values);
      if (id) this.ids.set(one.key, id);
      return one;
    });
  }

  /** Put `rows` in place as one step that «undo» takes back. */
  change(rows, place = null) {
    if (rows === this.rows) return;
    this.past.push({ rows: this.rows, place });
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.future = [];
    this.#show(rows);
  }

  /** Take the last step back; returns whether there was one. */
  undo() {
    return this.#step(this.past, this.future);
  }

  /** Do the step again that was taken back last; returns whether there was one. */
  redo() {
    return this.#step(this.future, this.past);
  }

  #step(from, to) {
    const step = from.pop();
    if (!step) return false;
    to.push({ rows: this.rows, place: step.place });
    this.#show(step.rows);
    return true;
  }

  #show(rows) {
    this.rows = rows;
    this.dispatchEvent(new Event("change"));
  }

  idOf(one) {
    return this.ids.get(one.key) ?? null;
  }

  /** Return the rows as the server takes them. */
  sent(rows = this.rows) {
    return rows.map(({ key, remark, ...values }) => ({ ...values, id: this.ids.get(key) ?? null }));
  }
}

export const plan = new Plan();
