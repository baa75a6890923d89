// Moves a person who has sent a form with errors to the list of them, so that she hears of it before the fields.

/**
 * Focus the first error summary under `root`, if there is one. Its links are ordinary ones and need no script.
 * @param {ParentNode} root
 */
export function focusErrorSummary(root) {
  root.querySelector(".ds-error-summary")?.focus();
}
