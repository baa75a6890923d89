// A form whose fields save themselves while one writes, on a page of its own or in the plan's page.

import { startEditors } from "../editor/start.js";
import { Field } from "./field.js";
import { listen, names } from "./together.js";

/** Make a field of each thing that is saved on its own; its parts on the page have the same address. */
function fieldsOf(form) {
  const parts = new Map();
  for (const part of form.querySelectorAll("[data-save]")) {
    parts.set(part.dataset.save, [...(parts.get(part.dataset.save) ?? []), part]);
  }
  return [...parts.values()].map((found) => new Field(found, form.dataset.person));
}

/**
 * Say at the buttons how it stands with the whole form, and aloud only what needs somebody.
 * @returns {() => void} says aloud how it stands also when all is well, for who asked
 */
function tell(form, fields) {
  const line = document.createElement("p");
  line.className = "edit-standing";
  form.querySelector(".edit-actions")?.append(line);
  // What is saved already is not undone by going back.
  const back = form.querySelector(".edit-actions a");
  if (back) back.textContent = "Tilbake";
  const aloud = document.createElement("p");
  aloud.className = "ds-sr-only";
  aloud.setAttribute("role", "status");
  form.append(aloud);
  const say = (said) => {
    if (aloud.textContent !== said) aloud.textContent = said;
  };
  const show = () => {
    const trouble = fields.filter((field) => field.isInTrouble);
    const waits = fields.some((field) => field.isUnsaved);
    const names = trouble.map((field) => field.label).join(", ");
    line.dataset.state = trouble.length ? "trouble" : "";
    if (trouble.length) line.textContent = `Ikke lagret: ${names}`;
    else line.textContent = waits ? "Ikke alt er lagret ennå" : "Alt er lagret";
    say(trouble.length ? line.textContent : "");
  };
  fields.forEach((field) => field.addEventListener("state", show));
  return () => {
    show();
    say(line.textContent);
  };
}

/** Show who else writes here and elsewhere in the plan, and take in what others save. */
function meet(form, fields) {
  const line = document.createElement("p");
  line.className = "edit-company";
  line.setAttribute("role", "status");
  form.prepend(line);
  const here = () => fields.find((field) => field.hasFocus)?.path ?? "";
  const ask = listen({ ...form.dataset, url: form.dataset.together }, here, (people, changes) => {
    for (const field of fields) {
      field.showCompany(names(people.filter((one) => one.path === field.path).map((one) => one.name)));
      if (changes[field.path]) field.refresh(changes[field.path]);
    }
    const places = new Map();
    for (const { name, place } of people) places.set(place, [...(places.get(place) ?? []), name]);
    const said = [...places].map(([place, who]) => `${names(who)} redigerer ${place}.`).join(" ");
    if (line.textContent !== said) line.textContent = said;
  });
  form.addEventListener("focusin", (event) => event.target.closest("[data-save]") && ask());
}

/**
 * Let the fields of a form save themselves.
 * @param {HTMLFormElement} form
 * @param {{signal?: AbortSignal, meets?: boolean}} options the signal ends what listens to the page, for a form that is
 *   taken away again; `meets` is false where the page itself shows who else writes
 * @returns {Promise<{fields: Field[], saveAll: () => Promise<boolean[]>}>}
 */
export async function start(form, { signal, meets = true } = {}) {
  await startEditors(form);
  const fields = fieldsOf(form);
  if (!fields.length) return { fields, saveAll: async () => [] };
  const tellAloud = tell(form, fields);
  if (meets && form.dataset.together) meet(form, fields);
  // Others on the page may want to look again at what is computed from the text.
  const announce = (field) => field.state === "saved" && document.dispatchEvent(new Event("plan-saved"));
  fields.forEach((field) => field.addEventListener("state", () => announce(field)));
  let isLeaving = false;
  const saveAll = () => Promise.all(fields.map((field) => field.save()));
  const saveUnsaved = () => fields.filter((field) => field.isUnsaved).forEach((field) => field.save());

  // The button saves what is left, and then does what it does without a script.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const saved = await saveAll();
    if (!saved.every(Boolean)) {
      fields[saved.indexOf(false)].focus();
    } else if (form.dispatchEvent(new Event("all-saved", { cancelable: true }))) {
      isLeaving = true;
      form.submit();
    }
  });

  document.addEventListener(
    "keydown",
    async (event) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      await saveAll();
      tellAloud();
    },
    { signal },
  );

  window.addEventListener(
    "beforeunload",
    (event) => {
      if (isLeaving) return;
      // What was sent on the way out reaches the server also when the page is gone.
      const unsent = fields.some((field) => field.isUnsaved && (!field.sending || field.isInTrouble));
      saveUnsaved();
      if (unsent) event.preventDefault();
    },
    { signal },
  );

  // A closed lid, another tab; and back from signing in, or with the connection.
  document.addEventListener("visibilitychange", saveUnsaved, { signal });
  window.addEventListener("focus", saveUnsaved, { signal });
  window.addEventListener("online", saveUnsaved, { signal });
  return { fields, saveAll };
}
