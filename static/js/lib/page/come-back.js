import { spread } from "../net/backoff.js";
import { deadline } from "../net/deadline.js";

/** About as long passes from the clock being put right until a wall shows its event again. */
const EVERY = 30_000;
/** For one answer, in ms. */
const PATIENCE = 10_000;

/**
 * Loads the page of a locked event anew once it is open again, or over for certain: nobody stands at a wall to do it.
 * @param {string} event
 * @param {() => void} load
 * @param {typeof fetch} [get]
 */
export function comeBack(event, load, get = fetch) {
  const later = () => setTimeout(look, spread(EVERY));
  async function look() {
    if (await isDecided(event, get)) {
      load();
    } else {
      later();
    }
  }
  later();
}

/**
 * @param {string} event
 * @param {typeof fetch} get
 * @returns {Promise<boolean>} false also where no answer came, or one that says nothing of the event
 */
async function isDecided(event, get) {
  try {
    const answer = await get(`/e/${event}/here`, {
      cache: "no-store",
      headers: { Accept: "application/json" },
      signal: deadline(PATIENCE),
    });
    return answer.ok || (await answer.json()).error === "event_over";
  } catch {
    return false; // without network, or from a proxy whose server is away
  }
}
