// The page of changes: every reason and assessment saves itself while one writes, and what the page counts follows.
// Without this script each of them has its button.

import { pageAnew } from "./writing/anew.js";
import { start } from "./writing/form.js";
import { morph } from "./writing/morph.js";

/** What of the page follows what is written; the texts themselves are left alone. */
const PARTS = [".plan-head", ".changes-summary"];
const MISSING = "change--missing";

/** Take in what is missing now. */
async function refresh() {
  const page = await pageAnew();
  if (!page) return;
  for (const part of PARTS) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) morph(old, fresh);
  }
  for (const change of document.querySelectorAll(".change")) {
    change.classList.toggle(MISSING, page.getElementById(change.id)?.classList.contains(MISSING) ?? false);
  }
}

// One page may hold hundreds of these forms, so that none of them asks who else is there.
document.querySelectorAll("form[data-person]").forEach((form) => start(form, { meets: false }));
document.addEventListener("plan-saved", refresh);
