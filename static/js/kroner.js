// Amounts as the server reads and writes them. What is doubtful here is for the server to answer; nothing is guessed.

const MAX_KRONER = 10 ** 12;
const SCALES = { tusen: 3 };

/**
 * Read an amount as people write it, by the rules of budgets/kroner.py.
 * @param {string} text
 * @returns {number | null | undefined} whole kroner, null for a blank, undefined for what the server would refuse
 */
export function parseKroner(text) {
  let words = text.toLowerCase().trim().split(/\s+/).join(" ");
  if (!words) return null;
  words = words.replace(/^kr\.? ?|(,-|,00)? ?(kr\.?|kroner)$|(,-|,00)$/g, "").trim();
  words = words.replace(/(,-|,00)$/, "").trim();
  let kroner;
  if (/^[0-9]+$/.test(words)) {
    kroner = Number(words);
  } else if (/^[0-9]{1,3}( [0-9]{3})+$/.test(words) || /^[0-9]{1,3}(\.[0-9]{3})+$/.test(words)) {
    kroner = Number(words.replace(/[ .]/g, ""));
  } else {
    kroner = parseScaled(words);
  }
  return kroner === undefined || kroner > MAX_KRONER ? undefined : kroner;
}

/** Read «1,8 mill.» or «500 tusen» without ever leaving whole numbers. */
function parseScaled(words) {
  const found = /^([0-9]+)(?:,([0-9]+))? ?(mill\.?|million|millioner|tusen)$/.exec(words);
  if (!found) return undefined;
  const zeros = SCALES[found[3]] ?? 6;
  const parts = (found[2] ?? "").replace(/0+$/, "");
  return parts.length > zeros ? undefined : Number(found[1] + parts.padEnd(zeros, "0"));
}

/**
 * Write whole kroner as «1 800 000 kr», the groups parted by no-break spaces.
 * @param {number} kroner
 * @returns {string}
 */
export function formatKroner(kroner) {
  return `${String(kroner).replace(/\B(?=(\d{3})+$)/g, "\u00a0")}\u00a0kr`;
}
