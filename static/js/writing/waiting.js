// Tells a person on every page that text of hers waits in this browser, where it belongs, and what it says.

import { drafts, remove, when } from "./drafts.js";

/** A draft as a line with its place, its text, and the way to put it away. */
function item(draft, gone) {
  const line = document.createElement("li");
  line.innerHTML =
    '<a class="ds-link"></a> <details><summary>Vis teksten</summary><p class="theirs-value"></p>' +
    '<button class="ds-button" type="button" data-size="sm" data-variant="tertiary">Forkast teksten</button></details>';
  const link = line.querySelector("a");
  link.href = draft.page;
  link.textContent = `«${draft.label}» fra ${when(draft.at)}`;
  line.querySelector("p").textContent = draft.words || "Ingenting, det er tomt.";
  line.querySelector("button").addEventListener("click", () => {
    remove(draft.key);
    line.remove();
    gone();
  });
  return line;
}

/**
 * Show what waits, but not on the page where it is offered in its field.
 * @param {string} person
 * @param {HTMLElement} main where the notice comes first
 */
export function showWaiting(person, main) {
  const found = drafts(person).filter((draft) => draft.page !== window.location.pathname);
  if (!found.length) return;
  const notice = document.createElement("section");
  notice.className = "ds-alert drafts-waiting";
  notice.dataset.color = "info";
  notice.setAttribute("aria-label", "Ulagret tekst");
  notice.innerHTML = "<p>Du har ulagret tekst i denne nettleseren. Gå dit for å lagre den.</p><ul></ul>";
  const list = notice.querySelector("ul");
  const gone = () => list.children.length || notice.remove();
  list.append(...found.map((draft) => item(draft, gone)));
  main.prepend(notice);
}
