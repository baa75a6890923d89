// What is pasted or dropped goes to the server first, which alone knows how Word's, the web's and other texts become
// ours. Without a connection the letters are taken in, and the server brings them to the normal form when it has them.

import { pm } from "../../django_prose_editor/editor.js";
import { sendData } from "../writing/send.js";

/** Return the blocks of HTML in normal form. */
export function blocksOf(schema, html) {
  const box = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  return pm.model.DOMParser.fromSchema(schema).parse(box).content;
}

/** Return text alone as paragraphs. */
function paragraphsOf(schema, text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  return pm.model.Fragment.from(lines.map((line) => schema.nodes.paragraph.create(null, schema.text(line))));
}

/** Return everything in one line, for where there is room for no more, as in a cell. */
function inOneLine(schema, content) {
  const nodes = [];
  content.descendants((node) => {
    if (!node.isTextblock || !node.content.size) return true;
    if (nodes.length) nodes.push(schema.text(" "));
    node.forEach((run) => nodes.push(run));
    return false;
  });
  return pm.model.Fragment.from(nodes);
}

/** Put blocks where the cursor stands. */
export function insert(view, content) {
  const { state } = view;
  if (!content.size) return;
  const isTable = content.childCount === 1 && content.firstChild.type.name === "table";
  if (pm.tables.isInTable(state)) {
    const slice = new pm.model.Slice(isTable ? content : inOneLine(state.schema, content), 0, 0);
    if (isTable && pm.tables.handlePaste(view, null, slice)) return;
    const line = new pm.model.Slice(inOneLine(state.schema, content), 0, 0);
    view.dispatch(state.tr.replaceSelection(line).scrollIntoView());
    return;
  }
  const isClosed = content.firstChild.isAtom || isTable;
  const slice = isClosed ? new pm.model.Slice(content, 0, 0) : pm.model.Slice.maxOpen(content, false);
  const { tr } = state;
  if (isClosed && content.childCount === 1) tr.replaceSelectionWith(content.firstChild, false);
  else tr.replaceSelection(slice);
  view.dispatch(tr.scrollIntoView().setMeta("paste", true));
}

/**
 * Take in what the clipboard or something dropped holds.
 * @param {DataTransfer} data
 * @param {string} url where it is cleaned
 * @param {(sentence: string) => void} say
 */
export async function take(view, data, url, say) {
  const html = data.getData("text/html");
  const text = data.getData("text/plain");
  if (!html && !text) return;
  const { status, data: answer } = await sendData(url, [["html", html], ["text", text]], false);
  if (view.isDestroyed) return;
  if (status === 200) {
    insert(view, blocksOf(view.state.schema, answer.html));
    say(answer.left_out ? "Figurer fra andre planer ble ikke med. Legg dem til i denne planen først." : "");
  } else if (answer?.sentence) {
    say(answer.sentence);
  } else {
    insert(view, paragraphsOf(view.state.schema, text));
    say("Uten forbindelse ble bare teksten limt inn, uten formatering.");
  }
}
