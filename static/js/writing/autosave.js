// Saves every field of a form by itself while one writes. Without this script the form has its button.

import { start } from "./form.js";

document.querySelectorAll("form[data-person]").forEach((form) => start(form));
