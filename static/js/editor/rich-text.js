// A text one writes in as on paper: a control of the form, with a name and a value in HTML, as a box has one in text.

import { Editor, pm } from "../../django_prose_editor/editor.js";
import { followed } from "../writing/controls.js";
import { element } from "./dialogs.js";
import { Figures } from "./figures.js";
import { editLink } from "./links.js";
import { blocksOf, insert, take } from "./paste.js";
import { extensions, saying } from "./schema.js";
import { toolbar } from "./toolbar.js";

/** One look at the plan's figures is enough for all texts of a page. */
const figuresAt = new Map();
const figuresOf = (url) => figuresAt.get(url) ?? figuresAt.set(url, new Figures(url)).get(url);

class RichText extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["aria-describedby", "aria-invalid"];

  #internals = this.attachInternals();
  #editor = null;
  #tools;
  #line;
  #html = "";
  /** What stood here when the page came. */
  defaultValue = "";

  /**
   * Show a text and let it be written.
   * @param {{html: string, id: string, label: HTMLElement, describedBy: string, pasted: string, figures: string}} how
   *   `pasted` is the address that cleans what is pasted, `figures` the one that lists the plan's figures
   */
  begin({ html, id, label, describedBy, pasted, figures }) {
    this.defaultValue = this.#html = html;
    const known = figuresOf(figures);
    const body = element("div", { class: "editor-body" });
    label.id ||= `${id}-navn`;
    label.removeAttribute("for");
    label.addEventListener("click", () => this.focus());
    this.#editor = new Editor({
      element: body,
      content: html,
      injectCSS: false,
      enableInputRules: ["bulletList", "orderedList"],
      enablePasteRules: false,
      extensions: extensions((sha256) => known.show(sha256), {
        Escape: () => this.#leave(),
        "Alt-F10": () => this.#tools.focus() ?? true,
        "Mod-k": () => editLink(this.#editor) && true,
      }),
      editorProps: {
        attributes: { id, role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, class: "editor-text" },
        handleDOMEvents: {
          paste: (view, event) => this.#take(view, event, event.clipboardData, pasted),
          drop: (view, event) => {
            // What is moved within the text is the editor's own matter.
            if (view.dragging) return false;
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (place) this.#editor.commands.setTextSelection(place.pos);
            return this.#take(view, event, event.dataTransfer, pasted);
          },
        },
      },
      onUpdate: () => this.#changed(),
      onTransaction: () => this.#tools?.follow(),
      onFocus: () => this.#tools.follow(),
    });
    this.#tools = toolbar(this.#editor, id, {
      link: editLink,
      figure: async () => {
        const sha256 = await known.choose();
        if (sha256) insert(this.#editor.view, blocksOf(this.#editor.schema, `<figure data-sha256="${sha256}"></figure>`));
        this.focus();
      },
    });
    this.#line = element("p", { class: "editor-said", role: "status" });
    this.append(this.#tools.box, body, this.#line);
    this.#internals.setFormValue(html);
    this.setAttribute("aria-describedby", describedBy);
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  get value() {
    return this.#html;
  }

  /** Let another text stand here; who stands in it goes on standing between the same words. */
  set value(html) {
    this.#show(html, true);
    this.#hold(html);
  }

  /** Show the form in which the server keeps the text, unless only empty places differ, where one may be writing. */
  settle(html) {
    const kept = this.#docOf(html);
    if (saying(kept) !== saying(this.#editor.state.doc)) this.#show(html, false);
  }

  /** The text as one reads it. */
  static inWords(html) {
    const doc = new DOMParser().parseFromString(html, "text/html");
    const lines = [...doc.querySelectorAll("p, h3, h4, li, tr")];
    const own = (line) => [...line.childNodes].filter((node) => !["UL", "OL"].includes(node.nodeName)).map((node) => node.textContent);
    return lines.map((line) => own(line).join(line.nodeName === "TR" ? " | " : "")).join("\n");
  }

  focus() {
    this.#editor?.view.focus();
  }

  attributeChangedCallback(attribute, _, value) {
    const text = this.#editor?.view.dom;
    if (!text) return;
    if (value) text.setAttribute(attribute, value);
    else text.removeAttribute(attribute);
  }

  disconnectedCallback() {
    // Moved within the page it lives on.
    queueMicrotask(() => this.isConnected || this.#editor?.destroy());
  }

  #leave() {
    this.#editor.commands.blur();
    this.dispatchEvent(new Event("leave", { bubbles: true }));
    return true;
  }

  #docOf(html) {
    return this.#editor.schema.topNodeType.createChecked(null, filled(this.#editor.schema, blocksOf(this.#editor.schema, html)));
  }

  #hold(html) {
    this.#html = html;
    this.#internals.setFormValue(html);
  }

  #changed() {
    this.#hold(this.#editor.isEmpty ? "" : this.#editor.getHTML());
    this.#say("");
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Put in what differs, so that the cursor stays where nothing has changed. */
  #show(html, canBeUndone) {
    const { state, view } = this.#editor;
    const doc = this.#docOf(html);
    const start = state.doc.content.findDiffStart(doc.content);
    if (start === null) return;
    let { a, b } = state.doc.content.findDiffEnd(doc.content);
    const overlap = start - Math.min(a, b);
    if (overlap > 0) {
      a += overlap;
      b += overlap;
    }
    let tr = state.tr.replace(start, a, doc.slice(start, b));
    if (!tr.doc.eq(doc)) tr = state.tr.replaceWith(0, state.doc.content.size, doc.content);
    const { from, empty } = state.selection;
    if (empty && from >= start && from <= a) tr.setSelection(pm.state.Selection.near(tr.doc.resolve(samePlace(state.doc, doc, from))));
    // Written here by nobody: it is no news to the form.
    view.dispatch(tr.setMeta("addToHistory", canBeUndone).setMeta("preventUpdate", true));
  }

  #take(view, event, data, url) {
    if (!data?.types.some((type) => type === "text/html" || type === "text/plain")) {
      if (data?.files.length) {
        event.preventDefault();
        this.#say("Bilder settes inn med knappen «Figur», der de også får en alternativ tekst.");
        return true;
      }
      return false;
    }
    event.preventDefault();
    take(view, data, url, (sentence) => this.#say(sentence));
    return true;
  }

  #say(sentence) {
    if (this.#line.textContent !== sentence) this.#line.textContent = sentence;
  }
}

const textTo = (doc, position) => doc.textBetween(0, position, "\n", "\n");

/** Return where a position in a text is in another version of it: after the same words as before. */
function samePlace(before, after, position) {
  const end = after.content.size;
  const wanted = followed(textTo(before, before.content.size), textTo(after, end), textTo(before, position).length);
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (textTo(after, middle).length < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An empty text still has a line to write on. */
function filled(schema, content) {
  return content.size ? content : content.addToEnd(schema.nodes.paragraph.create());
}

customElements.define("rich-text", RichText);

/** Let an editor take the place of a box. */
export function replace(box, addresses) {
  const label = box.labels[0];
  const text = document.createElement("rich-text");
  text.setAttribute("name", box.dataset.richText);
  const how = { html: box.dataset.html, id: box.id, label, describedBy: box.getAttribute("aria-describedby") ?? "" };
  const hadFocus = document.activeElement === box;
  if (box.getAttribute("aria-invalid") === "true") text.setAttribute("aria-invalid", "true");
  box.replaceWith(text);
  text.begin({ ...how, ...addresses });
  if (hadFocus) text.focus();
  return text;
}
