// Sends what is changed in the grid, one step after another, and keeps it in the browser until the server has it.

import { forget, keep } from "../writing/drafts.js";
import { sendData } from "../writing/send.js";
import { amountOf, same, sent } from "./model.js";

/** How long after a lost connection it is tried again, in milliseconds. */
const RETRY_FIRST = 5000;
const RETRY_LAST = 60_000;

const SENTENCES = {
  away: "Ikke lagret ennå: ingen forbindelse. Beløpene er tatt vare på her og lagres når forbindelsen er tilbake.",
  closed: "Ikke lagret: planen er ikke lenger åpen for deg her. Beløpene er tatt vare på i nettleseren.",
  gone: "Ikke lagret: planen finnes ikke lenger. Beløpene er tatt vare på i nettleseren.",
};

/**
 * Tells with `cell` that a cell stands otherwise, with `state` how it stands with saving, with `conflict` that others
 * have written in the same cells, and with `saved` that something was saved.
 */
export class Saving extends EventTarget {
  #table;
  #queue = [];
  #isSending = false;
  #retry = RETRY_FIRST;
  #timer = 0;

  /** @param {import("./table.js").Table} table */
  constructor(table, { url, person, label }) {
    super();
    this.#table = table;
    this.url = url;
    this.person = person;
    this.label = label;
    this.state = "saved";
    this.sentence = "";
    this.signIn = "";
    // Goes up with every change and every save: a page that was asked for before is older than what stands here.
    this.turn = 0;
  }

  get #model() {
    return this.#table.model;
  }

  /** Whether the server lacks something. */
  get isUnsaved() {
    return this.#queue.length > 0 || !this.#model.inState("waiting", "conflict", "refused").next().done;
  }

  /** Whether something would be lost if the page went away now. */
  get isUnsent() {
    return this.isUnsaved && (!this.#isSending || this.state !== "saving");
  }

  /** Save some cells as one step: all of them or none. What they hold by now is what is sent. */
  save(keys) {
    this.turn += 1;
    for (const key of keys) {
      const cell = this.#model.cell(key);
      const isDone = same(cell.amounts, cell.stored) && !this.#isSending;
      if (isDone) cell.base = cell.storedBase;
      Object.assign(cell, { state: isDone ? "" : "waiting", said: "", theirs: null });
      this.#tell("cell", cell);
    }
    this.#queue.push([...keys]);
    this.keep();
    this.#next();
  }

  /** Try again now, as when the connection or the sign-in is back. */
  retry() {
    clearTimeout(this.#timer);
    this.#next();
  }

  /** Keep what the server does not have as a draft. */
  keep() {
    const cells = [...this.#model.inState("waiting", "conflict", "refused")];
    if (!cells.length) {
      forget(this.person, this.url);
      return;
    }
    const values = cells.map(({ key, amounts, base }) => [key, JSON.stringify({ amounts, base })]);
    const words = cells
      .map(({ key, amounts }) => `${this.#model.where(key)}: ${amounts.map(({ kroner }) => kroner).join(" og ") || "tomt"}`)
      .join("\n");
    const draft = { values, words, base: "", start: "", label: this.label, page: window.location.pathname };
    keep(this.person, this.url, draft);
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #stand(state, sentence = "", signIn = "") {
    Object.assign(this, { state, sentence, signIn });
    this.#tell("state");
  }

  async #next() {
    if (this.#isSending) return;
    // A cell may have been saved with a later step, or wait for somebody to choose.
    while (this.#queue.length && !this.#waiting(this.#queue[0]).length) this.#queue.shift();
    if (!this.#queue.length) {
      const isTrouble = !this.#model.inState("conflict", "refused").next().done;
      this.#stand(isTrouble ? "trouble" : "saved");
      return;
    }
    const cells = this.#waiting(this.#queue[0]);
    const written = cells.map(({ amounts }) => amounts);
    this.#isSending = true;
    this.#stand("saving");
    const { status, data } = await sendData(this.url, [
      ["cells", JSON.stringify(cells.map(sent))],
      ["person", this.person],
    ]);
    this.#isSending = false;
    this.#answered(status, data, cells, written);
  }

  #waiting(keys) {
    return keys.map((key) => this.#model.cell(key)).filter((cell) => cell?.state === "waiting");
  }

  #answered(status, data, cells, written) {
    if (status === 200) return this.#saved(data, cells, written);
    if (status === 409) return this.#collided(data, cells);
    if (status === 422) return this.#refused(data, cells);
    if (status === 401) return this.#stand("signed-out", data.sentence, data.sign_in);
    if (status === 403) return this.#stand("closed", data?.sentence ?? SENTENCES.closed);
    if (status === 404) return this.#stand("closed", SENTENCES.gone);
    this.#stand("away", SENTENCES.away);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#next(), this.#retry);
    this.#retry = Math.min(2 * this.#retry, RETRY_LAST);
  }

  #saved(data, cells, written) {
    this.turn += 1;
    this.#retry = RETRY_FIRST;
    this.#queue.shift();
    cells.forEach((cell, index) => {
      const { amounts, base } = data.cells[cell.key];
      cell.stored = amounts.map(amountOf);
      cell.base = cell.storedBase = base;
      // What was typed while this was under way waits in a step of its own.
      if (cell.amounts !== written[index] && !same(cell.amounts, cell.stored)) return;
      cell.amounts = cell.stored;
      cell.state = "";
      this.#tell("cell", cell);
    });
    this.at = data.at;
    this.keep();
    this.#tell("saved");
    this.#next();
  }

  #collided(data, cells) {
    this.#queue.shift();
    for (const cell of cells) {
      const theirs = data.cells[cell.key];
      cell.state = "conflict";
      cell.theirs = theirs ? { ...theirs, amounts: theirs.amounts.map(amountOf) } : null;
      cell.said = theirs ? "Ikke lagret: noen andre har skrevet her." : "Ikke lagret: venter på at du velger.";
      this.#tell("cell", cell);
    }
    this.keep();
    this.#tell("conflict", cells);
    this.#next();
  }

  #refused(data, cells) {
    this.#queue.shift();
    for (const cell of cells) {
      cell.state = "refused";
      cell.said = `Ikke lagret: ${data.errors[cell.key] ?? data.sentence}`;
      this.#tell("cell", cell);
    }
    this.keep();
    this.#next();
  }
}
