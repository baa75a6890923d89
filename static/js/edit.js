// Comforts of the pages one writes in: boxes that grow, Ctrl+S that saves.

/** Let a text box grow with its text where the browser does not do that by itself. */
function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

if (!CSS.supports("field-sizing", "content")) {
  for (const box of document.querySelectorAll(".edit-form textarea")) {
    grow(box);
    for (const kind of ["input", "written"]) box.addEventListener(kind, () => grow(box));
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  // Where each field is saved by itself, it is saved there and then, and one stays.
  if (event.defaultPrevented || document.querySelector("[data-save]")) return;
  event.preventDefault();
  document.querySelector(".edit-form")?.requestSubmit();
});
