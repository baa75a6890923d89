// The budget grid: one writes in the table itself, as in a spreadsheet. Without this script each row has its form.

import { writeHtml, writeTsv } from "./clipboard.js";
import { followRow } from "./beside.js";
import { askAboutConflict } from "./conflict.js";
import { offerDrafts } from "./drafts.js";
import { Editor } from "./editor.js";
import { showFrames } from "./frames.js";
import { follow, standing } from "./keys.js";
import { isPlain, same, textOf, typed } from "./model.js";
import { openPanel } from "./panel.js";
import { paste } from "./pasting.js";
import { Refresh } from "./refresh.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";
import { Standing } from "./standing.js";
import { addUp } from "./sums.js";
import { Table } from "./table.js";
import { Undo } from "./undo.js";

class Grid {
  constructor(element) {
    this.frame = element.closest("[data-grid-frame]");
    this.table = new Table(element);
    this.selection = new Selection(this.table);
    this.editor = new Editor();
    this.undo = new Undo();
    this.mayWrite = "save" in element.dataset;
    const { save: url = "", person = "", label } = element.dataset;
    this.saving = new Saving(this.table, { url, person, label });
    this.standing = new Standing(this);
    /** Cells that were changed here, so that the page as it is now brings nothing new of them. */
    this.mine = new Set();
    element.setAttribute("role", "grid");
    element.setAttribute("aria-multiselectable", "true");
    if (!this.mayWrite) element.setAttribute("aria-readonly", "true");
    this.#listen(element);
    this.#keepInSight();
    if (this.mayWrite) {
      offerDrafts(this);
      followRow(this);
    }
    this.addUp();
  }

  get model() {
    return this.table.model;
  }

  /** Let cells hold other amounts: one step, which is saved and can be undone. */
  change(changes, { remembers = true } = {}) {
    const real = changes.filter(({ before, after }) => !same(before, after));
    if (!real.length) return;
    for (const { key, after } of real) this.model.cell(key).amounts = after;
    if (remembers) this.undo.add(real);
    this.saving.save(real.map(({ key }) => key));
    this.addUp();
    this.standing.show();
  }

  /** Add up and show every sum, also what is left of the frame. */
  addUp() {
    this.table.showSums(addUp(this.model, this.table.counted));
    if ("frames" in this.table.table.dataset) showFrames(this.model);
  }

  /** Go to a cell by its key. */
  goTo(key) {
    const place = this.model.places.get(key);
    if (place) this.selection.go(place);
  }

