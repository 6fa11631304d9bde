import { uuid } from "../base/uuid.js";
import { thisDevice } from "../storage/device.js";
import { createDraft } from "./draft.js";

/** So long another tab has to say that it is still there, in ms; one that is frozen, closed or killed says nothing. */
const PATIENCE = 300;
/** So many tabs of a station keep a draft of their own; the next ones share the last place. */
const MOST = 8;

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {Draft & {tab?: string|null, asked?: string}} Held tab: in whose field it is; null where no tab has it that
 *   can be seen. asked: who wants to know whether that tab is still there
 *
 * @typedef {ReturnType<typeof createTabDraft>} TabDraft
 */

/**
 * The places in which drafts of a station may lie, each for one tab.
 * @param {string} event
 * @param {string} station
 * @param {import("../storage/device.js").Device} device
 */
export function draftPlaces(event, station, device) {
  /** @type {Map<number, ReturnType<typeof createDraft<Held>>>} */
  const known = new Map();
  const name = (/** @type {number} */ place) => (place ? `${station}.${place + 1}` : station);
  /** @param {number} place */
  const draftAt = (place) => {
    const draft = known.get(place) ?? createDraft(event, name(place), device);
    known.set(place, draft);
    return draft;
  };
  const all = Array.from({ length: MOST }, (_, place) => place);
  const key = (/** @type {number} */ place) => `cafe.draft.${event}.${name(place)}`;
  return {
    draftAt,
    key,
    /** Where something lies, the newest first. */
    taken: () =>
      all
        .flatMap((place) => {
          const kept = device.storage.read(key(place)) === null ? null : draftAt(place).read();
          return kept ? [{ place, kept, serial: Number(/** @type {any} */ (kept).serial) || 0 }] : [];
        })
        .sort((one, other) => other.serial - one.serial),
    /** Where nothing lies. */
    free: () => all.find((place) => device.storage.read(key(place)) === null) ?? MOST - 1,
  };
}

/**
 * What somebody is writing in this tab. A draft is in the field of one tab only, so that nobody sends it twice. It goes
 * on to another tab of the same station that is opened, or shown with an empty field, once its own cannot be seen any
 * more; that one is told (`onTaken`) and empties its field.
 * @param {string} event
 * @param {string} station
 * @param {import("../storage/device.js").Device} [device]
 */
export function createTabDraft(event, station, device = thisDevice) {
  const tab = uuid();
  const places = draftPlaces(event, station, device);
  /** Where this tab's lies. @type {number|null} */
  let held = null;
  let isSeen = true;
  let deeds = 0;
  let tellTaken = () => {};

  /** @param {Held|null} kept */
  const isFree = (kept) => kept !== null && (kept.tab ?? tab) === tab;
  const isLost = () => held !== null && !isFree(places.draftAt(held).read());

  /** @param {Draft} kept @returns {Held} */
  function asMine(kept) {
    const { asked, ...own } = /** @type {Held} */ (kept);
    return { ...own, tab: isSeen ? tab : null };
  }

  /** @param {number} place @param {Draft} kept */
  function hold(place, kept) {
    held = place;
    return places.draftAt(place).write(asMine(kept));
  }

  /** @param {number} place where this tab's lies @param {Draft} kept what lies there, and stays as it is */
  const noteMine = (place, kept) => places.draftAt(place).note(asMine(kept));

  /** Whether those that are in other tabs' fields are so still. @returns {Promise<number[]>} where not */
  async function abandoned() {
    const others = places.taken().filter(({ kept }) => !isFree(kept));
    others.forEach(({ place, kept }) => places.draftAt(place).note({ ...kept, asked: tab }));
    if (others.length) {
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
    const silent = others.filter(({ place }) => places.draftAt(place).read()?.asked === tab).map(({ place }) => place);
    for (const place of silent) {
      const { asked, ...kept } = /** @type {Held} */ (places.draftAt(place).read());
      places.draftAt(place).note({ ...kept, tab: null });
    }
    return silent;
  }

  const draft = {
    /** @returns {Draft|null} */
    read() {
      held = places.taken().find(({ kept }) => isFree(kept))?.place ?? null;
      return held === null ? null : places.draftAt(held).read(); // held for good once the second copy was asked
    },
    /** @param {Draft} content @returns {boolean} whether it outlives this page */
    write(content) {
      deeds += 1;
      return hold(held === null || isLost() ? places.free() : held, content);
    },
    clear() {
      deeds += 1;
      if (held !== null && !isLost()) {
        places.draftAt(held).clear();
      }
      held = null;
    },
    /**
     * After the browser was killed its storage is as it was up to a minute ago, and no tab said that it goes.
     * @returns {Promise<{draft: Draft|null}|null>} what was written last, where that is not what `read` told
     */
    async newer() {
      const before = deeds;
      const asked = new Set([held ?? 0, ...places.taken().map(({ place }) => place)]);
      /** @type {Map<number, {draft: Held|null}|null>} */
      const copies = new Map();
      for (const place of asked) {
        copies.set(place, await places.draftAt(place).newer());
      }
      const silent = await abandoned();
      if (before !== deeds) {
        return null;
      }
      const place = held ?? (copies.get(0)?.draft && !places.draftAt(0).read() ? 0 : silent[0]);
      if (place === undefined) {
        return null;
      }
      const copy = copies.get(place);
      const last = copy ? copy.draft : places.draftAt(place).read();
      const isNews = Boolean(copy) || held === null;
      if (last) {
        hold(place, last);
      } else {
        held = place; // it was sent before the browser was killed
        draft.clear();
      }
      return isNews ? { draft: last } : null;
    },
    /** One that lies here and is in nobody's field. @returns {Draft|null} */
    another() {
      const found = places.taken().find(({ kept }) => isFree(kept));
      if (!found || held !== null) {
        return null;
      }
      hold(found.place, found.kept);
      return found.kept;
    },
    /** This tab cannot be seen any more: another one may go on. */
    release() {
      isSeen = false;
      const kept = held === null || isLost() ? null : places.draftAt(held).read();
      if (held !== null && kept) {
        noteMine(held, kept);
      }
    },
    /** It is seen again. */
    resume() {
      isSeen = true;
      const kept = held === null ? null : places.draftAt(held).read();
      if (held !== null && isLost()) {
        held = null;
        tellTaken();
      } else if (held !== null && kept) {
        noteMine(held, kept);
      }
    },
    /** @param {() => void} fn called where another tab has gone on with what is in this one's field */
    onTaken(fn) {
      tellTaken = fn;
    },
  };

  device.on("storage", ({ key }) => {
    if (held === null || key !== places.key(held)) {
      return;
    }
    const kept = places.draftAt(held).read();
    if (isLost()) {
      held = null;
      tellTaken();
    } else if (kept?.asked && kept.asked !== tab && isSeen) {
      noteMine(held, kept);
    }
  });
  return draft;
}
