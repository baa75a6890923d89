// Paste: reads the clipboard, shows what it would become, and lets it stand once somebody has said yes.

import { layOut, readTsv } from "./clipboard.js";
import { said } from "./conflict.js";
import { dialog } from "./dialog.js";
import { typed } from "./model.js";
import { place } from "./paste.js";

/** A table larger than this is no budget. */
const MOST_ROWS = 2000;
const MOST_COLUMNS = 60;

/** Looks are not wanted, and the browser would complain of every one of them that it stops. */
const LOOKS = /<style[\s\S]*?<\/style>|\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;

/** The first table of a piece of HTML as a block of texts, or null where there is none. */
export function readHtml(html) {
  const table = new DOMParser().parseFromString(html.replace(LOOKS, ""), "text/html").querySelector("table");
  if (!table) return null;
  const rows = [...table.rows].slice(0, MOST_ROWS).map((line) =>
    [...line.cells].slice(0, MOST_COLUMNS).map((cell) => ({
      text: wordsOf(cell),
      across: Math.min(cell.colSpan, MOST_COLUMNS),
      down: Math.min(cell.rowSpan, MOST_ROWS),
    })),
  );
  return layOut(rows);
}

/** The words of a cell; paragraphs and line breaks part them. */
function wordsOf(cell) {
  cell.querySelectorAll("style, script, sup").forEach((part) => part.remove());
  cell.querySelectorAll("br, p, div, li").forEach((part) => part.after(" "));
  return cell.textContent.replace(/\s+/g, " ").trim();
}

/** The block on the clipboard. */
export function blockOf(clipboard) {
  return readHtml(clipboard.getData("text/html")) ?? readTsv(clipboard.getData("text/plain")).slice(0, MOST_ROWS);
}

/**
 * Take a block from the clipboard where one stands.
 * @param {import("./grid.js").Grid} grid
 * @param {DataTransfer} clipboard
 */
export async function paste(grid, clipboard) {
  const block = blockOf(clipboard);
  const { top: row, left: column } = grid.selection.block;
  if (block.length === 1 && block[0].length === 1) {
    pasteOne(grid, block[0][0] ?? "");
    return;
  }
  const { changes, refusals, notes } = place(block, grid.model, { row, column }, grid.table.counted);
  const rows = changes.map(({ key, before, after }) => [grid.model.where(key), said(before), said(after)]);
  const many = changes.length === 1 ? "1 beløp" : `${changes.length} beløp`;
  const choice = await dialog({
    title: changes.length ? `Lim inn ${many}?` : "Det er ingenting å lime inn",
    lead: lead(changes, refusals),
    heads: ["Rute", "Før", "Etter"],
    rows,
    refused: refusals.map((words) => `${words[0].toUpperCase()}${words.slice(1)}.`),
    notes,
    choices: changes.length ? [["take", `Lim inn ${many}`], ["", "Avbryt"]] : [["", "Lukk"]],
  });
  if (choice === "take") {
    grid.change(changes);
    grid.standing.say(`${many} er limt inn. Ctrl+Z angrer.`);
  }
  grid.selection.focus();
}

function lead(changes, refusals) {
  if (!refusals.length) return changes.length ? "Ingenting er lagret ennå." : "Alt står slik fra før, eller er summer.";
  return "Ingenting er lagret ennå. Dette er ikke forstått og blir ikke med:";
}

/** One amount is typed rather than pasted: it is read, refused and undone like any other. */
function pasteOne(grid, text) {
  const targets = grid.selection.cells.filter(({ row, cell }) => row.editable && cell.amounts.length <= 1);
  if (!grid.mayWrite || !targets.length) return;
  grid.change(targets.map(({ cell }) => ({ key: cell.key, before: cell.amounts, after: typed(cell.amounts, text) })));
}
