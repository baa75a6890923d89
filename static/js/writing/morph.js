// Lets what is on the page become what the server says it is now, and leaves alone what has not changed: the place one
// reads, what one has opened, where the keyboard is.

/** What people and scripts change on the page, which is none of the server's business. */
const LIVE = new Set(["open", "tabindex", "aria-current", "data-editing"]);

function sameAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !LIVE.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!LIVE.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

const isAlike = (old, fresh) => old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && old.id === fresh.id;
const isKept = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-kept");

/**
 * Let an element become like another.
 * Elements with `data-editing` are left as they are, and elements with `data-kept` stay where they stand.
 */
export function morph(old, fresh) {
  if (old.hasAttribute("data-editing") || old.isEqualNode(fresh)) return;
  sameAttributes(old, fresh);
  const byId = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
  let here = old.firstChild;
  const skip = () => {
    while (here && isKept(here)) here = here.nextSibling;
  };
  for (const node of [...fresh.childNodes]) {
    if (isKept(node)) continue;
    skip();
    const match = (node.id && byId.get(node.id)) || (here && isAlike(here, node) ? here : null);
    if (!match) {
      old.insertBefore(document.importNode(node, true), here);
      continue;
    }
    if (match === here) here = here.nextSibling;
    else old.insertBefore(match, here);
    if (node.nodeType === Node.ELEMENT_NODE) morph(match, node);
    else if (match.data !== node.data) match.data = node.data;
  }
  while (here) {
    const next = here.nextSibling;
    if (!isKept(here)) here.remove();
    here = next;
  }
}
