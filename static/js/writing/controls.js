// The controls of one field as a list of names and values: read, written, put in words, and the cursor left in peace.

const isTicked = (control) => control.type === "checkbox" || control.type === "radio";

/** Return the controls that are saved: boxes to search in have no name. */
export function controlsIn(parts) {
  return parts.flatMap((part) => [...part.querySelectorAll("[name]:is(input, select, textarea)")]);
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
    const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
    if (isTicked(control)) control.checked = values.includes(control.value);
    else if (values.length && control.value !== values[0]) replaceText(control, values[0]);
    control.dispatchEvent(new CustomEvent("written", { bubbles: true }));
  }
}

/** Put a text in a control; who stands in it goes on standing between the same words. */
function replaceText(control, text) {
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
function followed(before, text, place) {
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
