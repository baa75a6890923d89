// The table on the page: read as a model, written in, and brought up to date with the table the server would show now.

import { belop, parseKroner } from "../kroner.js";
import { marks } from "./marks.js";
import { amountOf, Model } from "./model.js";
import { say } from "./words.js";

/** What stands where something in a sum cannot be read. */
const DOUBT = "?";

export class Table {
  /** @param {HTMLTableElement} table */
  constructor(table) {
    this.table = table;
    this.counted = new Set(table.dataset.counted.split(" "));
    this.rate = Number(table.dataset.rate) || 0;
    this.read();
  }

  /** Read the table anew, as when rows have come or gone. */
  read() {
    const heads = [...this.table.querySelectorAll("thead th[data-column]")];
    const columns = heads.map((head) => ({
      key: head.dataset.column,
      label: head.dataset.name ?? head.textContent.trim(),
      hours: "hours" in head.dataset,
    }));
    this.lines = [...this.table.querySelectorAll("tr[data-row]")];
    const rows = this.lines.map((line) => ({
      kind: line.dataset.row,
      key: line.dataset.key ?? "",
      label: line.dataset.label,
      name: line.dataset.name ?? line.dataset.label,
      group: Number(line.dataset.group ?? -1),
      outside: "outside" in line.dataset,
      editable: "editable" in line.dataset,
    }));
    this.places = this.lines.map((line) => [...line.querySelectorAll("td")]);
    this.written = this.places.map((line) => line.map((place) => place.innerHTML));
    const cells = rows.map((row, index) =>
      columns.map((column, at) => (row.kind === "row" ? this.#cell(row, column, this.places[index][at]) : null)),
    );
    this.model = new Model(rows, columns, cells);
    this.table.setAttribute("aria-rowcount", String(rows.length + 1));
    this.table.setAttribute("aria-colcount", String(columns.length + 2));
  }

  #cell(row, column, place) {
    const amounts = JSON.parse(place.dataset.amounts ?? "[]").map(amountOf);
    const base = place.dataset.base ?? this.table.dataset.empty;
    const key = `${row.key}/${column.key}`;
    const cell = { key, amounts, base, stored: amounts, storedBase: base, state: "", said: "", theirs: null };
    return "fixed" in place.dataset ? { ...cell, fixed: fixedOf(place) } : cell;
  }

  /** The cell of the page at a place of the grid. */
  place({ row, column }) {
    return this.places[row][column];
  }

  /** The place of the grid that a cell of the page is, or null. */
  placeOf(element) {
    const place = element.closest("td");
    const row = this.lines.indexOf(place?.parentElement);
    return row < 0 ? null : { row, column: this.places[row].indexOf(place) };
  }

  /** Show what a cell holds and how it stands with it. */
  show(cell) {
    const at = this.model.places.get(cell.key);
    const place = this.place(at);
    const isRead = cell.amounts.every(({ kroner }) => parseKroner(kroner) !== undefined);
    if (isRead) this.#showAmounts(place, cell, at);
    else only(place, cell.amounts[0].kroner);
    if (cell.state) place.dataset.state = cell.state;
    else delete place.dataset.state;
    if (cell.state === "refused") place.setAttribute("aria-invalid", "true");
    else place.removeAttribute("aria-invalid");
    if (cell.said) {
      const said = document.createElement("span");
      said.className = "ds-sr-only";
      said.textContent = cell.said;
      place.append(said);
      place.title = cell.said;
    } else place.removeAttribute("title");
    // What the server would write here is not known until it has been asked.
    this.written[at.row][at.column] = null;
  }

  #showAmounts(place, cell, { row, column }) {
    const inside = cell.amounts.filter(({ certainty }) => this.counted.has(certainty));
    const kroner = inside.length ? inside.reduce((sum, one) => sum + (parseKroner(one.kroner) ?? 0), 0) : null;
    only(place, this.#amount(kroner, this.model.rows[row].outside));
    for (const { certainty, label, apart } of marks(cell.amounts, this.counted)) {
      const mark = document.createElement("span");
      mark.className = `certainty certainty--${certainty}`;
      mark.textContent = label;
      const around = document.createElement("span");
      around.className = "not-counted";
      around.append(mark);
      place.append(apart ? around : mark);
    }
    this.#showHours(place, kroner, column);
  }

  #amount(kroner, outside) {
    if (kroner === undefined) return DOUBT;
    return outside && kroner !== null ? `(${belop(kroner)})` : belop(kroner);
  }

