// How sure the amounts of a cell are, in words, as reporting/entry.py says it.

import { belop, parseKroner } from "../kroner.js";

export const WORDS = {
  planlagt: "planlagt",
  sokt: "søkt",
  innvilget: "innvilget",
  fryst: "fryst",
  avslatt: "avslått",
};
const ORDER = Object.keys(WORDS);

/**
 * Return what stands under an amount: planned is how money usually stands, so that goes without a mark.
 * @param {import("./model.js").Amount[]} amounts
 * @param {Set<string>} counted the certainties that are in the sums
 * @returns {{certainty: string, label: string, apart: boolean}[]}
 */
export function marks(amounts, counted) {
  const sorted = amounts.toSorted((one, other) => ORDER.indexOf(one.certainty) - ORDER.indexOf(other.certainty));
  const parts = new Map();
  for (const { certainty, kroner } of sorted) {
    if (counted.has(certainty)) parts.set(certainty, (parts.get(certainty) ?? 0) + parseKroner(kroner));
  }
  const inside = [...parts].map(([certainty, kroner]) => ({
    certainty,
    label: parts.size > 1 ? `${belop(kroner)} ${WORDS[certainty]}` : WORDS[certainty],
    apart: false,
  }));
  const apart = sorted
    .filter(({ certainty }) => !counted.has(certainty))
    .map(({ certainty, kroner }) => ({ certainty, label: `${belop(parseKroner(kroner))} ${WORDS[certainty]}`, apart: true }));
  return [...(parts.size > 1 ? inside : inside.filter(({ certainty }) => certainty !== "planlagt")), ...apart];
}
