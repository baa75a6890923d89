// Tells the server every few seconds where one stands, and hears where the others do and what they have saved.

import { sendData } from "./send.js";

/** How often, in milliseconds. The server forgets who has said nothing for twenty seconds. */
const EVERY = 8000;

/** @typedef {{name: string, path: string, place: string}} Writer */

/**
 * Ask as long as the page is seen.
 * @param {{url: string, since: string, person: string}} page
 * @param {() => string} here the path of the field one stands in, or nothing
 * @param {(people: Writer[], changes: Record<string, string>) => void} heard changes: when each path was last saved
 * @returns {() => void} asks at once, as when one goes to another field
 */
export function listen({ url, since, person }, here, heard) {
  let timer = 0;
  let from = since;
  // One at a time: of two that are on their way the older might arrive last, and say where one stood before.
  let isAsking = false;
  let isToAskAgain = false;

  const tell = (path) => sendData(url, Object.entries({ path, since: from, person }), false);

  async function ask() {
    clearTimeout(timer);
    timer = setTimeout(ask, EVERY);
    if (document.hidden) return;
    isToAskAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    const { status, data } = await tell(here());
    isAsking = false;
    if (status === 200) {
      from = data.now;
      heard(data.people, data.changes);
    }
    if (isToAskAgain) ask();
  }

  document.addEventListener("visibilitychange", ask);
  // Whoever leaves says so; nobody waits for it.
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    tell("");
  });
  window.addEventListener("pageshow", (event) => event.persisted && ask());
  ask();
  return ask;
}

/** Put names together as one says them: «Kari», «Kari og Ola», «Kari, Ola og Per». */
export function names(all) {
  const unique = [...new Set(all)];
  return new Intl.ListFormat("nb", { type: "conjunction" }).format(unique);
}
