// The grid as data: rows and columns in their order, and what each cell holds. Knows nothing of the page.

import { parseKroner } from "../kroner.js";

/**
 * One amount of a cell; `kroner` is what stands there as text, so that what cannot be read yet is kept too.
 * @typedef {{certainty: string, shared: string, kroner: string, note: string}} Amount
 *
 * `key` is the cell's name at the server, `base` the hash of what it was written from. `state` is empty when the server
 * has all of it, else `waiting`, `conflict` or `refused`; `said` is what is said of it then. `fixed` is the amount of a
 * cell that is not written here.
 * @typedef {{key: string, amounts: Amount[], base: string, state: string, said: string, fixed?: number | null}} Cell
 *
 * `kind` is `row`, `group` (the sum of a group) or `foot`; `name` is what a row is called under its delmål.
 * @typedef {{kind: string, key: string, label: string, name: string, group: number, outside: boolean,
 *   editable: boolean}} Row
 * @typedef {{key: string, label: string, hours: boolean}} Column
 */

/** Make an amount of what the server sends: certainty, pilot, kroner, remark. */
export function amountOf([certainty, shared, kroner, note]) {
  return { certainty, shared, kroner: String(kroner), note };
}

export class Model {
  /**
   * @param {Row[]} rows
   * @param {Column[]} columns those that can be written in; the sum is one more
   * @param {(Cell | null)[][]} cells by row and column; null where there is a sum
   */
  constructor(rows, columns, cells) {
    this.rows = rows;
    this.columns = columns;
    this.cells = cells;
    this.places = new Map();
    cells.forEach((line, row) =>
      line.forEach((_, column) => {
        const cell = this.at({ row, column });
        if (cell) this.places.set(cell.key, { row, column });
      }),
    );
  }

  /** How many rows and columns one can stand in; the last column is the sum. */
  get size() {
    return { rows: this.rows.length, columns: this.columns.length + 1 };
  }

  /** The cell at a place, or null where a sum stands or what is written elsewhere. */
  at({ row, column }) {
    const cell = this.cells[row]?.[column] ?? null;
    return cell?.fixed === undefined ? cell : null;
  }

  cell(key) {
    const place = this.places.get(key);
    return place ? this.at(place) : null;
  }

  /** Where a cell is in words: «1.1 Omdømmebygging, Fylkeskommunen». */
  where(key) {
    const { row, column } = this.places.get(key);
    return `${this.rows[row].label}, ${this.columns[column].label}`;
  }

  /** Every cell whose state is one of some. */
  *inState(...states) {
    for (const line of this.cells) for (const cell of line) if (cell && states.includes(cell.state)) yield cell;
  }
}

/** Whether an amount can be typed straight into a cell: it holds none, or one that is in the sums. */
export function isPlain(cell, counted) {
  return cell.amounts.length === 0 || (cell.amounts.length === 1 && counted.has(cell.amounts[0].certainty));
}

/** What a plain cell holds after something is typed in it: how sure it is, the remark and whom it is shared with stay. */
export function typed(amounts, text) {
  const kroner = text.trim();
  if (!kroner) return [];
  return [{ certainty: "planlagt", shared: "", note: "", ...amounts[0], kroner }];
}

/** What stands in a plain cell as text to go on from: bare digits, so that one of them can be taken out. */
export function textOf(amounts) {
  return amounts[0]?.kroner ?? "";
}

/** Whether two lists of amounts say the same, also where one of them was typed in another way. */
export function same(one, other) {
  const plain = (amounts) =>
    JSON.stringify(
      amounts
        .map(({ certainty, shared, kroner, note }) => [certainty, shared, parseKroner(kroner) ?? kroner, note])
        .sort(),
    );
  return plain(one) === plain(other);
}

/** A cell as it is sent. */
export function sent({ key, amounts, base }) {
  const [kind, uid, source, year] = key.split("/");
  return { kind, uid, source, year: Number(year), base, amounts };
}
