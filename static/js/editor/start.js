// Lets an editor take the place of each box for rich text; where it cannot, the box stays and takes plain text.

/**
 * Replace the boxes of a form. What has been typed in a box already stays there.
 * @param {HTMLFormElement} form
 */
export async function startEditors(form) {
  const boxes = [...form.querySelectorAll("textarea[data-rich-text]")];
  if (!boxes.length) return;
  let editor;
  try {
    editor = await import("./rich-text.js");
  } catch {
    return;
  }
  let hasBox = false;
  for (const box of boxes) {
    if (box.value !== box.defaultValue) {
      hasBox = true;
      continue;
    }
    editor.replace(box, { pasted: form.dataset.pasted, figures: form.dataset.figures });
  }
  for (const part of form.querySelectorAll("[data-with-editor]")) part.hidden = false;
  if (!hasBox) form.querySelectorAll("[data-without-editor]").forEach((part) => part.remove());
}
