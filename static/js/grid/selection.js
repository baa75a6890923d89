// Where one stands in the grid, and the block around it: one stop with Tab, moved with keys and with the mouse.

import { block } from "./keys.js";

export class Selection extends EventTarget {
  #table;

  /** @param {import("./table.js").Table} table */
  constructor(table) {
    super();
    this.#table = table;
    this.active = { row: 0, column: 0 };
    this.anchor = this.active;
    this.renew();
  }

  /** The block, both corners included. */
  get block() {
    return block(this.anchor, this.active);
  }

  get isOne() {
    return this.anchor.row === this.active.row && this.anchor.column === this.active.column;
  }

  /** The cells of the block that can hold an amount. */
  get cells() {
    const { top, left, bottom, right } = this.block;
    const found = [];
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const cell = this.#table.model.at({ row, column });
        if (cell) found.push({ cell, row: this.#table.model.rows[row] });
      }
    }
    return found;
  }

  /** Make every place of the grid one that can be gone to; needed again when the rows are new. */
  renew() {
    const { size } = this.#table.model;
    const inside = ({ row, column }) => ({
      row: Math.min(row, size.rows - 1),
      column: Math.min(column, size.columns - 1),
    });
    this.active = inside(this.active);
    this.anchor = inside(this.anchor);
    this.#table.places.forEach((line, row) =>
      line.forEach((place, column) => {
        place.tabIndex = row === this.active.row && column === this.active.column ? 0 : -1;
      }),
    );
    this.#mark();
  }

  /** Go to a place; `extend` keeps the other corner of the block. */
  go(place, { extend = false, focus = true } = {}) {
    this.#table.place(this.active).tabIndex = -1;
    this.active = place;
    if (!extend) this.anchor = place;
    const here = this.#table.place(place);
    here.tabIndex = 0;
    if (focus) this.focus();
    this.#mark();
    this.dispatchEvent(new Event("moved"));
  }

  /** Mark everything; one goes on standing where one stands. */
  all() {
    const { size } = this.#table.model;
    this.anchor = { row: size.rows - 1, column: size.columns - 1 };
    const from = this.active;
    this.active = { row: 0, column: 0 };
    this.#table.place(from).tabIndex = -1;
    this.#table.place(this.active).tabIndex = 0;
    this.focus();
    this.#mark();
    this.dispatchEvent(new Event("moved"));
  }

  /** Put the focus where one stands, and bring it into sight. */
  focus() {
    const here = this.#table.place(this.active);
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #mark() {
    const { top, left, bottom, right } = this.block;
    for (const old of this.#table.table.querySelectorAll('[aria-selected="true"]')) old.removeAttribute("aria-selected");
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        this.#table.places[row][column].setAttribute("aria-selected", "true");
      }
    }
  }
}
