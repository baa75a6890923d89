// A dialog with a table and some choices.

/**
 * Show a dialog and wait for what is chosen.
 * @param {{title: string, lead: string, heads: string[], rows: string[][], refused?: string[], notes?: string[],
 *   choices: [string, string][]}} what the first choice is the one that is meant
 * @returns {Promise<string>} the choice, or nothing when it was put away
 */
export function dialog({ title, lead, heads, rows, refused = [], notes = [], choices }) {
  const box = document.createElement("dialog");
  box.className = "ds-dialog grid-dialog";
  box.setAttribute("aria-labelledby", "grid-dialog-title");
  box.innerHTML =
    '<form method="dialog"><h2 class="ds-heading" data-size="xs" id="grid-dialog-title"></h2><p class="grid-dialog-lead"></p>' +
    '<ul class="grid-dialog-refused"></ul><div class="table-scroll table-scroll--tall" tabindex="0" role="region"' +
    ' aria-labelledby="grid-dialog-title"><table class="money"><thead><tr></tr></thead><tbody></tbody></table></div>' +
    '<ul class="grid-dialog-notes"></ul><div class="form-actions"></div></form>';
  box.querySelector("h2").textContent = title;
  box.querySelector(".grid-dialog-lead").textContent = lead;
  list(box.querySelector(".grid-dialog-refused"), refused);
  list(box.querySelector(".grid-dialog-notes"), notes);
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

/** Put sentences in a list; one without any is not there. */
function list(element, sentences) {
  for (const words of sentences) {
    const item = document.createElement("li");
    item.textContent = words;
    element.append(item);
  }
  if (!sentences.length) element.remove();
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