  #listen(element) {
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("mousedown", (event) => this.#pressed(event));
    element.addEventListener("dblclick", (event) => !event.target.closest(".grid-box") && this.#edit(null));
    element.addEventListener("focusin", ({ target }) => {
      const place = target.matches("td") ? this.table.placeOf(target) : null;
      const { row, column } = this.selection.active;
      if (place && (place.row !== row || place.column !== column)) this.selection.go(place, { focus: false });
    });
    element.addEventListener("copy", (event) => this.#copy(event));
    element.addEventListener("paste", (event) => this.#paste(event));
    element.addEventListener("cut", (event) => this.#copy(event) && this.#empty());
    this.editor.addEventListener("typed", ({ detail }) => this.#typing(detail));
    this.editor.addEventListener("closed", ({ detail }) => this.#typed(detail));
    this.editor.addEventListener("command", ({ detail }) => this.#do(detail));
    this.saving.addEventListener("cell", ({ detail }) => detail.key !== this.editor.key && this.table.show(detail));
    this.saving.addEventListener("saved", () => document.dispatchEvent(new Event("plan-saved")));
    this.saving.addEventListener("conflict", ({ detail }) => askAboutConflict(this, detail));
    this.selection.addEventListener("moved", () => this.standing.show());
    window.addEventListener("beforeunload", (event) => {
      if (this.saving.isUnsent || this.editor.isOpen) event.preventDefault();
    });
    for (const [target, name] of [
      [window, "focus"],
      [window, "online"],
      [document, "visibilitychange"],
    ]) {
      target.addEventListener(name, () => this.saving.isUnsaved && this.saving.retry());
    }
  }

  /** Head, first column and sums lie over what is scrolled; what one goes to must not come to lie under them. */
  #keepInSight() {
    const region = this.frame.querySelector(".table-scroll");
    const measure = () => {
      const head = this.table.table.tHead.rows[0];
      const foot = this.table.table.tFoot;
      region.style.scrollPaddingBlockStart = `${head.offsetHeight}px`;
      region.style.scrollPaddingInlineStart = `${head.cells[0].offsetWidth}px`;
      region.style.scrollPaddingBlockEnd = `${foot ? foot.offsetHeight : 0}px`;
    };
    new ResizeObserver(measure).observe(region);
  }

  #key(event) {
    if (!event.target.matches("td") || event.isComposing) return;
    const command = standing(event);
    if (!command) return;
    if (command.wraps && this.leaves) {
      this.leaves = false;
      this.#stepOut(event, command.by[1]);
      return;
    }
    this.leaves = command.does === "leave";
    if (this.#do(command)) event.preventDefault();
  }

  /** Let Tab leave the grid: to what comes after it on the page, or back to the form of the row, or before the grid. */
  #stepOut(event, direction) {
    const own = this.table.lines[this.selection.active.row].querySelector("th a");
    if (direction < 0 && own) {
      event.preventDefault();
      own.focus();
      return;
    }
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    const grid = this.table.table;
    const FOLLOWS = Node.DOCUMENT_POSITION_FOLLOWING;
    const isSeen = (stop) => stop.checkVisibility() && !stop.disabled && stop.tabIndex >= 0 && !grid.contains(stop);
    const after = (stop) => Boolean(grid.compareDocumentPosition(stop) & FOLLOWS);
    const found = stops.filter((stop) => isSeen(stop) && !stop.contains(grid) && after(stop) === direction > 0);
    const next = direction > 0 ? found[0] : found.at(-1);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** Do what a key asks for. Returns whether it was done here, and is not for the browser to do. */
  #do(command) {
    const { active } = this.selection;
    if (command.does === "move" || command.does === "go") {
      const isFilled = (place) => this.table.place(place).textContent.trim() !== "";
      const place = follow(this.model.size, active, command, isFilled);
      if (place) this.selection.go(place, { extend: command.extend });
      return place !== null;
    }
    if (command.does === "type") return this.#edit(command.text);
    if (command.does === "edit") return this.#edit(null) || this.tell();
    if (command.does === "empty") this.#empty();
    if (command.does === "undo" || command.does === "redo") this.turn(command.does);
    if (command.does === "all") this.selection.all();
    if (command.does === "open") return this.open();
    if (command.does === "tell") return this.tell();
    if (command.does === "cancel") this.selection.focus();
    return command.does !== "leave";
  }

  /** Take the last step back, or do it again. */
  turn(way) {
    const found = this.undo[way]((key) => this.model.cell(key)?.amounts ?? null);
    if (!found) {
      this.standing.say(way === "undo" ? "Det er ingenting å angre." : "Det er ingenting å gjøre om.");
      return;
    }
    this.change(found.changes, { remembers: false });
    const [first] = [...found.changes.map(({ key }) => key), ...found.stale];
    if (first) this.goTo(first);
    const places = found.stale.filter((key) => this.model.cell(key)).map((key) => this.model.where(key));
    const done = way === "undo" ? "Angret." : "Gjort om.";
    this.standing.say(places.length ? `Endret av noen andre siden, og står som det er: ${places.join("; ")}.` : done);
  }

  /** Tell how the amount one stands at came about. */
  tell() {
    const button = this.table.place(this.selection.active).querySelector(".why");
    if (!button || this.model.at(this.selection.active)) return false;
    button.click();
    return true;
  }

  /** Open the amounts of the cell one stands in, each with how sure it is and whom it is shared with. */
  open() {
    const cell = this.model.at(this.selection.active);
    const row = this.model.rows[this.selection.active.row];
    if (!cell || !row.editable || !this.mayWrite) return false;
    if (cell.state) {
      this.standing.say("Ruten må være lagret før du åpner den.");
      return true;
    }
    const link = this.table.lines[this.selection.active.row].querySelector(".edit-link");
    const [source, year] = this.model.columns[this.selection.active.column].key.split("/");
    // History is one amount and no more.
    if (source === "-") return false;
    if (link) openPanel(this, cell.key, `${link.href}${source}/${year}/`);
    return true;
  }

  #edit(text) {
    const { active } = this.selection;
    const cell = this.model.at(active);
    if (!cell || !this.mayWrite) return false;
    const row = this.model.rows[active.row];
    if (!row.editable) {
      this.standing.say("Du kan ikke endre beløp i denne raden.");
      return true;
    }
    if (cell.state === "conflict") {
      askAboutConflict(this, [...this.model.inState("conflict")]);
      return true;
    }
    if (!isPlain(cell, this.table.counted)) return this.open();
    this.selection.go(active, { focus: false });
    const label = `${this.model.where(cell.key)}, beløp i kroner`;
    this.before = cell.amounts;
    this.editor.open(this.table.place(active), { key: cell.key, label, stands: textOf(cell.amounts), text });
    return true;
  }

  /** Show what is typed so far in the sums. */
  #typing(text) {
    const cell = this.model.cell(this.editor.key);
    if (!cell) return;
    cell.amounts = typed(this.before, text);
    this.addUp();
  }

  /** The box is closed: what was typed is a change, or nothing was. */
  #typed({ key, text }) {
    const cell = this.model.cell(key);
    if (!cell) return;
    cell.amounts = this.before;
    const after = text === null ? this.before : typed(this.before, text);
    if (text === null || same(after, this.before)) {
      this.table.show(cell);
      this.addUp();
    } else this.change([{ key, before: this.before, after }]);
  }

  #empty() {
    const writable = this.selection.cells.filter(({ row, cell }) => row.editable && cell.amounts.length);
    if (!this.mayWrite || !writable.length) return;
    const plain = writable.filter(({ cell }) => cell.amounts.length === 1 && cell.state !== "conflict");
    this.change(plain.map(({ cell }) => ({ key: cell.key, before: cell.amounts, after: [] })));
    const left = writable.length - plain.length;
    if (left) this.standing.say(`${left === 1 ? "En rute" : `${left} ruter`} har flere beløp og er ikke tømt.`);
  }

  #paste(event) {
    if (!this.mayWrite || this.editor.isOpen || !event.target.closest("td")) return;
    event.preventDefault();
    paste(this, event.clipboardData);
  }

