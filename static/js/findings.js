// What Kontroll says of the part one writes in, and how many findings the plan has: fetched when the page is shown and
// after each save. Without this script there is a link to the page of findings.

async function fetchInto(box) {
  const isOpen = box.querySelector("details")?.open;
  const answer = await fetch(box.dataset.findings, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  box.innerHTML = await answer.text();
  const details = box.querySelector("details");
  if (details && isOpen) details.open = true;
}

for (const box of document.querySelectorAll("[data-findings]")) {
  let waiting = 0;
  fetchInto(box);
  // Several fields may be saved at once; one look at the plan is enough for them.
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => fetchInto(box), 300);
  };
  document.addEventListener("plan-saved", soon);
  // In a grid one goes from part to part.
  box.addEventListener("findings-moved", soon);
}
