import { createCatchUp } from "../net/catch-up.js";
import { Offline } from "../net/socket.js";
import { FORM, NOUNS, wholeChange } from "../net/usual.js";

/**
 * @typedef {import("../net/wire.js").Change} Change
 * @typedef {import("../net/wire.js").Accepted} Accepted
 * @typedef {import("../net/wire.js").Refused} Refused
 * @typedef {import("../net/socket.js").Live} Live
 *
 * @typedef {object} StationStore
 * @property {Map<string, import("../net/wire.js").Contribution>} contributions
 * @property {Map<string, import("../net/wire.js").Cluster>} clusters
 * @property {Map<string, import("../net/wire.js").Statement>} statements
 * @property {Map<string, import("../net/wire.js").Measure>} measures
 * @property {Map<string, import("../net/wire.js").Photo>} photos
 * @property {number} revision
 * @property {boolean} isWhole whether all of the station was read once
 * @property {() => Change} whole all of the station, as it is known
 * @property {(id: string) => boolean} isGone whether the news said of an item that it is gone, and nothing since
 * @property {Accepted|null} opened the last answer to station.open
 * @property {(change: Change) => void} apply takes a whole one
 * @property {(fn: (ids: Set<string>, reworded: Set<string>) => void) => void} subscribe called with the ids that came,
 *   changed or went, and those of which the words changed
 * @property {(fn: (ack: Accepted) => void) => void} onOpened
 * @property {(fn: (ack: Refused) => void) => void} onRefused
 * @property {() => Promise<void>} open asks for what is new, now and at every reconnect
 * @property {() => Promise<void>} complete reads what the page did not bring along, where that was not done yet;
 *   without network, with the next connection
 */

/** Fields in which words stand. */
const WORDS = ["text", "german", "author", "title", "translations", "what", "who", "by_when", "caption"];

/** @param {any} one @param {any} other of the same item */
const saysElse = (one, other) =>
  WORDS.some((name) => one[name] !== other[name] && JSON.stringify(one[name]) !== JSON.stringify(other[name]));

/** Who was away for so long may have missed much. */
const LONG_ABSENCE = 10_000;

/**
 * One station as this screen knows it: items by id, never older than what was already seen.
 * @param {Live} live
 * @param {{
 *   event: string,
 *   station: string,
 *   audience?: "public"|"hosts"|"wall",
 *   change?: Change,
 *   address?: string,
 * }} options
 *   change: as it came with the page, which may have brought the newest alone along
 *   address: of the station's JSON; the rest of it (`complete`), and what was missed in long absence, is fetched there
 * @param {typeof fetch} [get]
 * @returns {StationStore}
 */
