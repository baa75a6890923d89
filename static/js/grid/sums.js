// Every sum of the grid, computed as budgets/sums.py does: blank and zero differ, and only blanks make a blank.

import { parseKroner } from "../kroner.js";

/**
 * Add up parts; blanks add nothing.
 * @param {(number | null | undefined)[]} parts undefined for what cannot be read
 * @returns {number | null | undefined} undefined as soon as one part is
 */
export function total(parts) {
  let sum = null;
  for (const part of parts) {
    if (part === undefined) return undefined;
    if (part !== null) sum = (sum ?? 0) + part;
  }
  return sum;
}

/** What a cell counts for. */
export function counted(cell, certainties) {
  if (cell.fixed !== undefined) return cell.fixed;
  return total(
    cell.amounts.map(({ certainty, kroner }) => {
      const read = parseKroner(kroner);
      return read === undefined || certainties.has(certainty) ? read : null;
    }),
  );
}

/** The rows that are added up in a row of sums. */
function partsOf(rows, sum) {
  return [...rows.keys()].filter((index) => {
    const row = rows[index];
    return row.kind === "row" && !row.outside && (sum.kind === "foot" || row.group === sum.group);
  });
}

/**
 * Return what stands in every place of the grid, by row and column, the row's own sum last.
 * @param {import("./model.js").Model} model
 * @param {Set<string>} certainties those that count
 * @returns {(number | null | undefined)[][]}
 */
export function addUp({ rows, columns, cells }, certainties) {
  const found = rows.map((row, index) =>
    row.kind === "row" ? columns.map((_, column) => counted(cells[index][column], certainties)) : [],
  );
  rows.forEach((row, index) => {
    if (row.kind !== "group" && row.kind !== "foot") return;
    const parts = partsOf(rows, row);
    found[index] = columns.map((_, column) => total(parts.map((part) => found[part][column])));
  });
  return found.map((line) => [...line, total(line)]);
}