  #copy(event) {
    if (this.editor.isOpen || !event.target.closest("td")) return false;
    const { block } = this.selection;
    const sums = addUp(this.model, this.table.counted);
    const lines = [];
    for (let row = block.top; row <= block.bottom; row += 1) lines.push(sums[row].slice(block.left, block.right + 1));
    const { rows, columns } = this.model.size;
    if (block.bottom - block.top + 1 === rows && block.right - block.left + 1 === columns) {
      lines.forEach((line, index) => line.unshift(this.model.rows[index].label));
      lines.unshift(["", ...this.model.columns.map(({ label }) => label), "Sum"]);
    }
    event.clipboardData.setData("text/plain", writeTsv(lines));
    event.clipboardData.setData("text/html", writeHtml(lines));
    event.preventDefault();
    return true;
  }

  #pressed(event) {
    const place = this.table.placeOf(event.target);
    if (!place || event.button !== 0 || event.target.closest(".grid-box")) return;
    const { row, column } = this.selection.active;
    const isHere = place.row === row && place.column === column && !event.shiftKey;
    // A finger has no double click that anybody knows of: it taps where it stands.
    if (isHere && event.sourceCapabilities?.firesTouchEvents && !this.editor.isOpen) {
      event.preventDefault();
      this.#edit(null);
      return;
    }
    this.editor.close(true);
    if (!event.target.closest("button")) event.preventDefault();
    this.leaves = false;
    this.selection.go(place, { extend: event.shiftKey });
    const drag = ({ target }) => {
      const over = this.table.placeOf(target);
      if (over) this.selection.go(over, { extend: true });
    };
    document.addEventListener("mouseover", drag);
    document.addEventListener("mouseup", () => document.removeEventListener("mouseover", drag), { once: true });
  }
}

const grids = [...document.querySelectorAll("table[data-grid]")]
  .filter((element) => element.querySelector("tbody [data-row]"))
  .map((element) => new Grid(element));
const writing = grids.find(({ mayWrite }) => mayWrite);
if (writing) {
  const refresh = new Refresh(grids, writing.table.table.dataset);
  for (const grid of grids) grid.refresh = refresh;
}
