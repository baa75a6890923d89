// What each key does, as in Excel, and where it leads. Knows nothing of the page.

/** Rows one moves with PageUp and PageDown. */
const PAGE = 10;
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/**
 * What a key asks for. `by` are rows and columns to move; `edge` goes as far as what stands there does; `extend` keeps
 * the other corner of the block; `wraps` goes on to the next line, and out of the grid at its end.
 * @typedef {{does: string, by?: [number, number], edge?: boolean, extend?: boolean, wraps?: boolean, to?: string,
 *   text?: string}} Command
 */

/**
 * Return what a key asks for while one stands in a cell; null where it is the browser's.
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean, altKey: boolean}} event
 * @returns {Command | null}
 */
export function standing(event) {
  const { key, shiftKey: extend, altKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  if (altKey) return key === "ArrowDown" && !ctrl ? { does: "open" } : null;
  if (key in ARROWS) return { does: "move", by: ARROWS[key], edge: ctrl, extend };
  if (key === "Home") return { does: "go", to: ctrl ? "first" : "row-first", extend };
  if (key === "End") return { does: "go", to: ctrl ? "last" : "row-last", extend };
  if (ctrl) return withCtrl(key.toLowerCase(), extend);
  if (key === "PageUp") return { does: "move", by: [-PAGE, 0], extend };
  if (key === "PageDown") return { does: "move", by: [PAGE, 0], extend };
  if (key === "Enter") return { does: "move", by: [extend ? -1 : 1, 0] };
  if (key === "Tab") return { does: "move", by: [0, extend ? -1 : 1], wraps: true };
  if (key === "F2") return { does: "edit" };
  if (key === "Delete" || key === "Backspace") return { does: "empty" };
  if (key === "Escape") return { does: "leave" };
  if (key === " ") return { does: "tell" };
  return [...key].length === 1 ? { does: "type", text: key } : null;
}

function withCtrl(key, shift) {
  if (key === "z") return { does: shift ? "redo" : "undo" };
  if (key === "y") return { does: "redo" };
  if (key === "a") return { does: "all" };
  if (key === "s") return { does: "save" };
  return null;
}

/**
 * Return what a key asks for while one writes in a cell; null where it is the box's own.
 * @param {boolean} overwrites whether one began by typing: then the arrows leave the cell, as in Excel
 * @returns {Command | null}
 */
export function writing(event, overwrites) {
  const { key, shiftKey: shift } = event;
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "s") return { does: "save" };
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  if (key === "Enter") return { does: "move", by: [shift ? -1 : 1, 0] };
  if (key === "Tab") return { does: "move", by: [0, shift ? -1 : 1], wraps: true };
  if (key === "Escape") return { does: "cancel" };
  if (key === "F2") return { does: "edit" };
  if (overwrites && key in ARROWS && !shift) return { does: "move", by: ARROWS[key] };
  return null;
}

const within = (value, count) => Math.max(0, Math.min(count - 1, value));

/**
 * Return where a command leads from a place; null where it leads out of the grid.
 * @param {{rows: number, columns: number}} size
 * @param {{row: number, column: number}} from
 * @param {Command} command
 * @param {(place: {row: number, column: number}) => boolean} isFilled
 */
export function follow(size, from, command, isFilled) {
  if (command.does === "go") return goTo(size, from, command.to);
  const [down, across] = command.by;
  if (command.wraps) {
    const index = from.row * size.columns + from.column + across;
    if (index < 0 || index >= size.rows * size.columns) return null;
    return { row: Math.floor(index / size.columns), column: index % size.columns };
  }
  const step = (place) => ({ row: place.row + down, column: place.column + across });
  const isInside = ({ row, column }) => row >= 0 && row < size.rows && column >= 0 && column < size.columns;
  if (!command.edge) {
    const { row, column } = step(from);
    return { row: within(row, size.rows), column: within(column, size.columns) };
  }
  let place = from;
  let next = step(place);
  // To the end of what stands together, or over what is empty to the next that is not.
  const together = isInside(next) && isFilled(place) && isFilled(next);
  while (isInside(next)) {
    if (together && !isFilled(next)) break;
    place = next;
    if (!together && isFilled(place)) break;
    next = step(place);
  }
  return place;
}

function goTo(size, from, to) {
  if (to === "row-first") return { ...from, column: 0 };
  if (to === "row-last") return { ...from, column: size.columns - 1 };
  return to === "first" ? { row: 0, column: 0 } : { row: size.rows - 1, column: size.columns - 1 };
}

/** The block between two corners, both included. */
export function block(one, other) {
  return {
    top: Math.min(one.row, other.row),
    left: Math.min(one.column, other.column),
    bottom: Math.max(one.row, other.row),
    right: Math.max(one.column, other.column),
  };
}
