// The page one is on, asked for anew after something has been saved.

let turn = 0;

/**
 * Ask for this page as it is now.
 * @returns {Promise<Document | null>} null where it did not come, or where it has been asked for again meanwhile
 */
export async function pageAnew() {
  turn += 1;
  const asked = turn;
  const answer = await fetch(window.location.pathname, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return asked === turn ? page : null;
}
