// The window in which a link gets its address.

import { ask, element, labelled } from "./dialogs.js";

/** Return an address as a link may have it: what people type is often without its beginning. Empty where it is none. */
export function address(typed) {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:)\S+$/i.test(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  if (/^[^\s@:/]+\.[^\s@:/]{2,}([/?#]\S*)?$/.test(text)) return `https://${text}`;
  return "";
}

/** Ask for the address of what is marked, or of the link one stands in. */
export async function editLink(editor) {
  const before = editor.getAttributes("link").href ?? "";
  const { empty } = editor.state.selection;
  const link = labelled("Adresse", element("input", { type: "text", inputmode: "url", autocomplete: "off" }), "For eksempel https://www.regjeringen.no eller en e-postadresse.");
  link.control.value = before;
  const words = labelled("Tekst som vises", element("input", { type: "text", autocomplete: "off" }), "Tomt viser adressen.");
  const remove = element("button", { class: "ds-button", type: "button", "data-variant": "secondary" }, "Fjern lenken");
  remove.addEventListener("click", () => {
    editor.chain().extendMarkRange("link").unsetMark("link").run();
    remove.closest("dialog").close();
  });
  const asksForWords = empty && !before;
  const href = await ask(before ? "Endre lenke" : "Sett inn lenke", asksForWords ? [link.box, words.box] : [link.box], {
    button: before ? "Lagre lenken" : "Sett inn",
    more: before ? [remove] : [],
    done: () => {
      const found = address(link.control.value);
      link.refuse(found ? "" : "Skriv en adresse som begynner med https://, eller en e-postadresse.");
      if (!found) link.control.focus();
      return found || null;
    },
  });
  editor.view.focus();
  const chain = editor.chain();
  if (!href) {
    chain.run();
  } else if (asksForWords) {
    const text = words.control.value.trim() || link.control.value.trim();
    chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run();
  } else {
    chain.extendMarkRange("link").setMark("link", { href }).run();
  }
}
