// Brings the page up to date without reloading it: after one's own saves, and when others have saved something.

import { names, listen } from "../writing/together.js";

/** Several saves in a row are one look at the page. */
const PAUSE = 700;
/** Parts of the page that the server computes from the amounts. */
const PARTS = ".frames, .frame-parts, [data-computed]";

export class Refresh {
  #grids;
  #timer = 0;
  #seen = new Map();
  #asking = null;

  /**
   * @param {import("./grid.js").Grid[]} grids all grids of the page
   * @param {{together: string, since: string, person: string}} page
   */
  constructor(grids, { together, since, person }) {
    this.#grids = grids;
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
    clearTimeout(this.#timer);
    // What was asked for before may be older than what is wanted now.
    await this.#asking;
    this.#asking = this.#look();
    await this.#asking;
    this.#asking = null;
  }

  async #look() {
    const turns = this.#turns();
    const fresh = await page(window.location.href);
    if (!fresh) return;
    if (turns !== this.#turns()) {
      this.soon();
      return;
    }
    for (const grid of this.#grids) {
      const now = fresh.getElementById(grid.table.table.id);
      if (now) takeIn(grid, now);
    }
    replaceParts(fresh);
    for (const grid of this.#grids) grid.addUp();
    document.dispatchEvent(new Event("page-renewed"));
  }

  #turns() {
    return this.#grids.map(({ saving }) => saving.turn).join();
  }

  #heard(people, changes) {
    // Answers are no part of this page.
    const seen = (path, at) => path.includes("/svar/") || this.#seen.get(path) === at;
    const news = Object.entries(changes).filter(([path, at]) => !seen(path, at));
    for (const [path, at] of news) this.#seen.set(path, at);
    if (news.length) this.now();
    const line = document.querySelector(".grid-foot .edit-company");
    const said = people.length ? `${names(people.map(({ name }) => name))} skriver i planen nå.` : "";
    if (line && line.textContent !== said) line.textContent = said;
  }
}

/** Take in a table, and stay where one stands. */
function takeIn(grid, now) {
  const { table, editor, selection, standing, mine } = grid;
  const hadFocus = table.table.contains(document.activeElement);
  const before = table.model;
  const here = before.at(selection.active)?.key;
  const changed = table.takeIn(now, editor.key);
  if (table.model !== before) {
    selection.renew();
    if (here && table.model.places.has(here)) selection.go(table.model.places.get(here), { focus: hadFocus });
    else if (hadFocus) selection.focus();
  }
  const places = changed.filter((key) => !mine.delete(key)).map((key) => table.model.where(key));
  if (places.length) standing.say(`Endret av noen andre: ${places.join("; ")}.`);
  else standing.show();
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
