// The amounts of one cell in a dialog: the form that each row has, with no more than this cell. The server draws it,
// checks it and saves it; here it is fetched, shown and sent.

/**
 * @param {import("./grid.js").Grid} grid
 * @param {string} key the cell's
 * @param {string} url where its form is
 */
export async function openPanel(grid, key, url) {
  const answer = await ask(url);
  const form = answer?.form;
  if (!form) {
    grid.standing.say("Fikk ikke åpnet ruten. Er forbindelsen i orden?");
    return;
  }
  const box = document.createElement("dialog");
  box.className = "ds-dialog grid-dialog grid-panel";
  box.setAttribute("aria-labelledby", "grid-panel-title");
  box.innerHTML =
    '<h2 class="ds-heading" data-size="xs" id="grid-panel-title"></h2><p class="grid-panel-said" role="alert"></p>';
  box.querySelector("h2").textContent = grid.model.where(key);
  box.append(form);
  const before = grid.model.cell(key).amounts;
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    send(grid, box, url, key, before);
  });
  box.addEventListener("click", (event) => {
    if (!event.target.closest("a.ds-button")) return;
    event.preventDefault();
    box.close();
  });
  box.addEventListener("close", () => {
    box.remove();
    grid.goTo(key);
  });
  document.body.append(box);
  box.showModal();
  form.querySelector("input.kroner")?.focus();
}

async function send(grid, box, url, key, before) {
  const said = box.querySelector(".grid-panel-said");
  const answer = await ask(url, { method: "POST", body: new FormData(box.querySelector("form")) });
  if (!answer) {
    said.textContent = "Ikke lagret: ingen forbindelse. Beløpene står her; prøv igjen om litt.";
  } else if (answer.isSaved) {
    box.close();
    grid.mine.add(key);
    document.dispatchEvent(new Event("plan-saved"));
    await grid.refresh.now();
    const cell = grid.model.cell(key);
    if (cell && !cell.state) grid.undo.add([{ key, before, after: cell.amounts }]);
    grid.standing.say("Beløpene er lagret.");
  } else if (answer.form) {
    said.textContent = "";
    box.querySelector("form").replaceWith(answer.form);
    box.querySelector("[aria-invalid='true'], .ds-error-summary, input")?.focus();
  } else {
    said.textContent = "Ikke lagret: du er logget ut, eller planen er ikke lenger åpen. Beløpene står her; logg inn i en ny fane og lagre igjen.";
  }
}

/** Ask for the form, or send it. Returns nothing where there was no answer. */
async function ask(url, options = {}) {
  const response = await fetch(url, { headers: { accept: "text/html" }, cache: "no-store", ...options }).catch(() => null);
  if (!response) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = page.querySelector("main form.edit-form");
  return { form, isSaved: response.ok && response.redirected && page.querySelector("table[data-grid]") !== null };
}
