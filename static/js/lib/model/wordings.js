import { Offline } from "../net/socket.js";

/**
 * @typedef {import("../net/socket.js").Live} Live
 *
 * @typedef {object} Wording what a guest, a host or a machine says that a contribution means in another language
 * @property {string} id
 * @property {string} contribution
 * @property {string} language
 * @property {string} text
 * @property {number} revision
 * @property {"host"|"machine"} [by] where it is not a guest's: a host's goes before one, a draft that nobody has read
 *   gives way to one
 * @property {boolean} [checked] a host has read it as it is
 * @property {"visible"|"pending"|"hidden"} [state] for hosts and its guest
 * @property {boolean} [old] the original reads otherwise by now; for hosts and its guest
 *
 * @typedef {{since: number, revision: number, wordings: any[]}} News
 *
 * @typedef {object} Wordings
 * @property {(contribution: string, language: string) => Wording|undefined} of
 * @property {(language: string) => boolean} hasAny whether anything was said in this language here
 * @property {() => Wording[]} all oldest first
 * @property {() => Wording[]} mine this person's own, in every state
 * @property {(order: {name: string, payload: any}, ack: any) => void} accept what the server has just taken of
 *   this person's own: it stands here before the next answer to the opening has come
 * @property {(contribution: string) => string[]} worded the languages into which guests brought what one wrote oneself
 * @property {() => Promise<void>} open asks for what is new
 * @property {(fn: () => void) => void} subscribe
 */

/** Whose wording goes before whose. @param {Wording} wording */
const RANK = ({ by }) => (by === "host" ? 2 : by === "machine" ? 0 : 1);

/**
 * Guests' wordings at a station, as this screen knows them: of the languages that its person reads, or all (hosts).
 * They come beside the station's news, so that these stay small.
 * @param {Live} live
 * @param {{event: string, station: string, languages?: () => string[], drafts?: boolean}} options languages: whose
 *   wordings are read; a host's screen names none and reads all. drafts: and what a machine says of the others
 * @returns {Wordings}
 */
export function createWordings(live, { event, station, languages, drafts }) {
  /** By language: up to which revision its wordings are known. Hosts know all under the empty one.
   * @type {Map<string, number>} */
  const known = new Map();
  /** @type {Map<string, Wording>} */
  const items = new Map();
  /** @type {Wording[]} */
  let own = [];
  /** Ids of what this person has taken back. @type {Set<string>} */
  const withdrawn = new Set();
  /** @type {Record<string, string[]>} */
  let worded = {};
  /** @type {Promise<void>|null} */
  let asking = null;
  let askAgain = false;
  /** @type {Set<() => void>} */
  const fns = new Set();
  /** By contribution and language; null where it has to be made anew.
   * @type {Map<string, Wording>|null} */
  let index = null;

  /** @param {string} contribution @param {string} language */
  const placed = (contribution, language) => `${contribution} ${language}`;

  function tell() {
    index = null;
    fns.forEach((fn) => fn());
  }

  function indexed() {
    if (index === null) {
      const first = [...items.values()].sort((one, other) => RANK(one) - RANK(other)); // the last one stays
      index = new Map(first.map((one) => [placed(one.contribution, one.language), one]));
    }
    return index;
  }

  /** @param {string} language @param {News} news */
  function take(language, { since, revision, wordings }) {
    if (since === 0) {
      const listed = new Set(wordings.map(({ id }) => id));
      for (const [id, one] of items) {
        if ((!language || one.language === language) && !listed.has(id) && one.revision <= revision) {
          items.delete(id);
        }
      }
    }
    for (const one of wordings) {
      if (one.gone) {
        items.delete(one.id);
      } else if ((items.get(one.id)?.revision ?? 0) <= one.revision) {
        items.set(one.id, language ? { ...one, language } : one);
      }
    }
    known.set(language, Math.max(since === 0 ? 0 : (known.get(language) ?? 0), revision));
  }

  /** What is not read any more is forgotten, and read anew when it is. @param {Set<string>} wanted */
  function forgetOthers(wanted) {
    for (const language of known.keys()) {
      if (!wanted.has(language)) {
        known.delete(language);
      }
    }
    for (const [id, { language }] of items) {
      if (!wanted.has(language)) {
        items.delete(id);
      }
    }
    index = null;
  }

  async function ask() {
    if (!languages) {
      const ack = await live.order("wording.open", { event, station, audience: "hosts", since: known.get("") ?? 0 });
      if (ack.ok) {
        take("", /** @type {any} */ (ack));
      }
      return;
    }
    const wanted = new Set(languages());
    forgetOthers(wanted);
    const since = Object.fromEntries([...wanted].map((language) => [language, known.get(language) ?? 0]));
    const ack = await live.order("wording.open", { event, station, languages: since, ...(drafts && { drafts }) });
    if (ack.ok) {
      Object.entries(ack.languages).forEach(([language, news]) => take(language, news));
      const revision = Math.max(...Object.values(ack.languages).map((news) => news.revision));
      const told = ack.mine.filter((/** @type {any} */ one) => !one.gone && !withdrawn.has(one.id));
      const newer = own.filter((one) => one.revision > revision); // the answer was on its way before
      const replaced = new Set(newer.map(({ id }) => id));
      own = [...told.filter((/** @type {any} */ { id }) => !replaced.has(id)), ...newer];
      worded = ack.worded;
    }
  }

  /** @returns {Promise<void>} */
  function askOnce() {
    if (asking !== null) {
      askAgain = true;
      return asking;
    }
    asking = ask()
      .then(tell)
      .catch((failure) => {
        if (!(failure instanceof Offline)) {
          throw failure;
        }
      })
      .finally(() => {
        asking = null;
        if (askAgain) {
          askAgain = false;
          void askOnce();
        }
      });
    return asking;
  }

  live.on("wording.changed", (/** @type {News & {station: string, language?: string}} */ news) => {
    const language = languages ? (news.language ?? "") : "";
    if (news.station !== station || !known.has(language)) {
      return;
    }
    if (news.since > (known.get(language) ?? 0)) {
      void askOnce(); // something was missed in between
      return;
    }
    take(language, { ...news, since: news.since || 1 }); // it is news, and never all
    tell();
  });

  return {
    of: (contribution, language) => indexed().get(placed(contribution, language)),
    hasAny: (language) => [...items.values()].some((one) => one.language === language),
    all: () => [...items.values()].sort((one, other) => one.revision - other.revision),
    mine: () => own,
    accept({ name, payload }, { revision, state }) {
      const { id } = payload;
      const before = own.find((one) => one.id === id);
      const others = own.filter((one) => one.id !== id);
      if (name === "wording.withdraw") {
        withdrawn.add(id);
        own = others;
      } else if (before || name === "wording.add") {
        const { contribution, language } = before ?? payload;
        own =
          state === "withdrawn"
            ? others
            : [...others, { id, contribution, language, text: payload.text, revision, state }];
      }
      tell();
    },
    worded: (contribution) => worded[contribution] ?? [],
    async open() {
      if (live.online) {
        await askOnce();
      }
    },
    subscribe: (fn) => void fns.add(fn),
  };
}
