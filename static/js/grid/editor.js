// The box one writes in, over the cell one stands in.

import { writing } from "./keys.js";

export class Editor extends EventTarget {
  #box = null;
  #place = null;
  #started = "";

  /** The key of the cell one writes in, or nothing. */
  key = "";
  overwrites = false;

  get isOpen() {
    return this.#box !== null;
  }

  /**
   * Open the box over a cell of the page.
   * @param {HTMLTableCellElement} place
   * @param {{key: string, label: string, stands: string, text: string | null}} what `text` is what one began to type,
   *   which writes over what stands there
   */
  open(place, { key, label, stands, text }) {
    this.#place = place;
    this.key = key;
    this.#started = stands;
    this.overwrites = text !== null;
    const box = document.createElement("input");
    box.className = "grid-box";
    box.type = "text";
    box.inputMode = "decimal";
    box.autocomplete = "off";
    box.maxLength = 60;
    box.setAttribute("aria-label", label);
    box.value = text ?? stands;
    place.append(box);
    place.dataset.open = "";
    this.#box = box;
    box.focus({ preventScroll: true });
    if (text === null) box.select();
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("input", () => this.dispatchEvent(new CustomEvent("typed", { detail: box.value })));
    box.addEventListener("pointerdown", () => (this.overwrites = false));
    box.addEventListener("blur", () => this.close(true));
    if (text !== null) this.dispatchEvent(new CustomEvent("typed", { detail: text }));
  }

  /** Close the box; what was typed is kept or thrown away. */
  close(keeps) {
    if (!this.#box) return;
    const box = this.#box;
    const key = this.key;
    this.#box = null;
    this.key = "";
    delete this.#place.dataset.open;
    box.remove();
    const isChanged = keeps && box.value.trim() !== this.#started.trim();
    this.dispatchEvent(new CustomEvent("closed", { detail: { key, text: isChanged ? box.value : null } }));
  }

  #key(event) {
    event.stopPropagation();
    const command = event.isComposing ? null : writing(event, this.overwrites);
    if (!command) return;
    if (command.does === "edit") {
      event.preventDefault();
      this.overwrites = !this.overwrites;
      return;
    }
    event.preventDefault();
    this.close(command.does !== "cancel");
    this.dispatchEvent(new CustomEvent("command", { detail: command }));
  }
}
