// Tiltak are dragged by their handle with mouse, pen or finger, and moved with buttons without the page jumping. What
// was done is told in words. Without this script the buttons send the form.

const EDGE = 60;

class Order {
  constructor(page) {
    this.page = page;
    this.said = page.querySelector("[data-order-said]");
    this.drag = null;
    this.showHandles();
    page.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.submitter);
    });
    page.addEventListener("pointerdown", (event) => this.start(event));
    page.addEventListener("pointermove", (event) => this.over(event));
    page.addEventListener("pointerup", (event) => this.drop(event));
    page.addEventListener("pointercancel", () => this.cancel());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.drag) this.cancel("Tiltaket ble ikke flyttet.");
    });
    this.tell();
  }

  get form() {
    return this.page.querySelector(".order");
  }

  showHandles() {
    for (const handle of this.page.querySelectorAll(".order-handle")) handle.hidden = false;
  }

  tell(words) {
    const told = words ?? this.form?.querySelector("[data-said]")?.dataset.said ?? "";
    // Emptied first, so that the same words are heard again.
    this.said.textContent = "";
    setTimeout(() => (this.said.textContent = told));
  }

  // Dragging

  start(event) {
    const handle = event.target.closest(".order-handle");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    const row = handle.closest(".order-row");
    this.drag = { row, list: row.parentElement, next: row.nextElementSibling, y: event.clientY };
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    this.page.classList.add("is-dragging");
  }

  over(event) {
    if (!this.drag) return;
    const { row } = this.drag;
    const lists = [...this.page.querySelectorAll("[data-goal]")];
    const list = lists.find((one) => event.clientY < one.getBoundingClientRect().bottom + EDGE / 2) ?? lists.at(-1);
    const rows = [...list.children].filter((one) => one !== row);
    const before = rows.find((one) => {
      const box = one.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    if (row.parentElement !== list || row.nextElementSibling !== (before ?? null)) list.insertBefore(row, before ?? null);
    if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 4);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
  }

  end() {
    const { row } = this.drag;
    row.classList.remove("is-dragged");
    this.page.classList.remove("is-dragging");
    this.drag = null;
  }

  cancel(words) {
    if (!this.drag) return;
    const { row, list, next } = this.drag;
    list.insertBefore(row, next);
    this.end();
    if (words) this.tell(words);
  }

  drop() {
    if (!this.drag) return;
    const { row, list, next } = this.drag;
    const isMoved = row.parentElement !== list || row.nextElementSibling !== next;
    const place = [...row.parentElement.children].indexOf(row) + 1;
    const move = `${row.dataset.uid}:${row.parentElement.dataset.goal}:${place}`;
    this.end();
    if (isMoved) this.send(null, move);
  }

  // Sending

  /** Send a move and show the page that comes back; focus goes to the moved row's own button. */
  async send(button, move = button?.value) {
    const data = new FormData(this.form);
    data.set("flytt", move);
    const way = button?.closest(".order-do") ? [...button.parentElement.children].indexOf(button) : -1;
    const answer = await fetch(this.form.action, { method: "POST", body: data }).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const form = page?.querySelector(".order");
    if (!form) {
      window.location.reload();
      return;
    }
    const messages = document.querySelector(".messages");
    messages.replaceChildren(...page.querySelector(".messages").children);
    this.form.replaceWith(form);
    this.showHandles();
    window.history.replaceState(null, "", answer.url.replace(/#.*/, ""));
    if (messages.childElementCount === 0) this.tell();
    const row = document.getElementById(`rad-${move.split(":")[0]}`);
    const buttons = [...(row?.querySelectorAll("button") ?? [])];
    const focus = buttons[way] && !buttons[way].disabled ? buttons[way] : buttons.find((one) => !one.disabled);
    if (button) focus?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }
}

const page = document.querySelector(".order-page");
if (page) new Order(page);
