import { locale } from "../base/page-data.js";
import { thisDevice } from "../storage/device.js";

/**
 * @typedef {object} Me what a page knows of its person
 * @property {string|null} name
 * @property {string} language that they write in
 * @property {string|null} ui_language of the page's texts; null where nobody chose one, and the browser's decides
 * @property {string} person who has the phone; empty until it is handed on for the first time
 *
 * @typedef {Omit<Me, "language"> & {language: string|null}} Told language: null of somebody who did nothing yet
 *
 * @typedef {object} Person
 * @property {Me} current
 * @property {(told: Told|undefined, now: string) => void} learn what the server says at this moment of its clock
 * @property {(name: string) => void} call so is this person called from now on, as far as this page knows
 * @property {(fn: () => void) => void} subscribe
 */

/**
 * Under this name a phone keeps what one person wrote at an event: whoever gets the phone next finds nothing of it.
 * @param {string} event
 * @param {{person: string}} me
 */
export const keptBy = (event, { person }) => (person ? `${event}~${person}` : event);

/** What a phone keeps of a guest, by the beginnings of its keys. */
const KINDS = [
  ...["cafe.draft.", "cafe.outbox.", "gone.cafe.outbox.", "cafe.feedback.", "cafe.read.", "cafe.seat."],
  ...["cafe.reads.", "cafe.saying."],
];
/** Those of which there is a second copy. */
const COPIED = ["cafe.draft.", "cafe.outbox.", "cafe.saying."];

/** Asks for this address anew, also where its page is the answer to a form, which a reload would send again. */
const again = () => location.replace(location.pathname + location.search);

/**
 * The page's person. A browser brings pages back as they were, also after their person chose another language, gave
 * another name or handed the phone on in a page that came later. So this asks anew: what other pages of this phone have
 * learnt since, when it is shown again, and the server, when it answers.
 * @param {string} event
 * @param {Me} me as the page brought it along
 * @param {string} now when that was, by the server's clock
 * @param {{device?: import("../storage/device.js").Device, reload?: () => void}} [means] reload: where another language
 *   or another person needs another page
 * @returns {Person}
 */
export function createPerson(event, me, now, { device = thisDevice, reload = again } = {}) {
  const { storage } = device;
  const key = `cafe.me.${event}`;
  let current = me;
  let at = Date.parse(now);
  let leaving = false;
  /** @type {Set<() => void>} */
  const fns = new Set();

  /** @param {Told} told @param {number} moment */
  function take(told, moment) {
    if (moment < at || leaving) {
      return;
    }
    at = moment;
    const before = current;
    current = { ...told, language: told.language ?? current.language };
    if (current.person !== me.person || (current.ui_language ?? locale) !== locale) {
      leaving = true;
      reload();
    } else if (current.name !== before.name || current.language !== before.language) {
      fns.forEach((fn) => fn());
    }
  }

  function lookAround() {
    const kept = storage.read(key);
    if (typeof kept?.at === "number" && typeof kept.language === "string") {
      const { at: moment, ...told } = kept;
      take(told, moment);
    }
  }

  function tell() {
    const known = storage.read(key);
    if (!(known?.at > at)) {
      storage.write(key, { ...current, at });
    }
  }

  device.on("pageshow", (shown) => shown.persisted && lookAround());
  device.on("storage", (change) => change.key === key && lookAround());
  tell();
  if (me.person) {
    forgetOthers(keptBy(event, me), event, device);
  }
  return {
    get current() {
      return current;
    },
    learn(told, moment) {
      if (told) {
        take(told, Date.parse(moment));
        tell();
      }
    },
    call(name) {
      if (name !== current.name) {
        current = { ...current, name };
        tell();
        fns.forEach((fn) => fn());
      }
    },
    subscribe: (fn) => void fns.add(fn),
  };
}

/**
 * What those wrote who had the phone before goes from it.
 * @param {string} name under which the one who has it keeps theirs
 * @param {string} event
 * @param {import("../storage/device.js").Device} device
 */
function forgetOthers(name, event, { storage, secondCopy }) {
  /** @param {string} kind @returns {(key: string) => boolean} */
  const others = (kind) => (key) => {
    const [whose = ""] = key.slice(kind.length).split(".", 1);
    return whose !== name && whose.split("~", 1)[0] === event;
  };
  for (const kind of KINDS) {
    storage.keys(`${kind}${event}`).filter(others(kind)).forEach(storage.remove);
  }
  for (const kind of COPIED) {
    const copy = secondCopy(`${kind}${event}`);
    void copy.read().then((kept) => {
      const keys = [...(kept?.values.keys() ?? [])];
      keys.filter(others(kind)).forEach((key) => void copy.remove(key));
    });
  }
}
