// Moves a person who has sent a form with errors to the list of them, so that she hears of it before the fields.

/**
 * Focus the first error summary under `root`, if there is one, and let its links reach fields that a script has replaced.
 * @param {ParentNode} root
 */
export function focusErrorSummary(root) {
  const summary = root.querySelector(".ds-error-summary");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    // The rich-text editor hides the textarea and puts an editable element beside it.
    const target = field.checkVisibility() ? field : field.closest(".ds-field")?.querySelector("[contenteditable='true']");
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.scrollIntoView({ block: "center" });
  });
}
