// Two people in one cell: both amounts are shown, and one of them is chosen. Nothing is added up, nothing is lost.

import { belop, parseKroner } from "../kroner.js";
import { WORDS } from "./marks.js";
import { dialog } from "./dialog.js";

/** Amounts in words: «500 000», «300 000 innvilget og 20 000 søkt», «tomt». */
export function said(amounts) {
  if (!amounts.length) return "tomt";
  const each = amounts.map(({ kroner, certainty }) => {
    const read = parseKroner(kroner);
    const words = read === undefined ? `«${kroner}»` : belop(read);
    return certainty === "planlagt" && amounts.length === 1 ? words : `${words} ${WORDS[certainty] ?? certainty}`;
  });
  return new Intl.ListFormat("nb", { type: "conjunction" }).format(each);
}

/**
 * Show what was typed here beside what others have saved meanwhile.
 * @param {import("./grid.js").Grid} grid
 * @param {import("./model.js").Cell[]} cells
 */
export async function askAboutConflict(grid, cells) {
  const collided = cells.filter(({ theirs }) => theirs);
  if (!collided.length) return;
  const who = [...new Set(collided.map(({ theirs }) => theirs.by).filter(Boolean))];
  const lead = `${who.length ? new Intl.ListFormat("nb").format(who) : "Noen andre"} har skrevet i ${
    collided.length === 1 ? "samme rute" : "noen av de samme rutene"
  } mens du skrev. Velg hva som skal stå.`;
  const rows = collided.map(({ key, amounts, theirs }) => [
    grid.model.where(key),
    said(amounts),
    `${said(theirs.amounts)}${theirs.at ? `, kl. ${theirs.at}` : ""}`,
  ]);
  const choice = await dialog({
    title: "To beløp å velge mellom",
    lead,
    heads: ["Rute", "Ditt", "Lagret av den andre"],
    rows,
    choices: [
      ["mine", "Bruk mitt"],
      ["theirs", "Behold den andres"],
    ],
  });
  if (!choice) return;
  const still = cells.filter(({ state }) => state === "conflict");
  for (const cell of still) {
    if (!cell.theirs) continue;
    cell.stored = cell.theirs.amounts;
    cell.base = cell.storedBase = cell.theirs.base;
    if (choice === "theirs") cell.amounts = cell.stored;
  }
  grid.saving.save(still.map(({ key }) => key));
  grid.addUp();
  grid.goTo(still[0]?.key ?? cells[0].key);
  if (choice === "theirs") grid.standing.say("Den andres beløp står. Ditt kan du skrive på nytt.");
}
