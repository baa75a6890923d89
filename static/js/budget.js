// Arrow keys among the amounts of a table that tell how they came about: one stop with Tab for each table, not hundreds.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Where an amount stands: the index of its row in the table, and of its cell counted from the end of the row. */
function place(button) {
  const cell = button.closest("td");
  const row = cell.parentElement;
  return [row.rowIndex, cell.cellIndex - row.cells.length];
}

/** The nearest amount in a direction, in the same row or the same column. */
function next(buttons, from, [down, across]) {
  const [row, column] = place(from);
  const ahead = buttons.filter((button) => {
    const [otherRow, otherColumn] = place(button);
    if (down) return otherColumn === column && Math.sign(otherRow - row) === down;
    return otherRow === row && Math.sign(otherColumn - column) === across;
  });
  return down + across > 0 ? ahead[0] : ahead.at(-1);
}

/** Make the amounts of a table one stop. */
function join(table) {
  table.dataset.joined = "";
  const buttons = [...table.querySelectorAll(".why")];
  let stop = buttons[0];
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;

  table.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".why")) return;
    stop.tabIndex = -1;
    stop = target;
    stop.tabIndex = 0;
  });

  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || !event.target.matches(".why") || event.ctrlKey || event.altKey || event.metaKey) return;
    const found = next(buttons, event.target, step);
    if (!found) return;
    event.preventDefault();
    found.focus();
  });
}

/** A grid has keys of its own. */
const joinAll = () => document.querySelectorAll("table:has(.why):not([data-grid], [data-joined])").forEach(join);

joinAll();
document.addEventListener("page-renewed", joinAll);
