import { createBackoff } from "../net/backoff.js";
import { deadline } from "../net/deadline.js";

/** So long an answer may take, in ms. */
const PATIENCE = 10_000;
/** Where none came it is asked for again after so many ms at first, and at last; each wait is spread. */
const SHORTEST = 2000;
const LONGEST = 30_000;

/** @typedef {{text: string, language: string, count: number, station: number}} CloudWord */

/**
 * The words of the hall, or of one station, as the server counted them. While there is no answer the last ones stay.
 * @param {string} address
 * @param {() => void} onChange
 * @param {typeof fetch} [get]
 */
export function createCloud(address, onChange, get = fetch) {
  /** @type {string|null} */
  let station = null;
  /** @type {CloudWord[]|null} */
  let words = null;
  let said = "";
  let asking = false;
  let again = false;
  const backoff = createBackoff(SHORTEST, LONGEST);
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  async function ask() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    clearTimeout(timer);
    let answered = false;
    const of = station;
    try {
      const answer = await get(of === null ? address : `${address}?station=${encodeURIComponent(of)}`, {
        cache: "no-store",
        signal: deadline(PATIENCE),
      });
      if (answer.ok && of === station) {
        ({ words, said = "" } = await answer.json());
        onChange();
      }
      answered = answer.ok;
    } catch {
      // no network: the wall says so, and asks once it is back
    }
    asking = false;
    if (answered) {
      backoff.reset();
    } else {
      timer = setTimeout(() => void ask(), backoff.next()); // what was hidden meanwhile must not stay
    }
    if (again || of !== station) {
      again = false;
      void ask();
    }
  }

  return {
    /** Something may have changed. */
    ask: () => void ask(),
    /**
     * The scene begins: what was known before may be gone by now.
     * @param {string|null} of a station's slug; null is the whole hall
     */
    begin(of) {
      station = of;
      words = null;
      said = "";
      void ask();
    },
    /** In how many contributions and languages they were counted, in words; empty: not known yet, or in none. */
    get said() {
      return said;
    },
    /** Null: not known yet. */
    get words() {
      return words;
    },
  };
}
