// Names to choose among after an @ in a comment: up and down, Enter or Tab takes one, Esc puts the list away. Without
// this script one writes the name out.

const MOST = 8;
let number = 0;

/** What stands after the last @ before the caret, if it can still become a name. */
function begun(box) {
  const found = /(^|[\s(«])@([^@\n]{0,40})$/.exec(box.value.slice(0, box.selectionStart));
  return found ? found[2] : null;
}

function people(box) {
  const root = box.closest(".beside-panel, main") ?? document;
  const audience = box.dataset.audience ?? box.form?.elements.audience?.value ?? "";
  return [...root.querySelectorAll("[data-people] > li")]
    .filter((one) => one.dataset.audiences.split(" ").includes(audience))
    .map((one) => one.textContent.trim());
}

class Chooser {
  constructor(box) {
    number += 1;
    this.box = box;
    this.list = document.createElement("ul");
    this.list.className = "mention-list";
    this.list.id = `navn-${number}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Navn");
    this.list.hidden = true;
    this.told = document.createElement("p");
    this.told.className = "ds-sr-only";
    this.told.setAttribute("role", "status");
    box.after(this.list, this.told);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) this.take(option);
    });
  }

  get options() {
    return [...this.list.children];
  }

  get chosen() {
    return this.list.querySelector("[aria-selected=true]");
  }

  look() {
    const typed = begun(this.box);
    const words = typed?.toLowerCase() ?? "";
    const found = typed === null ? [] : people(this.box).filter((name) => fits(name.toLowerCase(), words));
    // A name that stands there whole is chosen already.
    const names = found.some((name) => words.startsWith(`${name.toLowerCase()} `)) ? [] : found.slice(0, MOST);
    this.list.replaceChildren(...names.map((name, place) => this.option(name, place)));
    this.list.hidden = names.length === 0;
    this.told.textContent = names.length ? `${names.length} ${names.length === 1 ? "navn" : "navn å velge mellom"}` : "";
    if (names.length) this.choose(this.options[0]);
    else this.box.removeAttribute("aria-activedescendant");
  }

  option(name, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.textContent = name;
    return option;
  }

  choose(option) {
    for (const one of this.options) one.setAttribute("aria-selected", String(one === option));
    this.box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    const all = this.options;
    this.choose(all[(all.indexOf(this.chosen) + by + all.length) % all.length]);
  }

  take(option) {
    const caret = this.box.selectionStart;
    const start = this.box.value.lastIndexOf("@", caret - 1);
    this.box.setRangeText(`@${option.textContent} `, start, caret, "end");
    this.close();
    this.box.focus();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.box.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === "ArrowDown") this.step(1);
    else if (event.key === "ArrowUp") this.step(-1);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) this.take(this.chosen);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Whether a name, or one of its parts, begins with what was typed. */
function fits(name, typed) {
  return name.startsWith(typed) || name.split(" ").some((part) => part.startsWith(typed));
}

const choosers = new WeakMap();

function chooserOf(target) {
  if (!target.matches?.("textarea[data-mention]")) return null;
  if (!choosers.has(target)) choosers.set(target, new Chooser(target));
  return choosers.get(target);
}

// The panel is filled anew again and again, so its boxes are listened to from outside.
document.addEventListener("input", (event) => chooserOf(event.target)?.look());
document.addEventListener("keydown", (event) => chooserOf(event.target)?.key(event), true);
document.addEventListener("focusout", (event) => choosers.get(event.target)?.close());
