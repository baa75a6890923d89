// Adds up each year's amounts while one types. The server adds up again when one saves, and its word is the last.

import { formatKroner, parseKroner } from "./kroner.js";

/**
 * Add up a year's amounts as the server does: frozen and refused ones are left out, and only blanks make a blank.
 * @param {Array<{text: string, certainty: string}>} amounts
 * @param {Set<string>} counted the certainties that count
 * @returns {number | null | undefined} undefined where any amount is doubtful
 */
export function addUp(amounts, counted) {
  let sum = null;
  for (const { text, certainty } of amounts) {
    const kroner = parseKroner(text);
    if (kroner === undefined) return undefined;
    if (kroner !== null && counted.has(certainty)) sum = (sum ?? 0) + kroner;
  }
  return sum;
}

/** Show the sum of a year, or that there is none to show. */
function show(year) {
  const amounts = [...year.querySelectorAll("input.kroner")].map((box) => ({
    text: box.value,
    certainty: year.querySelector(`select[name="${box.name.replace(/kroner$/, "certainty")}"]`).value,
  }));
  const sum = addUp(amounts, new Set(year.dataset.counted.split(" ")));
  year.querySelector("output").textContent = sum === undefined || sum === null ? "" : formatKroner(sum);
  year.querySelector(".amounts-doubt").textContent = sum === undefined ? "Et beløp kan ikke leses ennå" : "";
}

for (const year of document.querySelectorAll(".amounts")) {
  year.querySelector("tfoot").hidden = false;
  show(year);
  year.addEventListener("input", () => show(year));
}
