// Asks the server for one field, or sends it one, and always comes back with an answer: a lost connection is one too.

/** How long to wait before it counts as a lost connection, in milliseconds. */
const PATIENCE = 30_000;
/** What a browser takes along when the page is left while something is under way. */
const KEPT_ALIVE = 60_000;

/** The token as it is now: a new sign-in, also in another tab, brings a new one. */
function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";
}

async function ask(url, options) {
  try {
    const response = await fetch(url, {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
    const isData = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    return { status: response.status, data: isData ? await response.json() : null };
  } catch {
    return { status: 0, data: null };
  }
}

/**
 * Return what the server has.
 * @returns {Promise<{status: number, data: object | null}>} status 0 when there was no answer
 */
export function fetchData(url) {
  return ask(url, {});
}

/**
 * Send names and values to the server.
 * @param {string} url
 * @param {[string, string][]} pairs
 * @param {boolean} mayRead whether the address can also be asked, and gives a new token then
 * @returns {Promise<{status: number, data: object | null}>} status 0 when there was no answer
 */
export async function sendData(url, pairs, mayRead = true) {
  const body = new FormData();
  pairs.forEach(([name, value]) => body.append(name, value));
  const size = pairs.reduce((sum, pair) => sum + 3 * pair.join("").length, 0);
  const post = (csrf) =>
    ask(url, { method: "POST", body, keepalive: size < KEPT_ALIVE, headers: { "X-CSRFToken": csrf } });
  const answer = await post(token());
  if (answer.status !== 403 || answer.data || !mayRead) return answer;
  // Either it may not be written here, or the token is too old. What may still be read brings a new token along.
  const fresh = await fetchData(url);
  return fresh.data?.token ? post(fresh.data.token) : fresh;
}
