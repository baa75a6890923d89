// One field that is saved on its own while one writes in it.
//
// What is typed is a draft in the browser at once, and with the server about a second after the last keystroke or when
// one leaves the field. Each save carries the hash of the value it started from. Whatever goes wrong, what was typed
// stays in the field and in the draft until the server has it.

import { controlsIn, describe, forControls, inWords, read, readFirst, same, settle, write } from "./controls.js";
import { drafts, forget, keep, remove, when } from "./drafts.js";
import { fetchData, sendData } from "./send.js";

/** How long after the last keystroke a field is saved, and how long after a lost connection it is tried again. */
const PAUSE = 1000;
const RETRY_FIRST = 5000;
const RETRY_LAST = 60_000;

const SENTENCES = {
  saving: "Lagrer …",
  away: "Ikke lagret ennå: ingen forbindelse. Teksten er tatt vare på her og lagres når forbindelsen er tilbake.",
  closed: "Ikke lagret: planen er ikke lenger åpen for deg her. Teksten er tatt vare på i nettleseren.",
  gone: "Ikke lagret: dette er slettet fra planen. Teksten er tatt vare på i nettleseren.",
  conflict: "Ikke lagret: to tekster å velge mellom.",
};
/** States that do not pass by themselves. */
const TROUBLE = new Set(["away", "signed-out", "closed", "gone", "conflict", "refused"]);

/** How many lines there are on the page that tell how a field stands. */
let lines = 0;

export class Field extends EventTarget {
  #parts;
  #controls;
  #base;
  #person;
  // What the server has, its base hash, and the text one started from, which is needed to put two changes together.
  #stored;
  #storedBase;
  #start;
  #timer = 0;
  #turn = 0;
  #retry = RETRY_FIRST;
  #queue = Promise.resolve(true);
  #line;
  #company;
  #panel = null;
  #theirs = null;

