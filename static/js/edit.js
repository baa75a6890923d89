// Comforts of the pages one writes in: boxes that grow, lists one can search in, Ctrl+S that saves.

/** Let a text box grow with its text where the browser does not do that by itself. */
function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

/** Put a search box above a list of checkboxes; what is ticked is always shown. */
function addFilter(list) {
  const choices = list.querySelector(".choices");
  const name = list.querySelector("legend").textContent.trim();
  const filter = document.createElement("div");
  filter.className = "pick-filter";
  const id = `sok-${list.querySelector("input").name}`;
  filter.innerHTML =
    '<label class="ds-label">Søk<span class="ds-sr-only"></span></label>' +
    '<input class="ds-input" type="search" autocomplete="off"><output></output>';
  filter.querySelector("label").htmlFor = id;
  filter.querySelector("span").textContent = ` i ${name.toLowerCase()}`;
  const search = filter.querySelector("input");
  search.id = id;
  search.addEventListener("input", () => {
    filter.querySelector("output").textContent = narrow(choices, search.value);
  });
  // Enter would send the whole form, which is not what one means in a search box.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  choices.before(filter);
}

/** Show the choices that have every word in their name, and say how many they are. */
function narrow(choices, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
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
    part.hidden = !fits && !part.querySelector("input").checked;
    if (heading && !part.hidden) heading.hidden = false;
  }
  if (!words.length) return "";
  return found === 1 ? "1 treff" : `${found || "Ingen"} treff`;
}

if (!CSS.supports("field-sizing", "content")) {
  for (const box of document.querySelectorAll(".edit-form textarea")) {
    grow(box);
    for (const kind of ["input", "written"]) box.addEventListener(kind, () => grow(box));
  }
}

document.querySelectorAll(".pick").forEach(addFilter);

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  // Where each field is saved by itself, it is saved there and then, and one stays.
  if (event.defaultPrevented || document.querySelector("[data-save]")) return;
  event.preventDefault();
  document.querySelector(".edit-form")?.requestSubmit();
});
