// A dialog with a table and some choices.

/**
 * Show a dialog and wait for what is chosen.
 * @param {{title: string, lead: string, heads: string[], rows: string[][], notes?: {level: string, text: string}[],
 *   choices: [string, string][], wide?: boolean}} what the first choice is the one that is meant
 * @returns {Promise<string>} the choice, or nothing when it was put away
 */
export function dialog({ title, lead, heads, rows, notes = [], choices }) {
  const box = document.createElement("dialog");
  box.className = "ds-dialog grid-dialog";
  box.setAttribute("aria-labelledby", "grid-dialog-title");
  box.innerHTML =
    '<form method="dialog"><h2 class="ds-heading" data-size="xs" id="grid-dialog-title"></h2><p class="grid-dialog-lead"></p>' +
    '<ul class="grid-dialog-notes"></ul><div class="table-scroll table-scroll--tall" tabindex="0" role="region"' +
    ' aria-labelledby="grid-dialog-title"><table class="money"><thead><tr></tr></thead><tbody></tbody></table></div>' +
    '<div class="form-actions"></div></form>';
  box.querySelector("h2").textContent = title;
  box.querySelector(".grid-dialog-lead").textContent = lead;
  const list = box.querySelector("ul");
  for (const { level, text } of notes) {
    const item = document.createElement("li");
    item.dataset.level = level;
    item.textContent = text;
    list.append(item);
  }
  if (!notes.length) list.remove();
  fill(box, heads, rows);
  const actions = box.querySelector(".form-actions");
  choices.forEach(([value, label], index) => {
    const button = document.createElement("button");
    button.className = "ds-button";
    button.value = value;
    button.textContent = label;
    if (index) button.dataset.variant = "secondary";
    actions.append(button);
  });
  document.body.append(box);
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue);
    });
    box.returnValue = "";
    box.showModal();
    actions.querySelector("button")?.focus();
  });
}

function fill(box, heads, rows) {
  if (!rows.length) {
    box.querySelector(".table-scroll").remove();
    return;
  }
  for (const words of heads) {
    const head = document.createElement("th");
    head.scope = "col";
    head.textContent = words;
    box.querySelector("thead tr").append(head);
  }
  for (const words of rows) {
    const line = document.createElement("tr");
    words.forEach((one, index) => {
      const cell = document.createElement(index ? "td" : "th");
      if (!index) cell.scope = "row";
      cell.textContent = one;
      line.append(cell);
    });
    box.querySelector("tbody").append(line);
  }
}
