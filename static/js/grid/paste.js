// Says what a pasted block would become, cell by cell, before anything is saved. What is not understood is refused with
// its place; what is left out is said. Knows nothing of the page.

import { readKroner, WRONG } from "../kroner.js";
import { columnFinder, isNumberHead, isSum, RowFinder } from "./labels.js";
import { isPlain, same, typed } from "./model.js";

/** Heads may stand over two lines, with what they have in common above. */
const MOST_HEAD_LINES = 3;

/**
 * `changes` are what the block would change, `refusals` what of it is not understood, `notes` what else should be known.
 * @typedef {{changes: import("./undo.js").Change[], refusals: string[], notes: string[]}} Pasted
 */

/**
 * @param {(string | null)[][]} block null for what a merged cell covers
 * @param {import("./model.js").Model} model
 * @param {{row: number, column: number}} from where one stands
 * @param {Set<string>} counted the certainties that are in the sums
 * @returns {Pasted}
 */
export function place(block, model, from, counted) {
  return new Placing(block, model, counted).placed(from);
}

class Placing {
  changes = [];
  refusals = [];
  notes = [];
  #taken = new Set();
  #unchanged = 0;

  constructor(block, model, counted) {
    this.block = block.map((line) => line.map((text) => text?.replace(/\s+/g, " ").trim() ?? null));
    this.model = model;
    this.counted = counted;
  }

  placed(from) {
    const head = this.#head();
    const columns = this.#columns(head, from.column);
    const rows = this.#rows(head, columns, from.row);
    for (const { line, row } of rows) {
      this.block[line].forEach((text, index) => this.#cell(line, row, columns[index], text));
    }
    if (this.#unchanged) this.notes.push(count(this.#unchanged, "beløp er som før.", "beløp er som før."));
    return { changes: this.changes, refusals: this.refusals, notes: this.notes };
  }

  /** The line that has the names of sources, or -1. */
  #head() {
    const find = columnFinder(this.model.columns);
    const names = (line) => line.filter((text) => text && find(text) !== undefined).length;
    const head = this.block.slice(0, MOST_HEAD_LINES).findIndex((line) => names(line) > 0);
    if (head >= 0) this.notes.push(`Kolonnene er kjent igjen på navnene i rad ${head + 1}.`);
    return head;
  }

  /** What each column of the block is: an index in the grid, `label`, or nothing where it is left out. */
  #columns(head, first) {
    const width = Math.max(0, ...this.block.map((line) => line.length));
    const body = this.block.slice(head + 1);
    if (head >= 0) return this.#namedColumns(this.block[head], width, body);
    const columns = Array(width).fill(undefined);
    const labels = this.#labelColumns(body, width);
    for (const index of labels) columns[index] = "label";
    const rest = [...columns.keys()].slice(labels.length ? Math.max(...labels) + 1 : 0);
    rest.forEach((index, across) => (columns[index] = first + across));
    const sum = this.model.columns.length;
    const beyond = rest.filter((index) => columns[index] > sum && body.some((line) => line[index]));
    if (beyond.length) this.notes.push(count(beyond.length, "kolonne er det ikke plass til, og er utelatt.", "kolonner er det ikke plass til, og er utelatt."));
    if (rest.some((index) => columns[index] === sum && body.some((line) => line[index]))) {
      this.notes.push("Kolonnen Sum regnes ut og er utelatt.");
    }
    for (const index of rest) if (columns[index] >= sum) columns[index] = undefined;
    return columns;
  }

