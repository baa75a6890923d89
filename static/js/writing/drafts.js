// What is typed and not yet saved, kept in the browser for the person who typed it, until the server has it.

const PREFIX = "bygdevekst:utkast:";
// Two tabs on one field keep a draft each.
const TAB = Math.random().toString(36).slice(2);

const prefix = (person, url) => `${PREFIX}${person}:${url}:`;

/**
 * `words` is what was typed as a person reads it, `page` where it was typed.
 * @typedef {{values: [string, string][], words: string, base: string, start: string, at: number, label: string,
 *   page: string}} Draft
 */

/**
 * Keep a draft of a field; it takes the place of this tab's earlier one.
 * @returns {boolean} false where the browser has no room or keeps nothing
 */
export function keep(person, url, draft) {
  try {
    localStorage.setItem(prefix(person, url) + TAB, JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** Forget this tab's draft of a field. */
export function forget(person, url) {
  remove(prefix(person, url) + TAB);
}

/** Forget one draft by its key. */
export function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

/**
 * Return the drafts of a person, the oldest first: of one field, or of all when no address is given.
 * @returns {({key: string, url: string} & Draft)[]}
 */
export function drafts(person, url = "") {
  const begin = url ? prefix(person, url) : `${PREFIX}${person}:`;
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(begin) || key.endsWith(`:${TAB}`)) continue;
      const draft = JSON.parse(localStorage.getItem(key));
      found.push({ ...draft, key, url: key.slice(`${PREFIX}${person}:`.length, key.lastIndexOf(":")) });
    }
  } catch {
    // What cannot be read cannot be offered either.
  }
  return found.sort((one, other) => one.at - other.at);
}

/** The time of a draft in words: the hour, and the day if it was another. */
export function when(at) {
  const time = new Date(at);
  const hour = `${String(time.getHours()).padStart(2, "0")}.${String(time.getMinutes()).padStart(2, "0")}`;
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday ? hour : `${time.toLocaleDateString("nb-NO", { day: "numeric", month: "long" })} kl. ${hour}`;
}
