// What every page needs. Each module does nothing where its part is missing, and every page works without them.

import { focusErrorSummary } from "./error-summary.js";
import { putAway } from "./fold.js";
import { showWaiting } from "./writing/waiting.js";

focusErrorSummary(document);
putAway(document.querySelector(".plan-more > details"));

const person = document.querySelector("[data-signed-in]")?.dataset.signedIn;
if (person) showWaiting(person, document.querySelector("main"));
