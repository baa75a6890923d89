// The plan's figures in the editor: shown as pictures in the text, chosen or added in a window.

import { fetchData, sendData } from "../writing/send.js";
import { ask, element, labelled } from "./dialogs.js";

const NEW = "ny";

/** @typedef {{sha256: string, url: string, alt: string, caption: string}} Figure */

export class Figures {
  #url;
  /** @type {Promise<Map<string, Figure>> | null} */
  #known = null;

  /** @param {string} url where the plan's figures are listed; `ny/` under it takes a new one */
  constructor(url) {
    this.#url = url;
  }

  async #load() {
    const { data } = await fetchData(this.#url);
    return new Map((data?.figures ?? []).map((figure) => [figure.sha256, figure]));
  }

  /** The figures by SHA-256, asked for once. */
  get known() {
    this.#known ??= this.#load();
    return this.#known;
  }

  /** Return what stands for a figure in a text; the picture comes when the server has told of it. */
  show(sha256) {
    const box = element("figure", { "data-sha256": sha256, class: "editor-figure" });
    const words = element("figcaption", {}, "Figur");
    box.append(words);
    this.known.then((figures) => {
      const figure = figures.get(sha256);
      if (!figure) {
        words.textContent = "Figuren er ikke i planen lenger";
        return;
      }
      box.prepend(element("img", { src: figure.url, alt: figure.alt, draggable: "false" }));
      words.textContent = figure.caption ? `Figur: ${figure.caption}` : "Figur uten bildetekst";
    });
    return box;
  }

  /**
   * Let a person choose one of the plan's figures, or add one.
   * @returns {Promise<string | undefined>} the SHA-256 of the figure
   */
  async choose() {
    this.#known = this.#load();
    const figures = [...(await this.#known).values()];
    const fields = new NewFigure();
    const choices = figures.length ? chooser(figures) : null;
    const showFields = () => {
      fields.box.hidden = choices !== null && choices.chosen !== NEW;
    };
    choices?.box.addEventListener("change", showFields);
    showFields();
    const add = async () => {
      const figure = await fields.send(`${this.#url}ny/`);
      if (figure) (await this.#known).set(figure.sha256, figure);
      return figure?.sha256 ?? null;
    };
    return ask("Sett inn figur", choices ? [choices.box, fields.box] : [fields.box], {
      button: "Sett inn",
      done: () => (choices && choices.chosen !== NEW ? choices.chosen : add()),
    });
  }
}

/** Make the list of the plan's figures, each with its picture, and last the choice of a new one. */
function chooser(figures) {
  const box = element("fieldset", { class: "ds-fieldset figure-choices" });
  box.append(element("legend", { class: "ds-label" }, "Figur"));
  const add = (value, picture, name) => {
    const label = element("label", { class: "figure-choice" });
    const radio = element("input", { type: "radio", name: "figur", value, class: "ds-input" });
    label.append(radio, ...picture, element("span", {}, name));
    box.append(label);
    return radio;
  };
  const radios = figures.map(({ sha256, url, alt, caption }) =>
    add(sha256, [element("img", { src: url, alt: "", loading: "lazy" })], caption || alt),
  );
  add(NEW, [], "En ny figur …");
  radios[0].checked = true;
  return {
    box,
    get chosen() {
      return box.querySelector(":checked").value;
    },
  };
}

/** The fields of a figure that is added. What is wrong with it is the server's to say. */
class NewFigure {
  constructor() {
    const file = element("input", { type: "file", accept: "image/png,image/jpeg,image/webp" });
    this.file = labelled("Bilde", file, "PNG, JPEG eller WebP, høyst 8 MB.");
    const help = "Det samme som bildet sier, for den som ikke ser det. Leses opp av skjermlesere, også i PDF-en.";
    this.alt = labelled("Alternativ tekst", element("textarea", { rows: "3" }), help);
    this.caption = labelled("Bildetekst", element("input", { type: "text", maxlength: "300" }), "Trykkes under figuren, etter nummeret.");
    this.box = element("div", { class: "new-figure" });
    this.box.append(this.file.box, this.alt.box, this.caption.box);
  }

  /** Send the figure. Resolves to it, or to null when it was refused, which is then said at the fields. */
  async send(url) {
    const pairs = [
      ["file", this.file.control.files[0] ?? ""],
      ["alt", this.alt.control.value],
      ["caption", this.caption.control.value],
    ];
    const { status, data } = await sendData(url, pairs, false);
    if (status === 200) return data;
    const errors = data?.errors ?? {};
    const other = data?.sentence ?? (status === 413 ? "Bildet er for stort." : "Figuren kom ikke fram. Prøv igjen.");
    const sentences = {
      file: [...(errors.file ?? []), ...(errors.__all__ ?? [])].join(" ") || (Object.keys(errors).length ? "" : other),
      alt: (errors.alt ?? []).join(" "),
      caption: (errors.caption ?? []).join(" "),
    };
    for (const [name, sentence] of Object.entries(sentences)) this[name].refuse(sentence);
    Object.keys(sentences).filter((name) => sentences[name]).slice(0, 1).forEach((name) => this[name].control.focus());
    return null;
  }
}
