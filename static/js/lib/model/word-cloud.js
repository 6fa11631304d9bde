import { deadline } from "../net/deadline.js";

/** So long an answer may take, in ms; then the wall asks anew with the next change, for another station at once. */
const PATIENCE = 10_000;

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

  async function ask() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
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
    } catch {
      // no network: the wall says so, and asks once it is back
    }
    asking = false;
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