  /** @param {HTMLElement[]} parts what the field consists of on the page; they have the same address */
  constructor(parts, person) {
    super();
    this.#parts = parts;
    this.#person = person;
    this.#controls = controlsIn(parts);
    this.#base = parts[0].closest("form").elements.namedItem(parts[0].dataset.base);
    this.#stored = readFirst(this.#controls);
    this.#storedBase = this.#base.defaultValue;
    this.#start = this.#stored[0]?.[1] ?? "";
    this.url = parts[0].dataset.save;
    this.path = parts[0].dataset.path;
    this.label = (parts[0].querySelector("legend, label")?.textContent ?? "").trim();
    this.state = "saved";
    this.stamp = "";
    this.sending = false;
    this.#line = document.createElement("p");
    this.#line.className = "save-state";
    this.#line.id = `lagret-${++lines}`;
    this.#company = document.createElement("p");
    this.#company.className = "save-company";
    this.#company.hidden = true;
    parts.at(-1).append(this.#line, this.#company);
    for (const part of parts) {
      part.addEventListener("input", (event) => event.target.name && this.#typed());
      part.addEventListener("focusout", (event) => {
        if (!this.#parts.some((one) => one.contains(event.relatedTarget))) this.save();
      });
    }
    this.#offerDrafts();
    // What was typed before this script came is saved like what is typed after.
    if (this.isUnsaved) this.#typed();
  }

  /** Whether something stands here that the server does not have. */
  get isUnsaved() {
    return !same(read(this.#controls), this.#stored);
  }

  /** Whether somebody stands in the field. */
  get hasFocus() {
    return this.#parts.some((part) => part.contains(document.activeElement));
  }

  get isInTrouble() {
    return TROUBLE.has(this.state);
  }

  /** Put the cursor in the field. */
  focus() {
    this.#controls[0]?.focus();
  }

  /** Save what is typed, after what is under way. Resolves to whether the server has everything that stands here. */
  save() {
    clearTimeout(this.#timer);
    this.#queue = this.#queue.then(() => this.#save());
    return this.#queue;
  }

  /** Take in what somebody else has saved. Where something unsaved stands, saving it will show both texts. */
  async refresh(stamp) {
    if (stamp === this.stamp || this.sending) return;
    const turn = this.#turn;
    const { status, data } = await fetchData(this.url);
    // What was asked for before a save of one's own is older than it.
    if (status !== 200 || turn !== this.#turn || data.base === this.#base.value || this.isUnsaved) return;
    this.#take(data);
    this.#show("saved", data.by ? `Endret av ${data.by} ${data.at}` : `Endret ${data.at}`);
  }

  /** Show who else stands in the field. */
  showCompany(who) {
    this.#company.hidden = !who;
    this.#company.textContent = who ? `${who} skriver her nå` : "";
  }

  #typed() {
    const isKept = this.#keep();
    if (this.#theirs) return;
    this.#show("waiting", isKept ? "" : "Nettleseren kan ikke ta vare på utkast. Teksten lagres om litt.");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), PAUSE);
  }

  #keep() {
    const page = this.#parts[0].closest("form").dataset.page ?? window.location.pathname;
    const values = read(this.#controls);
    const words = inWords(this.#controls, values);
    const draft = { values, words, base: this.#base.value, start: this.#start, label: this.label, page };
    return keep(this.#person, this.url, draft);
  }

  async #save() {
    if (this.#theirs) return false;
    const typed = read(this.#controls);
    if (same(typed, this.#stored)) {
      forget(this.#person, this.url);
      this.#base.value = this.#storedBase;
      if (this.state !== "saved") this.#show("saved", "");
      return true;
    }
    this.#show("saving", SENTENCES.saving);
    this.sending = true;
    this.#turn += 1;
    const { status, data } = await sendData(this.url, [
      ...typed,
      [this.#base.name, this.#base.value],
      ["start", this.#start],
      ["person", this.#person],
    ]);
    this.sending = false;
    this.#answered(status, data, typed);
    return !this.isUnsaved;
  }

  #answered(status, data, typed) {
    if (status === 200) return this.#saved(data, typed);
    this.#keep();
    if (status === 409) return this.#collide(data);
    if (status === 422) return this.#show("refused", `Ikke lagret: ${data.sentence}`);
    if (status === 401) return this.#show("signed-out", `Ikke lagret: ${data.sentence}`, data.sign_in);
    if (status === 403) return this.#show("closed", data?.sentence ?? SENTENCES.closed);
    if (status === 404) return this.#show("gone", SENTENCES.gone);
    this.#show("away", SENTENCES.away);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), this.#retry);
    this.#retry = Math.min(2 * this.#retry, RETRY_LAST);
  }

  #saved(data, typed) {
    this.#stored = typed;
    this.#storedBase = this.#base.value = data.base;
    this.#start = this.#pairs(data)[0]?.[1] ?? "";
    this.stamp = data.stamp;
    this.#retry = RETRY_FIRST;
    this.#closePanel();
    if (this.isUnsaved) {
      this.#keep();
      return;
    }
    forget(this.#person, this.url);
    settle(this.#controls, this.#pairs(data));
    this.#show("saved", `Lagret ${data.at}`);
  }

  /** What the server has, for the controls that are here. */
  #pairs(data) {
    return forControls(this.#controls, data.values);
  }

  /** Let what the server has stand here. */
  #take(data) {
    write(this.#controls, this.#pairs(data));
    this.#stored = read(this.#controls);
    this.#storedBase = this.#base.value = data.base;
    this.#start = this.#stored[0]?.[1] ?? "";
    this.stamp = data.stamp;
    forget(this.#person, this.url);
  }

  #collide(data) {
    this.#theirs = data;
    this.#openPanel(data.html, (choice) => this.#choose(choice));
    this.#show("conflict", SENTENCES.conflict);
  }

  #choose(choice) {
    const data = this.#theirs;
    const mine = read(this.#controls);
    this.#theirs = null;
    this.#stored = this.#pairs(data);
    this.#storedBase = this.#base.value = data.base;
    this.#start = this.#pairs(data)[0]?.[1] ?? "";
    this.focus();
    if (choice === "mine") {
      this.save();
    } else if (choice === "theirs") {
      this.#closePanel();
      this.#take(data);
      this.#show("saved", `Lagret ${data.at}`);
      this.#offer("Din egen tekst er lagt bort.", mine, () => this.#bring(mine), () => {});
    } else {
      write(this.#controls, [[this.#controls[0].name, data.combined]]);
      this.#panel.querySelector(".form-actions").remove();
      this.#keep();
      this.#show("waiting", "Satt sammen av begge. Les gjennom; teksten lagres når du skriver eller går ut av feltet.");
    }
  }

  /** Offer what was typed here earlier and never came to the server. */
  #offerDrafts() {
    for (const draft of drafts(this.#person, this.url)) {
      if (same(draft.values, this.#stored)) {
        remove(draft.key);
        continue;
      }
      const take = () => {
        this.#base.value = draft.base;
        this.#start = draft.start;
        this.#bring(draft.values);
        remove(draft.key);
      };
      this.#offer(`Du har ulagret tekst fra ${when(draft.at)}.`, draft.values, take, () => remove(draft.key));
    }
  }

  #bring(values) {
    write(this.#controls, values);
    this.focus();
    this.#typed();
  }

  /** Show a text that can be brought back into the field or put away. */
  #offer(sentence, values, take, drop) {
    const box = document.createElement("div");
    box.className = "draft-offer";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Ulagret tekst");
    box.innerHTML =
      '<p class="draft-lead"></p><p class="theirs-value" tabindex="0"></p><div class="form-actions">' +
      '<button class="ds-button" type="button" data-size="sm" data-choose="take">Hent den fram</button>' +
      '<button class="ds-button" type="button" data-size="sm" data-variant="tertiary" data-choose="drop">Forkast</button></div>';
    box.querySelector(".draft-lead").textContent = sentence;
    box.querySelector(".theirs-value").textContent = inWords(this.#controls, values) || "Ingenting, det er tomt.";
    box.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (!choice) return;
      box.remove();
      if (choice === "take") take();
      else {
        drop();
        this.focus();
      }
    });
    this.#parts.at(-1).append(box);
  }

  #openPanel(html, choose) {
    this.#closePanel();
    this.#panel = document.createElement("div");
    this.#panel.innerHTML = html;
    this.#panel.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (choice) choose(choice);
    });
    this.#parts.at(-1).append(this.#panel);
  }

  #closePanel() {
    this.#panel?.remove();
    this.#panel = null;
  }

  #show(state, sentence, signIn = "") {
    this.state = state;
    this.#line.dataset.state = state;
    this.#line.textContent = sentence;
    describe(this.#controls, this.#line.id, state === "refused");
    if (signIn) {
      const link = document.createElement("a");
      link.className = "ds-link";
      link.href = signIn;
      link.target = "_blank";
      link.textContent = "Logg inn i en ny fane";
      this.#line.append(" Teksten er tatt vare på. ", link, ", så lagres den når du kommer tilbake hit.");
    }
    this.dispatchEvent(new Event("state"));
  }
}
