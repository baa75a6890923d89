// The controls of one field as a list of names and values: read, written, put in words, and the cursor left in peace.

const isEditor = (control) => control.localName === "rich-text";
const isTicked = (control) => control.type === "checkbox" || control.type === "radio";

/** Return the controls that are saved: boxes to search in have no name. */
export function controlsIn(parts) {
  return parts.flatMap((part) => [...part.querySelectorAll("[name]:is(input, select, textarea, rich-text)")]);
}

/** Return what stands in the controls. */
export function read(controls) {
  return controls
    .filter((control) => !isTicked(control) || control.checked)
    .map((control) => [control.name, control.value]);
}

/** Return what stood in the controls when the page came from the server. */
export function readFirst(controls) {
  return controls.flatMap((control) => {
    if (isTicked(control)) return control.defaultChecked ? [[control.name, control.value]] : [];
    if (control.tagName !== "SELECT") return [[control.name, control.defaultValue]];
    const chosen = [...control.options].find((option) => option.defaultSelected) ?? control.options[0];
    return [[control.name, chosen?.value ?? ""]];
  });
}

/** Put values in the controls, and tell the page that they were written. */
export function write(controls, pairs) {
  for (const control of controls) {
    const values = valuesOf(control, pairs);
    if (isTicked(control)) control.checked = values.includes(control.value);
    else if (values.length && control.value !== values[0]) replaceText(control, values[0]);
    control.dispatchEvent(new CustomEvent("written", { bubbles: true }));
  }
}

/** What stands for what was written in the editor, by the name of the box it took the place of. */
const AS_HTML = "-html";

/**
 * Return the values that belong to a control. A draft may have been typed in a box where there now is an editor, or
 * the other way round.
 */
function valuesOf(control, pairs) {
  const of = (wanted) => pairs.filter(([name]) => name === wanted).map(([, value]) => value);
  const own = of(control.name);
  if (own.length) return own;
  if (isEditor(control)) return of(control.name.slice(0, -AS_HTML.length)).map(asParagraphs);
  return control.tagName === "TEXTAREA" ? of(control.name + AS_HTML).map(asText) : own;
}

function asParagraphs(text) {
  const box = document.createElement("div");
  for (const line of text.split(/\n\s*\n/).filter(Boolean)) box.append(Object.assign(document.createElement("p"), { textContent: line }));
  return box.innerHTML;
}

function asText(html) {
  const lines = new DOMParser().parseFromString(html, "text/html").querySelectorAll("p, h3, h4, li, tr");
  return [...lines].map((line) => line.textContent).join("\n\n");
}

/** Leave the values that controls can hold: the server also tells what a box would show where there is an editor. */
export function forControls(controls, values) {
  const names = new Set(controls.map((control) => control.name));
  return Object.entries(values).flatMap(([name, all]) => (names.has(name) ? all.map((value) => [name, value]) : []));
}

/** Show texts as the server keeps them, where that is another form of what was written. */
export function settle(controls, pairs) {
  for (const control of controls.filter(isEditor)) {
    const kept = pairs.find(([name]) => name === control.name);
    if (kept) control.settle(kept[1]);
  }
}

/** Put a text in a control; who stands in it goes on standing between the same words. */
function replaceText(control, text) {
  if (isEditor(control)) {
    control.value = text;
    return;
  }
  const before = control.value;
  const place = document.activeElement === control ? control.selectionStart : null;
  control.value = text;
  if (place === null || place === undefined) return;
  const moved = followed(before, text, place);
  control.setSelectionRange(moved, moved);
}

/** How many characters before a place have to be found again for it to be the same place. */
const REMEMBERED = 30;

/** Return where a place in a text is in another version of it: after the same words as before. */
export function followed(before, text, place) {
  const words = before.slice(Math.max(0, place - REMEMBERED), place);
  if (text.slice(0, place).endsWith(words)) return place;
  const later = text.indexOf(words, Math.max(0, place - words.length));
  const earlier = text.lastIndexOf(words, place);
  const found = later === -1 ? earlier : later;
  return found === -1 ? Math.min(place, text.length) : found + words.length;
}

/** Return values as a person reads them: names of what is ticked, texts as they are. */
export function inWords(controls, pairs) {
  const words = pairs.map(([name, value]) => {
    const control = controls.find((one) => one.name === name && (!isTicked(one) || one.value === value));
    if (!control) return value;
    if (isTicked(control)) return control.labels?.[0]?.textContent.trim() ?? value;
    if (isEditor(control)) return control.constructor.inWords(value);
    if (control.tagName !== "SELECT") return value;
    return [...control.options].find((option) => option.value === value)?.textContent.trim() ?? value;
  });
  return words.filter(Boolean).join(", ");
}

/** Whether two lists have the same names and values, in whatever order. */
export function same(one, other) {
  const sorted = (pairs) => JSON.stringify(pairs.map((pair) => JSON.stringify(pair)).sort());
  return sorted(one) === sorted(other);
}

/** Say at the controls what is wrong with them, as the server does with a whole form; `id` is the sentence's. */
export function describe(controls, id, isWrong) {
  for (const control of controls) {
    const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
    const ids = isWrong ? [...others, id] : others;
    if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
    else control.removeAttribute("aria-describedby");
    if (isWrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}
