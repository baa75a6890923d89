// Recognises the rows and columns of the grid by what people call them in their own tables.

/** A text as it is compared: in small letters, without marks and with single spaces. */
export function plain(text) {
  return text
    .toLowerCase()
    .replace(/[.,:;«»"()–—-]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const SUM = /^(sum|total|totalt|totalbudsjett|til sammen|tilsammen|samlet|i alt)( |$)/;
const NUMBER_HEAD = /^(nr|nummer|#)$/;

export function isSum(text) {
  return SUM.test(plain(text));
}

/** Whether a head stands over numbers of rows. */
export function isNumberHead(text) {
  return NUMBER_HEAD.test(plain(text));
}

/** The columns of the grid by their names. */
export function columnFinder(columns) {
  const byName = new Map(columns.map(({ label }, index) => [plain(label), index]));
  return (text) => byName.get(plain(text));
}

/**
 * Finds rows by number («1.1», «Tiltak 1.1»), by title, or by both. What is not spread on tiltak is called the same
 * under every delmål, so it is sought under the delmål that was met last.
 */
export class RowFinder {
  #rows;
  #byWords = new Map();
  #groups = new Map();
  #group = null;

  /** @param {import("./model.js").Row[]} rows */
  constructor(rows) {
    this.#rows = rows;
    rows.forEach((row, index) => {
      if (row.kind === "group") {
        const [, number] = /^delmål (\d+)/i.exec(row.label) ?? [];
        const title = row.label.replace(/^delmål \d+:?/i, "");
        for (const words of [row.label, title, number && `delmål ${number}`]) {
          if (words) this.#groups.set(plain(words), row.group);
        }
      }
      if (row.kind !== "row") return;
      const name = row.name ?? row.label;
      const [, number, title] = /^(\d+(?:\.\d+)?)\.? (.*)$/s.exec(name) ?? [null, "", name];
      const words = new Set([row.label, name, title]);
      if (number.includes(".")) [number, `tiltak ${number}`].forEach((one) => words.add(one));
      for (const one of words) this.#add(plain(one), index);
    });
  }

  #add(words, index) {
    this.#byWords.set(words, [...(this.#byWords.get(words) ?? []), index]);
  }

  /**
   * @param {string} text
   * @returns {number | "sum" | undefined} the index of the row, or that it is a sum
   */
  find(text) {
    const words = plain(text);
    if (this.#groups.has(words)) {
      this.#group = this.#groups.get(words);
      return "sum";
    }
    if (isSum(text)) return "sum";
    const found = this.#byWords.get(words) ?? [];
    const here = found.length > 1 ? found.filter((index) => this.#rows[index].group === this.#group) : found;
    if (here.length !== 1) return undefined;
    this.#group = this.#rows[here[0]].group;
    return here[0];
  }
}
