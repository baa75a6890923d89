// Comforts of the pages one reads: contents that follow, messages one can put away, tables that are stops only if they
// scroll. The pages are whole without them.

/** Mark the part one reads in the contents, and open its delmål there. */
function follow(contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll("a[href^='#']")) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (part) links.set(part, link);
  }
  const parts = [...links.keys()];
  const seen = new Set();
  let opened = null;

  /** The innermost part on the reading line; at the foot of the page, where the line is never reached, the last one. */
  function current() {
    const root = document.documentElement;
    if (root.scrollHeight - window.scrollY - window.innerHeight < 2) {
      const goal = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      const inSight = goal && goal.getBoundingClientRect().top < window.innerHeight;
      return inSight && links.has(goal) ? goal : parts.at(-1);
    }
    return parts.filter((part) => seen.has(part)).at(-1);
  }

  function mark() {
    const part = current();
    if (!part || links.get(part).hasAttribute("aria-current")) return;
    contents.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const link = links.get(part);
    link.setAttribute("aria-current", "true");
    document.dispatchEvent(new CustomEvent("plan-part", { detail: part.id }));
    const goal = link.closest(".contents-goal")?.querySelector("details") ?? null;
    // Only what was opened here is closed again: what a person opened is hers.
    if (opened && opened !== goal) opened.open = false;
    if (opened !== goal) opened = goal && !goal.open ? goal : null;
    if (opened) opened.open = true;
    keepInSight(link);
  }

  /** Scroll the contents, never the page. */
  function keepInSight(link) {
    const box = contents.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) {
      contents.scrollTop += place.top - box.top - box.height / 3;
    }
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target);
        else seen.delete(entry.target);
      }
      mark();
    },
    // The reading line: a thin band a fifth down the window.
    { rootMargin: "-20% 0px -79% 0px" },
  );
  parts.forEach((part) => observer.observe(part));
  document.addEventListener("scrollend", mark);
}

/** Give a message a button that puts it away. */
function addClose(message) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "tertiary";
  button.dataset.size = "sm";
  button.textContent = "Lukk";
  button.addEventListener("click", () => message.remove());
  message.append(button);
}

/** A region that does not scroll is no stop on the way through the page with Tab. */
function stopOnlyIfScrolling(regions) {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
      if (scrolls) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  regions.forEach((region) => observer.observe(region));
}

document.querySelectorAll("[data-follow]").forEach(follow);
document.querySelectorAll(".messages > .ds-alert").forEach(addClose);
// A grid is a stop itself, and scrolls where one goes in it.
stopOnlyIfScrolling(document.querySelectorAll(".table-scroll:not(:has([data-grid]))"));
