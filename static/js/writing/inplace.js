// Writing in the plan where one reads it: «Rediger» opens the field's own form there, Esc or «Ferdig» closes it, and the
// page becomes what it then is. What others save appears by itself. Without this script the links lead to the forms.

import { startLists } from "../pick.js";
import { pageAnew } from "./anew.js";
import { start } from "./form.js";
import { morph } from "./morph.js";
import { listen, names } from "./together.js";

/** What of the page follows the plan: its head, its contents, and the plan itself. */
const PARTS = [".plan-head", ".plan-contents", "#plan-document"];

const plan = document.querySelector("#plan-document[data-fields]");
const hostOf = (path) => plan.querySelector(`[data-field="${CSS.escape(path)}"]`);
const linkOf = (path) => plan.querySelector(`a[data-edit="${CSS.escape(path)}"]`);

/** The field that is open: its path, its place, and what its form can do. */
let open = null;

/** Do something that changes the page, and let a place stay where it is on the screen. */
function still(place, change) {
  const before = place?.getBoundingClientRect().top;
  change();
  if (place?.isConnected) window.scrollBy(0, place.getBoundingClientRect().top - before);
}

/** The first part of the plan that one sees. */
function inSight() {
  return [...plan.querySelectorAll("[data-field]")].find((part) => part.getBoundingClientRect().bottom > 0) ?? plan;
}

/** Ask for the page anew and take in what is different. */
async function refresh() {
  const page = await pageAnew();
  if (!page) return;
  still(open?.host ?? inSight(), () => {
    for (const part of PARTS) {
      const fresh = [...page.querySelectorAll(part)];
      document.querySelectorAll(part).forEach((old, place) => fresh[place] && morph(old, fresh[place]));
    }
  });
}

function remember(path) {
  const address = new URL(window.location.href);
  if (path) address.searchParams.set("rediger", path);
  else address.searchParams.delete("rediger");
  window.history.replaceState(null, "", address);
}

/** Take the form of a field from the field's own page. */
async function formOf(url) {
  const answer = await fetch(url, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("form[data-person]");
  return form && document.importNode(form, true);
}

async function begin(path) {
  const host = hostOf(path);
  if (!host || open?.path === path) return;
  if (open && !(await end())) return;
  const url = `${plan.dataset.fields}${path}/`;
  const form = await formOf(url);
  if (!form) {
    window.location.assign(url);
    return;
  }
  const box = document.createElement("div");
  box.className = "in-place";
  box.dataset.kept = "";
  form.action = url;
  form.dataset.page = url;
  form.querySelector(".edit-actions button").textContent = "Ferdig";
  form.querySelector(".edit-actions a")?.remove();
  box.append(form);
  const ends = new AbortController();
  open = { path, host, box, ends };
  still(host, () => {
    host.dataset.editing = "";
    host.append(box);
  });
  remember(path);
  startLists(box);
  Object.assign(open, await start(form, { signal: ends.signal, meets: false }));
  form.addEventListener("all-saved", (event) => {
    event.preventDefault();
    end();
  });
  form.addEventListener("leave", () => end());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    end();
  });
  open.fields[0]?.focus();
  ask();
}

/** Save what is left and close the field. Resolves to whether it is closed. */
async function end() {
  const { path, host, box, ends, fields, saveAll } = open;
  const saved = await saveAll();
  if (open?.path !== path) return true;
  if (!saved.every(Boolean)) {
    fields[saved.indexOf(false)].focus();
    return false;
  }
  ends.abort();
  open = null;
  remember("");
  const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
  still(host, () => {
    box.remove();
    delete host.dataset.editing;
  });
  await refresh();
  if (hadFocus && !open) linkOf(path)?.focus({ preventScroll: true });
  ask();
  return true;
}

/** Say who writes where, over the plan and at each field. */
function showCompany(people) {
  const line = document.querySelector(".plan-company");
  const places = new Map();
  for (const { name, place } of people) places.set(place, [...(places.get(place) ?? []), name]);
  const said = [...places].map(([place, who]) => `${names(who)} redigerer ${place}.`).join(" ");
  if (line.textContent !== said) line.textContent = said;
  const there = new Map();
  for (const { name, path } of people) there.set(path, [...(there.get(path) ?? []), name]);
  for (const mark of plan.querySelectorAll(".field-company")) {
    const host = mark.closest("[data-field]");
    if (!there.has(host?.dataset.field)) mark.remove();
  }
  for (const [path, who] of there) {
    const host = hostOf(path);
    if (!host) continue;
    let mark = host.querySelector(":scope > .field-company");
    if (!mark) {
      mark = document.createElement("span");
      mark.className = "save-company field-company";
      mark.dataset.kept = "";
      host.append(mark);
    }
    mark.textContent = `${names(who)} skriver her nå`;
  }
}

/** When each field was last saved, as far as the page shows it. */
const seen = new Map();

function heard(people, changes) {
  showCompany(people);
  const news = Object.entries(changes).filter(([path, stamp]) => seen.get(path) !== stamp);
  for (const [path, stamp] of news) seen.set(path, stamp);
  for (const field of open?.fields ?? []) if (changes[field.path]) field.refresh(changes[field.path]);
  if (news.length) refresh();
}

let ask = () => {};

if (plan) {
  plan.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-edit]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !hostOf(link.dataset.edit)) return;
    event.preventDefault();
    begin(link.dataset.edit);
  });
  const wanted = new URL(window.location.href).searchParams.get("rediger");
  if (wanted && hostOf(wanted)) {
    hostOf(wanted).scrollIntoView({ block: "center" });
    begin(wanted);
  }
  const { together: url, since, person } = plan.dataset;
  ask = listen({ url, since, person }, () => (open?.box.contains(document.activeElement) ? open.path : ""), heard);
}
