// Waiting for a document: asks how far it has come, fetches it once it is there, and shows why when it never will be.
// Where nobody was at work it asks too: a worker that has just been started takes it up.

const ASK_AGAIN_MS = 1000;

const part = document.querySelector(".document-wait[data-state='venter']");
const waiting = part?.querySelector("[data-when='venter']");
if (part) ask();

async function ask() {
  let found = null;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    found = await answer.json();
  } catch {
    // No connection: the next question tells.
  }
  if (waiting && found?.state === "laget") return fetched();
  if (found && (found.state !== "venter" || found.alive !== Boolean(waiting))) return location.reload();
  if (waiting && found) showQueue(found.before);
  setTimeout(ask, ASK_AGAIN_MS);
}

function fetched() {
  waiting.hidden = true;
  part.querySelector("[data-when='laget']").hidden = false;
  // What is saved as a file leaves the page where it is.
  location.assign(part.dataset.file);
}

function showQueue(before) {
  const line = waiting.querySelector("[data-before]");
  line.hidden = !before;
  line.firstElementChild.textContent = before;
}