  #showHours(place, kroner, column) {
    place.querySelector(".entry-hours")?.remove();
    if (!this.rate || !this.model.columns[column]?.hours || kroner === null || kroner === undefined) return;
    const hours = document.createElement("span");
    hours.className = "entry-hours";
    hours.textContent = `${belop(Math.floor(kroner / this.rate + 0.5))} timer`;
    place.append(hours);
  }

  /** Write sums where they differ from what stands there. */
  showSums(sums) {
    const last = this.model.columns.length;
    this.model.rows.forEach((row, index) => {
      this.places[index].forEach((place, column) => {
        if (row.kind === "row" && column < last) return;
        const words = this.#amount(sums[index][column], row.outside);
        if (place.firstChild instanceof Text && place.firstChild.data.trim() === words) return;
        say(place, words);
        place.querySelector(".why")?.remove();
        this.#showHours(place, sums[index][column], column);
        this.written[index][column] = null;
      });
    });
  }

  /**
   * Take in the table as the server shows it now. Cells that hold something the server does not have stay as they are.
   * @param {HTMLTableElement} fresh
   * @param {string} open the key of the cell one writes in, if any
   * @returns {string[]} the keys of the cells that somebody else has changed
   */
  takeIn(fresh, open) {
    const unsaved = [...this.model.inState("waiting", "conflict", "refused")];
    if (outline(fresh) !== outline(this.table)) {
      for (const part of ["thead", "tbody", "tfoot"]) this.table.querySelectorAll(part).forEach((one) => one.remove());
      this.table.append(...fresh.querySelectorAll("thead, tbody, tfoot"));
      this.read();
      for (const cell of unsaved) {
        const here = this.model.cell(cell.key);
        if (here) this.show(Object.assign(here, { ...cell, stored: here.stored, storedBase: here.storedBase }));
      }
      return [];
    }
    const changed = [];
    const lines = [...fresh.querySelectorAll("tr[data-row]")];
    lines.forEach((line, row) => {
      [...line.querySelectorAll("td")].forEach((from, column) => {
        const cell = this.model.at({ row, column });
        if (cell && (cell.state || cell.key === open)) return;
        const to = this.places[row][column];
        const words = from.innerHTML;
        if (this.written[row][column] !== words) to.innerHTML = words;
        this.written[row][column] = words;
        to.removeAttribute("title");
        const fixed = this.model.cells[row][column];
        if (fixed?.fixed !== undefined) fixed.fixed = fixedOf(from);
        if (!cell) return;
        const base = from.dataset.base ?? this.table.dataset.empty;
        if (base === cell.base) return;
        changed.push(cell.key);
        cell.amounts = cell.stored = JSON.parse(from.dataset.amounts ?? "[]").map(amountOf);
        cell.base = cell.storedBase = base;
      });
    });
    return changed;
  }
}

/** Let a cell of the page hold one text and nothing else. */
function only(place, words) {
  for (const part of [...place.childNodes].slice(place.firstChild instanceof Text ? 1 : 0)) part.remove();
  say(place, words);
}

/** The amount of a cell that is written elsewhere; blank and zero differ. */
function fixedOf({ dataset }) {
  return dataset.fixed === "" ? null : Number(dataset.fixed);
}

/** What rows and columns there are and what they are called. */
function outline(table) {
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  const lines = [...table.querySelectorAll("tr[data-row]")].map(({ dataset }) => [
    dataset.row,
    dataset.key,
    dataset.label,
    dataset.group,
    "outside" in dataset,
    "editable" in dataset,
  ]);
  const fixed = [...table.querySelectorAll("tr[data-row]")].map((line) =>
    [...line.cells].map(({ dataset }) => "fixed" in dataset),
  );
  return JSON.stringify([heads, lines, fixed]);
}
