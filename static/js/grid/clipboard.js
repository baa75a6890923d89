// Blocks of cells as spreadsheets and documents put them on the clipboard: lines of texts parted by tabs, or a table.

/**
 * Read lines parted by tabs as Excel writes them: a text with a tab, a quote or a line break in it stands in quotes.
 * @param {string} text
 * @returns {string[][]}
 */
export function readTsv(text) {
  const rows = [[""]];
  let isQuoted = false;
  const add = (words) => (rows.at(-1)[rows.at(-1).length - 1] += words);
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    const isStart = rows.at(-1).at(-1) === "" && !isQuoted;
    if (isQuoted) {
      if (char !== '"') add(char);
      else if (text[index + 1] === '"') {
        add('"');
        index += 1;
      } else isQuoted = false;
    } else if (char === '"' && isStart && closes(text, index)) isQuoted = true;
    else if (char === "\t") rows.at(-1).push("");
    else if (char === "\n") rows.push([""]);
    else if (char !== "\r") add(char);
  }
  // Excel ends the last line too.
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

/** Whether a quote that begins a text also ends it, so that a lone quote stays what it is. */
function closes(text, start) {
  return /^"(?:[^"]|"")*"(?=[\t\r\n]|$)/.test(text.slice(start));
}

/**
 * Lay out the cells of a table on a grid; what a merged cell covers besides its first place is null.
 * @param {{text: string, across: number, down: number}[][]} rows
 * @returns {(string | null)[][]}
 */
export function layOut(rows) {
  const grid = rows.map(() => []);
  rows.forEach((cells, row) => {
    let column = 0;
    for (const { text, across, down } of cells) {
      while (grid[row][column] !== undefined) column += 1;
      for (let below = 0; below < down && row + below < grid.length; below += 1) {
        for (let beside = 0; beside < across; beside += 1) {
          grid[row + below][column + beside] = below || beside ? null : text;
        }
      }
      column += across;
    }
  });
  const width = Math.max(0, ...grid.map((line) => line.length));
  return grid.map((line) => Array.from({ length: width }, (_, column) => line[column] ?? (column in line ? null : "")));
}

/** Write a block as lines parted by tabs; numbers as bare digits, which every spreadsheet takes for numbers. */
export function writeTsv(block) {
  const cell = (value) => {
    const text = String(value ?? "");
    return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return block.map((line) => line.map(cell).join("\t")).join("\r\n");
}

/** Write a block as an HTML table. */
export function writeHtml(block) {
  const escaped = (value) =>
    String(value ?? "").replace(/[&<>]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[char]);
  const line = (cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`;
  return `<table><tbody>${block.map(line).join("")}</tbody></table>`;
}