  #namedColumns(names, width, body) {
    const find = columnFinder(this.model.columns);
    const named = names.map((text) => (text ? find(text) : undefined));
    const firstNamed = named.findIndex((index) => index !== undefined);
    return Array.from({ length: width }, (_, index) => {
      if (named[index] !== undefined) return named[index];
      const name = names[index] ?? "";
      const isUsed = body.some((line) => line[index]);
      if (index < firstNamed && !isSum(name)) return isNumberHead(name) ? undefined : "label";
      if (isUsed && isSum(name)) this.notes.push(`Kolonnen «${name}» er en sum og er utelatt.`);
      else if (isUsed) this.refusals.push(`kolonne ${index + 1}: fant ikke kilden «${name}»`);
      return undefined;
    });
  }

  /** The columns that name rows: the first ones, as long as some text in them is the name of a row. */
  #labelColumns(body, width) {
    const found = [];
    for (let index = 0; index < width; index += 1) {
      const texts = body.map((line) => line[index]).filter(Boolean);
      const rows = new RowFinder(this.model.rows);
      const isNamed = texts.some((text) => rows.find(numbered(text)) !== undefined);
      const isWords = texts.length > 0 && texts.every((text) => /\p{L}{3}/u.test(text) && "wrong" in readKroner(text));
      if (isNamed || (isWords && width > index + 1)) found.push(index);
      else break;
    }
    return found;
  }

  /** Which row of the grid each line of the block is. */
  #rows(head, columns, first) {
    const labels = [...columns.keys()].filter((index) => columns[index] === "label");
    const found = [];
    const sums = [];
    const rows = new RowFinder(this.model.rows);
    this.block.forEach((line, index) => {
      if (index <= head) return;
      const hasAmounts = line.some((text, column) => text && Number.isInteger(columns[column]));
      const label = labels.map((column) => line[column]).filter(Boolean);
      const row = labels.length ? this.#named(rows, label) : this.#next(first + index - head - 1);
      if (row === "sum") {
        if (hasAmounts) sums.push(index + 1);
      } else if (row !== undefined) found.push({ line: index, row });
      else if (hasAmounts) this.#unknown(index, label);
    });
    if (labels.length && found.length) this.notes.push("Radene er kjent igjen på navn eller nummer.");
    if (sums.length) this.notes.push(`Summer regnes ut, og er utelatt: rad ${sums.join(", ")}.`);
    return found;
  }

  #named(rows, label) {
    for (const words of [label.join(" "), ...label]) {
      const row = rows.find(numbered(words));
      if (row !== undefined) return row;
    }
    return undefined;
  }

  #next(index) {
    if (index >= this.model.rows.length) return undefined;
    return this.model.rows[index].kind === "row" ? index : "sum";
  }

  #unknown(line, label) {
    const words = label.join(" ");
    this.refusals.push(
      words ? `rad ${line + 1}: fant ikke «${words}» i budsjettet` : `rad ${line + 1}: det er ingen rad å sette den i`,
    );
  }

  #cell(line, row, column, text) {
    if (!Number.isInteger(column) || text === null) return;
    const cell = this.model.at({ row, column });
    const target = this.model.rows[row];
    if (!cell && !text) return;
    const refuse = (why) => this.refusals.push(`rad ${line + 1}, kolonne ${this.model.columns[column].label}: ${why}`);
    if (!cell) return refuse("ruten regnes ut, eller føres et annet sted");
    // What is outside the sum is printed in brackets, also where it is copied from.
    const words = target.outside ? text.replace(/^\((.*)\)$/, "$1") : text;
    const read = readKroner(words);
    if (read.wrong) return refuse(`«${text}» ${WRONG[read.wrong]}`);
    const after = typed(cell.amounts.length === 1 ? cell.amounts : [], read.kroner === null ? "" : String(read.kroner));
    if (same(after, cell.amounts)) {
      if (text) this.#unchanged += 1;
      return undefined;
    }
    if (!target.editable) return refuse("du kan ikke endre denne raden");
    if (!isPlain(cell, this.counted)) return refuse("ruten har flere beløp, og endres i «Sikkerhet og deling»");
    if (this.#taken.has(cell.key)) return refuse("raden står to ganger");
    this.#taken.add(cell.key);
    this.changes.push({ key: cell.key, before: cell.amounts, after });
    return undefined;
  }
}

/** A number of a row as a spreadsheet may have made it: «1,1» for «1.1». */
function numbered(text) {
  return text.replace(/^(\d+),(\d+)(?=\D|$)/, "$1.$2");
}

function count(number, one, many) {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}
