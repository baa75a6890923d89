// What Kontroll says of the row one stands in, beside the grid. findings.js fetches it, also after each save.

import { say } from "./words.js";

/**
 * Let the findings below a grid be those of the row one stands in.
 * @param {import("./grid.js").Grid} grid
 */
export function followFindings(grid) {
  const part = grid.frame.querySelector(".grid-findings");
  if (!part) return;
  const box = part.querySelector(".edit-findings");
  const show = () => {
    const [kind, uid] = grid.model.rows[grid.selection.active.row].key.split("/");
    if (kind !== "tiltak" && kind !== "delmaal") return;
    const url = box.dataset.place.replace(/x\/$/, `${kind}-${uid}/`);
    if (box.dataset.findings === url) return;
    box.dataset.findings = url;
    say(part.querySelector(".grid-findings-row"), grid.model.rows[grid.selection.active.row].label);
    box.dispatchEvent(new Event("findings-moved"));
  };
  grid.selection.addEventListener("moved", show);
  const first = grid.model.rows.findIndex(({ kind }) => kind === "row");
  box.dataset.findings = box.dataset.place.replace(/x\/$/, `${grid.model.rows[first].key.replace("/", "-")}/`);
  say(part.querySelector(".grid-findings-row"), grid.model.rows[first].label);
}
