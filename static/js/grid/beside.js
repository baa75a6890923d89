// What belongs to the cell one stands in, beside the grid: what Kontroll says of its row (findings.js fetches it, also
// after each save), and the ways to what else there is of it, as comments and history.

import { say } from "./words.js";

/**
 * Let what stands below a grid be about the row one stands in.
 * @param {import("./grid.js").Grid} grid
 */
export function followRow(grid) {
  const part = grid.frame.querySelector(".grid-findings");
  if (!part) return;
  const box = part.querySelector(".edit-findings");
  const show = (row, column) => {
    const { key, label } = grid.model.rows[row];
    const [kind, uid] = key.split("/");
    const isPart = kind === "tiltak" || kind === "delmaal";
    part.querySelector(".grid-beside").hidden = !isPart;
    if (!isPart) return;
    say(part.querySelector(".grid-findings-row"), label);
    const amount = grid.model.columns[column];
    lead(part, `${kind}-${uid}`, amount ? `${key}/kroner/${amount.key}` : key);
    const url = box.dataset.place.replace(/x\/$/, `${kind}-${uid}/`);
    if (box.dataset.findings === url) return;
    box.dataset.findings = url;
    box.dispatchEvent(new Event("findings-moved"));
  };
  show(grid.model.rows.findIndex(({ kind }) => kind === "row"), -1);
  grid.selection.addEventListener("moved", () => show(grid.selection.active.row, grid.selection.active.column));
}

/** Let the links below the grid lead to what stands beside a part of the plan, and to one amount of it. */
function lead(part, place, about) {
  const query = new URLSearchParams({ om: about });
  for (const link of part.querySelectorAll("[data-beside-row]"))
    link.href = `${link.dataset.besideRow.replace("/x/", `/${place}/`)}?${query}`;
}
