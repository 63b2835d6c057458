/** Send a queue in batches, try again when the connection or the person is back. */

import { Outcome, call } from "./api.js";
import { CONFIRM, State, columnKey, parts } from "./queue.js";

const BATCH = 200;
const SOON = 350; // ms: lets a quick typist's cells travel together
const RETRY = [2000, 4000, 8000, 15000, 30000];

/** Return the sentences of a refusal, those of its fields where it names some. */
export function sentence(data, status) {
  return Object.values(data.errors ?? {}).flat().join(" ") || data.message || String(status);
}

export class Sender {
  /**
   * @param queue the Queue
   * @param onChange called after each answer with {outcome, saved: [[lesson, student, text]],
   *   confirmed: [lesson]}
   */
  constructor(queue, onChange = () => {}) {
    this.queue = queue;
    this.onChange = onChange;
    this.outcome = Outcome.OK;
    this.sending = null;
    this.failures = 0;
  }

  /** Send soon; called for each thing typed. */
  wake(delay = SOON) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  /** Send all that is ready now; resolves when done or when it cannot go on. */
  flush() {
    clearTimeout(this.timer);
    this.sending ??= this.#run().finally(() => { this.sending = null; });
    return this.sending;
  }

  async #run() {
    for (;;) {
      const ready = this.queue.entries().filter((entry) => entry.state === State.QUEUED);
      const cells = ready.filter((entry) => entry.student !== CONFIRM).slice(0, BATCH);
      const confirmation = ready.find((entry) => entry.student === CONFIRM);
      if (!cells.length && !confirmation) break;
      const done = cells.length ? await this.#sendCells(cells) : await this.#confirm(confirmation);
      this.outcome = done.outcome;
      this.onChange(done);
      if (done.outcome !== Outcome.OK) {
        const wait = RETRY[Math.min(this.failures++, RETRY.length - 1)];
        this.timer = setTimeout(() => this.flush(), wait);
        return;
      }
      this.failures = 0;
    }
    if (this.outcome !== Outcome.OK) this.onChange({ outcome: (this.outcome = Outcome.OK) });
  }

  async #sendCells(cells) {
    for (const cell of cells) {
      this.queue.update(cell, { tried: [...new Set([...cell.tried, cell.text])].slice(-5) });
    }
    const { outcome, data, status } = await call(
      this.queue.user, "PUT", `/api/v1/gradebook/${this.queue.gradebook}/cells`,
      { cells: cells.map((cell) => ({
          ...parts(cell.lesson), student_id: Number(cell.student), text: cell.text,
          was: cell.was, claimed_at: cell.at, ...(cell.reason ? { reason: cell.reason } : {}) })) });
    if (outcome === Outcome.REFUSED) return this.#refuseAll(cells, data, status);
    if (outcome !== Outcome.OK) return { outcome };
    return this.#sort(cells, data);
  }

  /** Give each cell of a batch its fate. */
  #sort(cells, data) {
    const named = (list) => new Map((list ?? []).map(
      (item) => [`${columnKey(item)}:${item.student_id}`, item]));
    const conflicts = named(data.conflicts);
    const refused = named(data.refused);
    const saved = [];
    for (const cell of cells) {
      const name = `${cell.lesson}:${cell.student}`;
      if (conflicts.has(name)) this.#conflict(cell, conflicts.get(name));
      else if (refused.has(name)) {
        const { code, reason } = refused.get(name);
        const state = code === "reason_required" ? State.REASON : State.REFUSED;
        this.queue.update(cell, { state, note: reason ?? "", tried: [] });
      } else {
        this.queue.settle(cell);
        saved.push([cell.lesson, cell.student, cell.text]);
      }
    }
    return { outcome: Outcome.OK, saved };
  }

  #conflict(cell, answer) {
    const theirs = answer.now ?? answer.current ?? "";
    const ours = cell.tried.includes(theirs); // an answer got lost: the other hand was this one
    this.queue.update(cell, ours
      ? { was: theirs, tried: [], state: State.QUEUED }
      : { state: State.CONFLICT, theirs, note: answer.by ?? "", tried: [] });
  }

  /** A whole batch was refused: one by one, so that a good cell does not suffer for a bad one. */
  async #refuseAll(cells, data, status) {
    if (cells.length > 1 && status !== 403) {
      const saved = [];
      for (const cell of cells) {
        const done = await this.#sendCells([cell]);
        saved.push(...(done.saved ?? []));
        if (done.outcome !== Outcome.OK) return { ...done, saved };
      }
      return { outcome: Outcome.OK, saved };
    }
    for (const cell of cells) {
      this.queue.update(cell, { state: State.REFUSED, note: sentence(data, status) });
    }
    return { outcome: Outcome.OK };
  }

  async #confirm(entry) {
    const { outcome, data, status } = await call(
      this.queue.user, "POST", `/api/v1/lesson/${entry.lesson}/confirm`,
      { confirmed: entry.text === "yes", ...(entry.reason ? { reason: entry.reason } : {}) });
    if (outcome === Outcome.REFUSED) {
      this.queue.update(entry, { state: State.REFUSED, note: sentence(data, status) });
      return { outcome: Outcome.OK };
    }
    if (outcome !== Outcome.OK) return { outcome };
    this.queue.settle(entry);
    return { outcome, confirmed: [{ lesson: entry.lesson, yes: entry.text === "yes", data }] };
  }
}
