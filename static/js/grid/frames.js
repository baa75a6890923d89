// What is left of the frame, while one types: by all that counts, as the frame is told of everywhere.

import { formatKroner } from "../kroner.js";
import { addUp } from "./sums.js";
import { say } from "./words.js";

const COUNTED = new Set(["planlagt", "sokt", "innvilget"]);

/** @param {import("./model.js").Model} model */
export function showFrames(model) {
  const frames = [...document.querySelectorAll(".frame[data-source]")];
  if (!frames.length) return;
  const foot = addUp(model, COUNTED).at(-1);
  for (const frame of frames) {
    const column = model.columns.findIndex(({ key }) => key.split("/")[0] === frame.dataset.source);
    const used = column < 0 ? 0 : (foot[column] ?? (foot[column] === null ? 0 : undefined));
    // What cannot be read yet changes nothing.
    if (used === undefined) continue;
    const left = Number(frame.dataset.available) - used;
    say(frame.querySelector("[data-used]"), formatKroner(used));
    say(frame.querySelector("[data-left]"), formatKroner(Math.abs(left)));
    say(frame.querySelector(".frame-left dt"), left < 0 ? "For mye" : "Igjen");
    frame.classList.toggle("frame-exceeded", left < 0);
  }
}
