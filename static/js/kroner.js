// Amounts as the server reads and writes them. What is doubtful here is for the server to answer; nothing is guessed.

const MAX_KRONER = 10 ** 12;
const SCALES = { tusen: 3 };

/** What is wrong with an amount, as the end of a sentence about it, by the server's code. */
export const WRONG = {
  negative: "er negativt",
  fraction: "er ikke hele kroner",
  large: "er for stort",
  unknown: "er ikke et beløp",
};

/**
 * Read an amount as people write it, by the rules of budgets/kroner.py.
 * @param {string} text
 * @returns {{kroner: number | null} | {wrong: keyof WRONG}} whole kroner, null for a blank
 */
export function readKroner(text) {
  let words = text.toLowerCase().trim().split(/\s+/).join(" ");
  if (!words) return { kroner: null };
  words = words.replace(/^kr\.? ?|(,-|,00)? ?(kr\.?|kroner)$|(,-|,00)$/g, "").trim();
  words = words.replace(/(,-|,00)$/, "").trim();
  if (/^[-\u2212(]/.test(words)) return { wrong: "negative" };
  let kroner;
  if (/^[0-9]+$/.test(words)) {
    kroner = Number(words);
  } else if (/^[0-9]{1,3}( [0-9]{3})+$/.test(words) || /^[0-9]{1,3}(\.[0-9]{3})+$/.test(words)) {
    kroner = Number(words.replace(/[ .]/g, ""));
  } else if (/^([0-9]+|[0-9]{1,3}([ .][0-9]{3})+),[0-9]{2}$/.test(words)) {
    return { wrong: "fraction" };
  } else {
    const found = /^([0-9]+)(?:,([0-9]+))? ?(mill\.?|million|millioner|tusen)$/.exec(words);
    if (!found) return { wrong: "unknown" };
    kroner = scaled(found);
    if (kroner === undefined) return { wrong: "fraction" };
  }
  return kroner > MAX_KRONER ? { wrong: "large" } : { kroner };
}

/** Read «1,8 mill.» or «500 tusen» without ever leaving whole numbers. */
function scaled([, whole, decimals, unit]) {
  const zeros = SCALES[unit] ?? 6;
  const parts = (decimals ?? "").replace(/0+$/, "");
  return parts.length > zeros ? undefined : Number(whole + parts.padEnd(zeros, "0"));
}

/**
 * Read an amount where it does not matter what is wrong with it.
 * @param {string} text
 * @returns {number | null | undefined} whole kroner, null for a blank, undefined for what the server would refuse
 */
export function parseKroner(text) {
  return readKroner(text).kroner;
}

/**
 * Write whole kroner as «1 800 000», the groups parted by no-break spaces; nothing for a blank.
 * @param {number | null} kroner
 * @returns {string}
 */
export function belop(kroner) {
  if (kroner === null) return "";
  const digits = String(Math.abs(kroner)).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return kroner < 0 ? `\u2212${digits}` : digits;
}

/**
 * Write whole kroner as «1 800 000 kr».
 * @param {number} kroner
 * @returns {string}
 */
export function formatKroner(kroner) {
  return `${belop(kroner)}\u00a0kr`;
}
