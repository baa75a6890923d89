// Brings the page up to date without reloading it: after one's own saves, and when others have saved something.

import { names, listen } from "../writing/together.js";

/** Several saves in a row are one look at the page. */
const PAUSE = 700;
/** Parts of the page that the server computes from the amounts. */
const PARTS = ".frames, .frame-parts, [data-computed]";

export class Refresh {
  #grid;
  #timer = 0;
  #seen = new Map();
  #isAsking = false;

  /** @param {import("./grid.js").Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    const { together, since, person } = grid.table.table.dataset;
    document.addEventListener("plan-saved", () => this.soon());
    listen({ url: together, since, person }, () => "", (people, changes) => this.#heard(people, changes));
  }

  /** Look at the page again in a moment. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), PAUSE);
  }

  /** Look at the page again, and take in what is new on it. */
  async now() {
    if (this.#isAsking) return this.soon();
    this.#isAsking = true;
    const fresh = await page(window.location.href);
    this.#isAsking = false;
    if (!fresh) return;
    const { table, editor, selection, standing } = this.#grid;
    const now = fresh.getElementById(table.table.id);
    if (!now) return;
    const hadFocus = table.table.contains(document.activeElement);
    const before = table.model;
    const here = before.at(selection.active)?.key;
    const changed = table.takeIn(now, editor.key);
    if (table.model !== before) {
      selection.renew();
      if (here && table.model.places.has(here)) selection.go(table.model.places.get(here), { focus: hadFocus });
      else if (hadFocus) selection.focus();
    }
    this.#grid.addUp();
    replaceParts(fresh);
    document.dispatchEvent(new Event("page-renewed"));
    const places = changed.filter((key) => !this.#grid.mine.delete(key)).map((key) => table.model.where(key));
    if (places.length) standing.say(`Endret av noen andre: ${places.join("; ")}.`);
    else standing.show();
  }

  #heard(people, changes) {
    const news = Object.entries(changes).filter(([path, at]) => this.#seen.get(path) !== at);
    for (const [path, at] of news) this.#seen.set(path, at);
    if (news.length) this.now();
    const line = this.#grid.frame.querySelector(".edit-company");
    const said = people.length ? `${names(people.map(({ name }) => name))} skriver i planen nå.` : "";
    if (line && line.textContent !== said) line.textContent = said;
  }
}

/** The page as it is now, or nothing where it cannot be had. */
async function page(url) {
  const answer = await fetch(url, { headers: { accept: "text/html" }, cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Put in the parts that are computed; one that is being read stays until it is put away. */
function replaceParts(fresh) {
  const now = [...fresh.querySelectorAll(PARTS)];
  document.querySelectorAll(PARTS).forEach((part, index) => {
    const next = now[index];
    if (!next || part.innerHTML === next.innerHTML || part.querySelector(":popover-open")) return;
    if (part.contains(document.activeElement)) return;
    part.replaceWith(next);
  });
}
