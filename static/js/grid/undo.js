// What was done in the grid, so that it can be undone and done again. To undo is a change like any other.

import { same } from "./model.js";

/** @typedef {{key: string, before: import("./model.js").Amount[], after: import("./model.js").Amount[]}} Change */

export class Undo {
  #done = [];
  #undone = [];

  /** Remember one step: all the cells that were changed by it. */
  add(/** @type {Change[]} */ changes) {
    this.#done.push(changes);
    this.#undone = [];
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /**
   * Take the last step back.
   * @param {(key: string) => import("./model.js").Amount[] | null} now what a cell holds; null when it is gone
   * @returns {{changes: Change[], stale: string[]} | null} the changes that take it back, and the cells that somebody
   *   has changed since, which stay as they are; null when there is nothing to take back
   */
  undo(now) {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    return turned(step.map(({ key, before, after }) => ({ key, before: after, after: before })), now);
  }

  /** Do again what was taken back; returns as `undo`. */
  redo(now) {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    return turned(step, now);
  }
}

function turned(changes, now) {
  const isFresh = ({ key, before }) => now(key) !== null && same(now(key), before);
  return { changes: changes.filter(isFresh), stale: changes.filter((one) => !isFresh(one)).map(({ key }) => key) };
}
