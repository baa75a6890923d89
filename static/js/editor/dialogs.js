// Small windows over the page: the browser's own, which keep the keyboard inside and close with Esc.

let windows = 0;

/**
 * Show a window with a form until it is sent or closed, and give back what `done` returns, or nothing.
 * @template T
 * @param {string} heading
 * @param {HTMLElement[]} content
 * @param {{button: string, done: () => T | null | Promise<T | null>, more?: HTMLElement[]}} what `done` returns null to stay
 * @returns {Promise<T | undefined>}
 */
export function ask(heading, content, { button, done, more = [] }) {
  const id = `vindu-${++windows}`;
  const dialog = element("dialog", { class: "ds-dialog editor-dialog", "aria-labelledby": id });
  const form = element("form", { method: "dialog", novalidate: "" });
  const send = element("button", { class: "ds-button", type: "submit" }, button);
  const close = element("button", { class: "ds-button", type: "button", "data-variant": "tertiary" }, "Avbryt");
  const actions = element("div", { class: "form-actions" });
  actions.append(send, ...more, close);
  form.append(element("h2", { class: "ds-heading", "data-size": "xs", id }, heading), ...content, actions);
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer;
    close.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (send.disabled) return;
      send.disabled = true;
      const given = await done();
      send.disabled = false;
      if (given === null) return;
      answer = given;
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    // Keys in here are none of the page's business.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.showModal();
  });
}

/** Make an element with attributes and text. */
export function element(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}

/**
 * Make a labelled control with a place for what is wrong with it.
 * @returns {{box: HTMLElement, control: HTMLElement, refuse: (sentence: string) => void}}
 */
export function labelled(label, control, help = "") {
  const id = `felt-${++windows}`;
  control.id = id;
  control.classList.add("ds-input");
  const box = element("div", { class: "ds-field" });
  box.append(element("label", { class: "ds-label", for: id }, label));
  const described = [];
  if (help) {
    box.append(element("div", { class: "field-description", "data-field": "description", id: `${id}-hjelp` }, help));
    described.push(`${id}-hjelp`);
  }
  const wrong = element("p", { class: "ds-validation-message", id: `${id}-feil` });
  wrong.hidden = true;
  box.append(control, wrong);
  const tell = (sentence) => {
    wrong.hidden = !sentence;
    wrong.textContent = sentence;
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    const ids = sentence ? [...described, wrong.id] : described;
    if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
    else control.removeAttribute("aria-describedby");
  };
  tell("");
  return { box, control, refuse: tell };
}
