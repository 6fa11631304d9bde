import { deadline } from "./deadline.js";

/** How long an answer is waited for, in ms. */
const PATIENCE = 8000;

/**
 * Tells the server what this device's clock shows: from within nobody sees that a clock is wrong.
 * @param {string} url
 * @param {{now?: () => number, post?: typeof fetch}} [browser]
 * @returns {Promise<{verdict: "agrees"|"ahead"|"behind"|"own", shown: string}|null>} what that says of the server's
 *   clock, and what that shows; null where no answer came
 */
export async function tellClock(url, { now = Date.now, post = fetch } = {}) {
  try {
    const answer = await post(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ now: String(Math.round(now())) }),
      signal: deadline(PATIENCE),
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the next one will tell
  }
}
