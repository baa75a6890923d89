// Long lists to tick off: they narrow while one types, and the arrow keys go through what is left. Without this script
// the list is whole, and the button beside the box searches.

/** A list longer than this shows at first only what is ticked and what is near. */
const LONG = 25;

/** Let the boxes of a list follow what is typed, and what is ticked always be seen. */
function enhance(list) {
  const choices = list.querySelector(".choices");
  const filter = list.querySelector(".pick-filter");
  const search = filter.querySelector("input");
  const output = filter.querySelector("output");
  filter.querySelector("button").remove();
  // A box to search in is no part of what is saved.
  search.removeAttribute("name");

  const options = [...choices.querySelectorAll(".ds-field")];
  const headings = [...choices.querySelectorAll(".choices-group")];
  const far = headings.length > 1 ? headings.at(-1) : null;
  let isWhole = options.length <= LONG || !far;
  const more = addMore(choices, options.length);
  more.addEventListener("click", () => {
    isWhole = true;
    show();
    options.find((option) => !option.hidden)?.querySelector("input").focus();
  });

  function show() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    let heading = null;
    for (const part of choices.children) {
      if (part.classList.contains("choices-group")) {
        heading = part;
        heading.hidden = true;
        continue;
      }
      const label = part.textContent.toLowerCase();
      const fits = words.every((word) => label.includes(word));
      found += fits;
      const isOffered = fits && (words.length > 0 || isWhole || heading !== far);
      part.hidden = !isOffered && !part.querySelector("input").checked;
      if (heading && !part.hidden) heading.hidden = false;
    }
    more.hidden = isWhole || words.length > 0;
    if (!words.length) output.textContent = "";
    else output.textContent = found ? `${found} treff` : "Ingen treff. Legg til parten under.";
  }

  const inSight = () => options.filter((option) => !option.hidden).map((option) => option.querySelector("input"));

  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      // Enter would send the whole form. It ticks what was found, if that is one only.
      event.preventDefault();
      const hits = inSight().filter((box) => !box.checked);
      if (search.value.trim() && hits.length === 1) hits[0].click();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      inSight()[0]?.focus();
    } else if (event.key === "Escape" && search.value) {
      event.preventDefault();
      search.value = "";
      show();
    }
  });
  choices.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const boxes = inSight();
    const place = boxes.indexOf(event.target) + step;
    if (place < 0) search.focus();
    else boxes[place]?.focus();
  });
  show();
}

/** Add the button that shows the whole of a long list. */
function addMore(choices, count) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button pick-more";
  button.dataset.variant = "tertiary";
  button.dataset.size = "sm";
  button.textContent = `Vis alle ${count}`;
  choices.after(button);
  return button;
}

/** Warn before a new party that is typed and not added yet is left behind. */
function guard(added) {
  let isSent = false;
  added.closest("form").addEventListener("submit", () => {
    isSent = true;
  });
  added.addEventListener("input", () => {
    isSent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && added.querySelector("input").value.trim()) event.preventDefault();
  });
}

/** Let the long lists in a part of the page follow what is typed. */
export function startLists(part) {
  part.querySelectorAll(".pick").forEach(enhance);
  part.querySelectorAll(".new-party").forEach(guard);
}

startLists(document);
