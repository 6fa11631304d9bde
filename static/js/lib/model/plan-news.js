import { deadline } from "../net/deadline.js";
import { createRefresh } from "../net/refresh.js";

/** How long an answer is waited for, and over how long a hall that hears of something new spreads its questions; ms. */
const PATIENCE = 8000;
/** How often a screen asks that shows the event's address, of which no news tell: laptops change networks; ms. */
export const ADDRESS_EVERY = 30_000;
const SPREAD = 400;

/**
 * @typedef {object} PlanNews
 * @property {number} texts
 * @property {(import("./rotation.js").StationInfo & {question?: string, prompts?: string[]})[]} stations
 * @property {{position: number, title: string, minutes: number}[]} rounds
 * @property {{round: number, begin: number, end: number}[]} planned
 * @property {string} timezone the event's
 * @property {string|null} [logo] its id, for the hall's screens
 * @property {Record<string, string>} said translations into the page's language, by originals
 * @property {string} [join] the address in the event's code, for a screen that is no phone
 */

/**
 * What an event's stations and rounds are and say: fetched anew once the event's state tells that it is another.
 * @param {Pick<import("./event-state.js").EventClock, "state"|"subscribe">} clock
 * @param {string} address
 * @param {(news: PlanNews) => void} take
 * @param {number} [every] asks so often besides, in ms; 0: never
 * @param {typeof fetch} [get]
 */
export function watchPlan(clock, address, take, every = 0, get = fetch) {
  let known = clock.state.texts;
  const refresh = createRefresh(async () => {
    try {
      const headers = { Accept: "application/json" };
      const answer = await get(address, { cache: "no-store", headers, signal: deadline(PATIENCE) });
      if (answer.ok) {
        const news = await answer.json();
        known = news.texts;
        take(news);
      }
      return answer.ok || answer.status < 500; // who is refused is told so elsewhere
    } catch {
      return false;
    }
  });
  clock.subscribe(() => {
    const { texts } = clock.state;
    if (texts !== undefined && texts !== known) {
      refresh.within(Math.random() * SPREAD);
    }
  });
  if (every) {
    setInterval(() => refresh.within(0), every);
  }
}

/**
 * Whether an event has other stations than before, or in another order, or with other signs.
 * @param {import("./rotation.js").StationInfo[]} before
 * @param {import("./rotation.js").StationInfo[]} after
 */
export const isArrangedAnew = (before, after) => arrangement(before) !== arrangement(after);

/** @param {import("./rotation.js").StationInfo[]} stations */
const arrangement = (stations) => stations.map(({ slug, sign }) => `${slug} ${sign}`).join();
