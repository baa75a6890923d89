// The side of the plan's page: what stands beside the part one reads or has focus in. It is the page that the part's own
// link leads to, of which only the panel is taken. Forms in it are sent from here, and their answer is shown in its place.

const WAIT = 250;
const PARTS = ".plan-tiltak, .plan-delmaal, .plan-section";

function follow(side) {
  let place = null;
  let panel = sessionStorage.getItem("beside") ?? "";
  let waiting = 0;
  let asked = 0;

  const addressOf = (part) => side.dataset.beside.replace(/[^/]+\/$/, `${part}/`) + (panel ? `${panel}/` : "");

  const isWriting = () => [...side.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);

  /** Show what an answer holds; an older answer than the last one asked for is too late. */
  async function show(answer, number, focus, sent = false) {
    const text = answer?.ok || answer?.status === 422 ? await answer.text() : null;
    if (text === null || number !== asked || (isWriting() && !sent)) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const found = page.querySelector(".beside");
    if (!found) return;
    const name = document.createElement("p");
    name.className = "beside-part";
    name.textContent = found.dataset.name;
    const said = page.querySelector(".messages");
    said?.removeAttribute("role");
    side.replaceChildren(name, ...(said?.childElementCount ? [said] : []), found);
    if (focus) side.querySelector(focus)?.focus();
    document.dispatchEvent(new CustomEvent("beside-shown", { detail: side }));
  }

  async function load(address, focus) {
    asked += 1;
    const number = asked;
    const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer?.redirected) await show(answer, number, focus);
  }

  const isWide = () => window.matchMedia("(min-width: 80rem)").matches;

  function turnTo(part) {
    // What somebody is writing there stays, whatever she scrolls past meanwhile.
    if (part === place || !isWide() || isWriting()) return;
    place = part;
    clearTimeout(waiting);
    waiting = setTimeout(() => load(addressOf(part)), WAIT);
  }

  /** Whether focus is in a part of the plan, in sight: then it says which part is meant, not how far one has scrolled. */
  function isHeld() {
    const box = document.activeElement?.closest(PARTS) && document.activeElement.getBoundingClientRect();
    return Boolean(box) && box.bottom > 0 && box.top < window.innerHeight;
  }

  document.addEventListener("plan-part", (event) => {
    if (!isHeld()) turnTo(event.detail);
  });
  document.addEventListener("focusin", (event) => {
    const part = event.target.closest?.(PARTS);
    if (part?.id) turnTo(part.id);
  });
  document.addEventListener("plan-saved", () => {
    if (place && isWide() && !isWriting()) load(addressOf(place));
  });
  // Its room is taken at once, so that the text does not move when the side is filled.
  side.hidden = false;
  // Above the first part nothing is read yet.
  const first = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  turnTo(first?.matches(PARTS) ? first.id : "del-1");

  side.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-panel]");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    panel = tab.dataset.panel;
    sessionStorage.setItem("beside", panel);
    load(tab.href, `[data-panel="${panel}"]`);
  });

  side.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    asked += 1;
    const number = asked;
    const answer = await fetch(form.action, { method: "POST", body: data }).catch(() => null);
    const before = number === asked && side.querySelector(".beside");
    await show(answer, number, "[aria-invalid], [data-panel][aria-current]", true);
    if (side.contains(before) && before) {
      // Not sent, or answered by another page: the form is left as it stands, and says so.
      const said = document.createElement("p");
      said.className = "ds-validation-message";
      said.setAttribute("role", "alert");
      said.textContent = "Det ble ikke lagret. Last siden på nytt, og prøv igjen.";
      form.append(said);
    }
  });
}

document.querySelectorAll("[data-beside]").forEach(follow);
