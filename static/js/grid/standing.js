// Says how it stands with the grid: whether all is saved, what is wrong with what, and what is marked. Also its buttons.

import { belop } from "../kroner.js";
import { addUp } from "./sums.js";
import { say as put } from "./words.js";

export class Standing {
  #grid;
  #line;
  #aloud;
  #marked;
  // What was said last, until one goes somewhere else.
  #passing = "";

  /** @param {import("./grid.js").Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    const { frame } = grid;
    this.#line = frame.querySelector(".grid-standing");
    this.#aloud = frame.querySelector(".grid-aloud");
    this.#marked = frame.querySelector(".grid-marked");
    this.tools = frame.querySelector(".grid-tools");
    frame.querySelectorAll("[data-with-script]").forEach((part) => (part.hidden = false));
    grid.selection.addEventListener("moved", () => (this.#passing = ""));
    for (const name of ["state", "cell", "conflict"]) grid.saving.addEventListener(name, () => this.show());
    this.tools?.addEventListener("click", (event) => {
      const does = event.target.closest("button")?.dataset.does;
      if (does === "undo" || does === "redo") grid.turn(does);
      if (does === "open" && !grid.open()) this.say("Stå i en rute du kan skrive i, og prøv igjen.");
    });
    this.show();
  }

  /** Say something that passes, aloud and where one looks for it. */
  say(sentence) {
    this.#passing = `${sentence} `;
    this.show();
    put(this.#aloud, sentence);
  }

  /** Say how it stands now. */
  show() {
    const { saving, model, selection } = this.#grid;
    const here = model.at(selection.active);
    const wrong = [...model.inState("refused", "conflict")];
    const { sentence, isTrouble } = this.#sentence(here, wrong);
    this.#line.dataset.state = isTrouble ? "trouble" : "";
    this.#line.querySelector("a")?.remove();
    put(this.#line, sentence);
    if (saving.state === "signed-out") this.#line.append(" ", this.#signIn());
    put(this.#aloud, isTrouble ? sentence : this.#passing.trim());
    if (this.#marked) {
      const isBlock = !selection.isOne;
      put(this.#marked, isBlock ? inWords(addUp(model, this.#grid.table.counted), selection.block) : "");
    }
    const { undo } = this.#grid;
    for (const button of this.tools?.querySelectorAll("button[data-does]") ?? []) {
      if (button.dataset.does === "undo") button.disabled = !undo.canUndo;
      if (button.dataset.does === "redo") button.disabled = !undo.canRedo;
    }
  }

  #sentence(here, wrong) {
    const { saving, model, mayWrite } = this.#grid;
    if (!mayWrite) return { sentence: this.#passing, isTrouble: false };
    if (here?.said) return { sentence: here.said, isTrouble: true };
    if (saving.state === "signed-out") {
      return { sentence: `Ikke lagret: ${saving.sentence} Beløpene er tatt vare på.`, isTrouble: true };
    }
    if (["away", "closed"].includes(saving.state)) return { sentence: saving.sentence, isTrouble: true };
    if (wrong.length) {
      const places = wrong.map(({ key }) => model.where(key)).join("; ");
      return { sentence: `Ikke lagret: ${places}`, isTrouble: true };
    }
    const saved = saving.at ? `Alt er lagret ${saving.at}` : "Alt er lagret";
    return { sentence: this.#passing + (saving.isUnsaved ? "Lagrer …" : saved), isTrouble: false };
  }

  #signIn() {
    const link = document.createElement("a");
    link.className = "ds-link";
    link.href = this.#grid.saving.signIn;
    link.target = "_blank";
    link.textContent = "Logg inn i en ny fane";
    return link;
  }
}

/** What is marked, in words, as at the foot of a spreadsheet. */
function inWords(sums, { top, left, bottom, right }) {
  const found = sums.slice(top, bottom + 1).flatMap((line) => line.slice(left, right + 1));
  const amounts = found.filter((kroner) => kroner !== null && kroner !== undefined);
  const sum = amounts.reduce((so, kroner) => so + kroner, 0);
  return `${found.length} ruter merket, sum ${belop(sum)}`;
}
