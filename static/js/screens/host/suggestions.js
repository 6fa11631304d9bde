import { t } from "../../lib/base/page-data.js";
import { uuid } from "../../lib/base/uuid.js";
import { holding } from "../../lib/model/suggestions.js";
import { read, write } from "../../lib/storage/local-storage.js";
import { focusOn } from "../../render/board-place.js";

/**
 * @typedef {import("../../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../../lib/model/suggestions.js").Same} Same
 * @typedef {import("../../lib/model/suggestions.js").Theme} Theme
 * @typedef {"same"|"themes"} Part
 *
 * @typedef {object} SuggestionsParts
 * @property {import("../../lib/net/socket.js").Live} live
 * @property {import("../../lib/model/station-store.js").StationStore} store
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {string} event
 * @property {string} station
 * @property {(text: string) => void} say
 * @property {() => void} draw
 * @property {(sentence: string, answers: Promise<import("../../lib/net/wire.js").Ack>[]) => void} done
 * @property {(cards: Contribution[]) => void} merge
 */

/** The server computes anew where something was said; a board need not know it the same second. */
const ASK_EVERY = 4000;
const DAY = () => new Date().toDateString();

/**
 * What seems to be the same and what could be a cluster; a tap does it, another says no. A no to a pair is the
 * station's, a no to a theme this tablet's, for the day.
 * @param {SuggestionsParts} parts
 */
export function createSuggestions({ live, store, orders, event, station, say, draw, done, merge }) {
  const leftKey = `cafe.themes-left.${event}.${station}`;
  const openKey = `cafe.suggested-open.${event}.${station}`;
  /** @type {import("../../lib/model/suggestions.js").Suggested} */
  let suggested = { revision: -1, pairs: [], clusters: [] };
  /** Pairs that were just called different, until the server's answer knows of it. @type {Map<string, number>} */
  const dismissed = new Map();
  /** @type {Record<Part, boolean>} */
  const open = { same: false, themes: false, ...read(openKey) };
  /** @type {Record<Part, boolean>} */
  const all = { same: false, themes: false };
  /** The cards of a theme that the host leaves out, by its key. @type {Map<string, Set<string>>} */
  const out = new Map();
  const titlesKey = `cafe.theme-titles.${event}.${station}`;
  /** What the host calls new themes. @type {Record<string, string>} */
  const titles = { ...(read(titlesKey)?.day === DAY() ? read(titlesKey).titles : {}) };
  /** @param {string} key */
  const leftOut = (key) => out.get(key) ?? new Set();
  /** @param {Theme} theme */
  const titled = ({ key, title, cluster }) => (cluster ? title : (titles[key] ?? title));
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout>|null} */
  let waiting = null;
  let told = false;

  /** @returns {string[]} */
  function left() {
    const kept = read(leftKey);
    return kept?.day === DAY() ? kept.keys : [];
  }

  /** At most every few seconds, and only for somebody who looks. */
  function askSoon() {
    if (waiting === null && store.revision !== suggested.revision && live.online && !document.hidden) {
      waiting = setTimeout(() => void ask(), Math.max(0, asked + ASK_EVERY - performance.now()));
    }
  }

  async function ask() {
    if (store.revision === suggested.revision || !live.online) {
      waiting = null;
      return;
    }
    asked = performance.now();
    try {
      const ack = await live.order("suggestion.read", { event, station });
      if (ack.ok) {
        take(/** @type {any} */ (ack));
      }
    } catch {
      // no network, or too slow: the next change asks again
    }
    waiting = null;
    askSoon(); // for what changed in the meantime
  }

  /** @param {import("../../lib/model/suggestions.js").Suggested} answer */
  function take(answer) {
    suggested = answer;
    dismissed.forEach((revision, key) => revision <= answer.revision && dismissed.delete(key));
    const { same } = model(orders.view());
    if (same.length && !told) {
      say(t("suggest.same", { n: same.length }));
    }
    told = same.length > 0;
    draw();
  }

  /** @param {import("../../lib/model/board.js").View} view */
  function model(view) {
    const no = new Set(left());
    return {
      ...holding(suggested, view, (key) => no.has(key) || dismissed.has(key)),
      open,
      all,
      left: leftOut,
      titled,
    };
  }

  /**
   * Does something to a suggestion; who works through them with the keyboard goes on with those that are left.
   * @param {Part} part
   * @param {() => void} act
   */
  function act(part, act) {
    act();
    draw();
    if (document.activeElement === document.body) {
      const next = document.querySelector(`[data-suggested="${part}"] > summary`);
      focusOn(next ?? document.querySelector('[data-list-head="inbox"]'));
    }
  }

  store.subscribe(askSoon);
  store.onOpened(askSoon);
  document.addEventListener("visibilitychange", askSoon);

  return {
    model,
    actions: {
      /** @param {Same} same */
      merge: ({ cards }) => act("same", () => merge(cards)),
      /** @param {Same} same */
      dismiss({ key, cards }) {
        const ids = cards.map(({ id }) => id);
        const answer = orders.give("suggestion.dismiss", { id: uuid(), station, ids });
        dismissed.set(key, Infinity);
        void answer.then((ack) => {
          dismissed.set(key, ack.ok ? ack.revision : 0);
          askSoon();
        });
        act("same", () => done(t("suggest.said_different"), [answer]));
      },
      /** @param {Theme} theme */
      take(theme) {
        const { key, cards, cluster } = theme;
        const title = titled(theme).trim();
        const ids = cards.map(({ id }) => id).filter((id) => !leftOut(key).has(id));
        if (!ids.length || !title) {
          return;
        }
        act("themes", () => {
          const id = cluster ?? uuid();
          const answers = cluster ? [] : [orders.give("cluster.add", { id, station, title })];
          answers.push(orders.give("contribution.cluster", { ids, cluster: id }));
          done(t("board.said_moved", { n: ids.length, title }), answers);
        });
      },
      /** @param {Theme} theme */
      leave({ key }) {
        write(leftKey, { day: DAY(), keys: [...left(), key] });
        act("themes", () => say(t("suggest.said_left")));
      },
      /** @param {Theme} theme @param {string} id */
      tick({ key }, id) {
        const now = new Set(leftOut(key));
        out.set(key, now.delete(id) ? now : now.add(id));
        draw();
      },
      /** @param {Theme} theme @param {string} title */
      title({ key }, title) {
        titles[key] = title;
        write(titlesKey, { day: DAY(), titles });
        draw();
      },
      /** @param {Part} part */
      more(part) {
        all[part] = true;
        draw();
      },
      /** @param {Part} part @param {boolean} on */
      toggle(part, on) {
        open[part] = on;
        write(openKey, open);
      },
    },
  };
}