export function createStationStore(live, { event, station, audience, change, address }, get = fetch) {
  const brought = change && wholeChange(change);
  const catchUp = address ? createCatchUp(address, { station, audience }, get) : null;
  /** @type {Record<string, Map<string, any>>} */
  const items = Object.fromEntries(NOUNS.map((noun) => [noun, new Map()]));
  /** @type {Map<string, number>} at which revision an item was last known to be gone */
  const goneAt = new Map();
  /** The revision of the newest whole station: what is older and was not in it had gone by then. */
  let wholeAt = 0;
  /** @type {Set<(ids: Set<string>, reworded: Set<string>) => void>} */
  const subscribers = new Set();
  /** @type {Set<(ack: Accepted) => void>} */
  const openedFns = new Set();
  /** @type {Set<(ack: Refused) => void>} */
  const refusedFns = new Set();
  /** @type {Promise<void>|null} */
  let asking = null;
  let askAgain = false;
  /** The revision of news between which and ours something was missed. */
  let missing = 0;
  /** Whether much may have been missed. */
  let behind = false;
  /** Whether the page brought only the newest along, and the rest was not read yet. */
  let isPart = brought !== undefined && brought.since > 0;
  /** Whether somebody asked for the rest. */
  let completes = false;
  /** @type {Promise<void>|null} */
  let completing = null;
  let wired = false;
  let revision = 0;
  /** @type {Accepted|null} */
  let opened = null;

  /** @param {Change} change @param {Set<string>} touched */
  function forgetWhatIsNotIn(change, touched) {
    for (const noun of NOUNS) {
      const listed = new Set(change[noun].map((item) => item.id));
      for (const [id, item] of items[noun] ?? []) {
        if (!listed.has(id) && item.revision <= change.revision) {
          items[noun]?.delete(id);
          goneAt.set(id, change.revision);
          touched.add(id);
        }
      }
    }
  }

  /** @param {Map<string, any>} known @param {any} item @param {number} at @returns {boolean} whether it was news */
  function put(known, item, at) {
    const stored = known.get(item.id);
    if (item.gone) {
      if (stored && stored.revision > at) {
        return false;
      }
      goneAt.set(item.id, Math.max(at, goneAt.get(item.id) ?? 0));
      known.delete(item.id);
      return true;
    }
    const seenUntil = stored ? stored.revision - 1 : Math.max(wholeAt, goneAt.get(item.id) ?? 0);
    if (seenUntil >= item.revision) {
      return false;
    }
    goneAt.delete(item.id);
    known.set(item.id, item);
    return true;
  }

  /** @param {Change} change */
  function apply(change) {
    /** @type {Set<string>} */
    const touched = new Set();
    /** @type {Set<string>} */
    const reworded = new Set();
    if (change.since === 0) {
      forgetWhatIsNotIn(change, touched);
    }
    for (const noun of NOUNS) {
      const known = /** @type {Map<string, any>} */ (items[noun]);
      for (const item of change[noun]) {
        const before = known.get(item.id);
        if (put(known, item, change.revision)) {
          touched.add(item.id);
          if (before && !("gone" in item) && saysElse(before, item)) {
            reworded.add(item.id);
          }
        }
      }
    }
    if (change.since === 0) {
      isPart = false;
      wholeAt = Math.max(wholeAt, change.revision);
    }
    // A gap leaves the revision where it is: what lies between is still to be asked for.
    if (change.since <= revision) {
      revision = Math.max(revision, change.revision);
    }
    subscribers.forEach((fn) => fn(touched, reworded));
  }

  /** Where reading fails, asking over the connection brings it. */
  async function readRest() {
    const whole = await catchUp?.since(0);
    if (whole) {
      apply(whole);
    } else if (live.online) {
      await askOnce();
    }
  }

  async function ask() {
    const isUnread = completes && isPart;
    const missed = isUnread || behind ? await catchUp?.since(isUnread ? 0 : revision) : null;
    if (missed) {
      apply(missed);
    }
    const since = completes && isPart ? 0 : revision;
    const ack = await live.order("station.open", { event, station, since, form: FORM, ...(audience && { audience }) });
    if (!ack.ok) {
      refusedFns.forEach((fn) => fn(/** @type {Refused} */ (ack)));
      return;
    }
    if (ack.change.revision < since) {
      // The server was set back (restored from a copy): everything known here is from another history.
      revision = 0;
      wholeAt = 0;
      goneAt.clear();
      NOUNS.forEach((noun) => items[noun]?.clear());
    }
    behind = false;
    opened = ack;
    apply(wholeChange(ack.change));
    openedFns.forEach((fn) => fn(ack));
  }

  /** @returns {Promise<void>} */
  function askOnce() {
    if (asking !== null) {
      askAgain = true;
      return asking;
    }
    asking = ask()
      .catch((failure) => {
        if (!(failure instanceof Offline)) {
          throw failure;
        }
      })
      .finally(() => {
        asking = null;
        const again = askAgain || missing > revision; // most often the answer held what was missing, too
        askAgain = false;
        missing = 0;
        if (again) {
          void askOnce();
        }
      });
    return asking;
  }

  const store = {
    contributions: items.contributions,
    clusters: items.clusters,
    statements: items.statements,
    measures: items.measures,
    photos: items.photos,
    get revision() {
      return revision;
    },
    get isWhole() {
      return wholeAt > 0;
    },
    whole: () => ({
      station,
      since: 0,
      revision,
      ...Object.fromEntries(NOUNS.map((noun) => [noun, [...(items[noun]?.values() ?? [])]])),
    }),
    /** @param {string} id */
    isGone: (id) => goneAt.has(id),
    get opened() {
      return opened;
    },
    apply,
    /** @param {(ids: Set<string>, reworded: Set<string>) => void} fn */
    subscribe: (fn) => void subscribers.add(fn),
    /** @param {(ack: Accepted) => void} fn */
    onOpened: (fn) => void openedFns.add(fn),
    /** @param {(ack: Refused) => void} fn */
    onRefused: (fn) => void refusedFns.add(fn),
    async complete() {
      completes = true;
      if (isPart) {
        completing ??= readRest().finally(() => {
          completing = null;
        });
        await completing;
      }
    },
    async open() {
      if (!wired) {
        wired = true;
        live.onOnline((absence) => {
          behind ||= absence > LONG_ABSENCE;
          void askOnce();
        });
        live.onOffline(() => catchUp?.giveUp());
        live.onWake(() => void askOnce());
        live.on("station.changed", (told) => {
          if (told.station !== station) {
            return;
          }
          const news = wholeChange(told);
          const missed = news.since > revision;
          apply(news);
          if (missed && asking !== null) {
            missing = Math.max(missing, news.revision);
          } else if (missed) {
            void askOnce();
          }
        });
      }
      if (live.online) {
        await askOnce();
      }
    },
  };
  if (brought) {
    revision = brought.since; // what a page did not bring along is no gap in its news
    apply(brought);
  }
  return /** @type {StationStore} */ (store);
}
