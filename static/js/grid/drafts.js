// What was typed in the grid earlier and never came to the server is offered again.

import { drafts, remove, when } from "../writing/drafts.js";
import { same } from "./model.js";

/** @param {import("./grid.js").Grid} grid */
export function offerDrafts(grid) {
  for (const draft of drafts(grid.saving.person, grid.saving.url)) {
    const cells = cellsOf(grid, draft);
    if (!cells.some(({ key, amounts }) => !same(amounts, grid.model.cell(key).amounts))) remove(draft.key);
    else offer(grid, draft, cells);
  }
}

/** The cells of a draft that are still in the grid. */
function cellsOf(grid, { values }) {
  return values
    .map(([key, kept]) => ({ key, ...JSON.parse(kept) }))
    .filter(({ key }) => grid.model.cell(key) && grid.model.rows[grid.model.places.get(key).row].editable);
}

function offer(grid, draft, cells) {
  const box = document.createElement("div");
  box.className = "draft-offer";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Ulagrede beløp");
  box.innerHTML =
    '<p></p><p class="theirs-value" tabindex="0"></p><div class="form-actions">' +
    '<button class="ds-button" type="button" data-size="sm" data-choose="take">Hent dem fram</button>' +
    '<button class="ds-button" type="button" data-size="sm" data-variant="tertiary" data-choose="drop">Forkast</button></div>';
  box.querySelector("p").textContent = `Du har ulagrede beløp fra ${when(draft.at)}.`;
  box.querySelector(".theirs-value").textContent = draft.words;
  box.addEventListener("click", ({ target }) => {
    const choice = target.closest("[data-choose]")?.dataset.choose;
    if (!choice) return;
    box.remove();
    remove(draft.key);
    if (choice === "take") take(grid, cells);
    grid.goTo(cells[0].key);
  });
  grid.frame.prepend(box);
}

/** Let the amounts stand where they were typed. They are saved from what they were typed over, so others are not. */
function take(grid, cells) {
  for (const { key, base } of cells) grid.model.cell(key).base = base;
  grid.change(cells.map(({ key, amounts }) => ({ key, before: grid.model.cell(key).amounts, after: amounts })));
}
