import { nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { arrange, headOf } from "../../lib/board.js";
import { excerpt } from "../../lib/excerpt.js";
import { t } from "../../lib/page.js";
import { uuid } from "../../lib/uuid.js";
import { actionBar } from "../../render/action-bar.js";
import { columns, inbox, inboxCount } from "../../render/board.js";
import { focusPlace, keepBoard, placeOf } from "../../render/board-place.js";
import { createChooser } from "./chooser.js";
import { createDrag } from "./drag.js";
import { listenForKeys } from "./keys.js";
import { createMore } from "./more.js";
import { createSuggestions } from "./suggestions.js";
import { createTitles } from "./titles.js";
import { createWordings } from "./wordings.js";

/**
 * @typedef {import("../../lib/wire.js").Contribution} Contribution
 *
 * @typedef {object} BoardParts
 * @property {import("../../lib/socket.js").Live} live
 * @property {import("../../lib/station-store.js").StationStore} store
 * @property {import("../../lib/board-orders.js").BoardOrders} orders
 * @property {import("../../lib/event-state.js").EventClock} clock
 * @property {string} event
 * @property {string} station
 * @property {Map<string, string>} languages
 * @property {import("./undo.js").Undo} undo
 * @property {(text: string) => void} say
 * @property {string|null} drafts
 * @property {(id: string) => void} showPhoto
 */

/** So many cards are drawn at once without anybody noticing; measured in docs/performance.md. */
const MANY = 300;

/** Characters of a card that a cluster is called after. */
const TITLE_LENGTH = 40;

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-${name}]`));

/**
 * Inbox, clusters, and what a host does with the selected cards.
 * @param {BoardParts} parts
 */
export function createBoard({ live, store, orders, clock, event, station, languages, undo, say, drafts, showPhoto }) {
  const [inboxList, inboxHead, row, rowHead, bar] = ["inbox", "inbox-count", "columns", "columns-count", "bar-place"].map(part);
  /** @type {Set<string>} */
  const selected = new Set();
  const titles = createTitles({ orders, event, station, say, selected, drop, draw });
  const wordings = createWordings({ orders, undo, event, station, say, draw, drafts });
  const chooser = createChooser({ drop, add: () => titles.begin() });
  const more = createMore({ orders, done });
  const drag = createDrag({ grasp: (id) => (selected.has(id) ? [...selected] : [id]), fits, drop: dropOn });
  const suggestions = createSuggestions({
    ...{ live, store, orders, event, station, say, done, merge },
    draw: () => void draw(),
  });

  function draw() {
    const { contributions, photos, ...view } = orders.view();
    [...selected].filter((id) => !contributions.has(id)).forEach((id) => selected.delete(id));
    const board = arrange({ contributions, photos, ...view });
    const written = titles.written(view.clusters);
    const typed = wordings.written(contributions);
    const { beneath } = board;
    const waiting = orders.waiting();
    const suggested = suggestions.model({ contributions, photos, ...view });
    const model = { suggested, board, contributions, photos, selected, languages, written, beneath, waiting, round: clock.state.round, ...typed };
    const chosen = [...selected].map((id) => /** @type {Contribution} */ (contributions.get(id)));
    chooser.update(board.columns);
    part("host").toggleAttribute("data-many", contributions.size > MANY);
    keepBoard(() => {
      render(inbox(model, actions), inboxList);
      render(inboxCount(board), inboxHead);
      render(columns(model, actions), row);
      rowHead.textContent = String(board.columns.length);
      render(chosen.length ? actionBar(chosen, actions) : nothing, bar);
    });
    drag.update();
    return board;
  }

  /**
   * Does something to cards; where that takes the focused control away, work goes on where the first card stood.
   * @param {Iterable<string>} ids
   * @param {() => void} act
   */
  function act(ids, act) {
    const [first] = ids;
    const place = first ? placeOf(first) : null;
    act();
    draw();
    const focused = document.activeElement?.closest("[data-contribution]")?.getAttribute("data-contribution");
    const wentAlong = focused && focused === first && placeOf(focused)?.list !== place?.list;
    if (document.activeElement === document.body || wentAlong) {
      focusPlace(place);
    }
  }

  /**
   * One order for each card.
   * @param {string} name
   * @param {string[]} ids
   * @param {object} [payload]
   */
  function each(name, ids, payload = {}) {
    return ids.map((id) => orders.give(name, { id, ...payload }));
  }

  /**
   * Says what was done, and offers the way back.
   * @param {string} sentence
   * @param {Promise<import("../../lib/wire.js").Ack>[]} answers
   * @param {string[]} [hid] what was hidden, whose authors may be told why
   */
  function done(sentence, answers, hid) {
    undo.offer(sentence, answers, hid);
    say(sentence);
  }

  /** One tap: the strongest stands for all, the others lie beneath it. @param {Contribution[]} cards */
  function merge(cards) {
    const head = /** @type {Contribution} */ (headOf(cards));
    const ids = cards.map(({ id }) => id).filter((id) => id !== head.id);
    done(t("board.said_merged", { n: cards.length }), [orders.give("contribution.merge", { into: head.id, ids })]);
  }

  /** Puts the selected cards into a cluster, or back. @param {string|null} cluster */
  function drop(cluster) {
    put([...selected], cluster);
  }

  /** @param {string[]} ids @param {string|null} cluster */
  function put(ids, cluster) {
    const title = cluster ? (orders.view().clusters.get(cluster)?.title ?? "") : t("board.inbox");
    act(ids, () => {
      const answer = orders.give("contribution.cluster", { ids, cluster });
      ids.forEach((id) => selected.delete(id));
      done(t("board.said_moved", { n: ids.length, title }), [answer]);
    });
  }

  /**
   * Makes a cluster of cards, called after the first until the host finds a better title.
   * @param {string[]} ids
   */
  function gather(ids) {
    const cluster = uuid();
    const title = excerpt(orders.view().contributions.get(ids[0] ?? "")?.text ?? "", TITLE_LENGTH);
    act(ids, () => {
      const answers = [
        orders.give("cluster.add", { id: cluster, station, title }),
        orders.give("contribution.cluster", { ids, cluster }),
      ];
      ids.forEach((id) => selected.delete(id));
      done(t("board.said_gathered", { n: ids.length, title }), answers);
    });
    titles.offer(cluster);
  }

  /** @param {string[]} ids @param {import("./drag.js").Target} target */
  function fits(ids, target) {
    const { contributions, clusters } = orders.view();
    const within = ids.map((id) => contributions.get(id)?.cluster ?? null);
    if (target === "new" || target === "inbox") {
      return target === "new" || within.some(Boolean);
    }
    return "cluster" in target
      ? clusters.has(target.cluster) && within.some((cluster) => cluster !== target.cluster)
      : !ids.includes(target.card) && !within.some(Boolean) && contributions.has(target.card);
  }

  /** @param {string[]} dragged @param {import("./drag.js").Target} target */
  function dropOn(dragged, target) {
    const { contributions } = orders.view();
    const ids = dragged.filter((id) => contributions.has(id)); // another tablet may have taken one away meanwhile
    if (!ids.length || !fits(ids, target)) {
      return;
    }
    if (target === "inbox") {
      put(ids, null);
    } else if (target === "new") {
      gather(ids);
    } else if ("cluster" in target) {
      put(ids, target.cluster);
    } else {
      gather([target.card, ...ids]);
    }
  }

  const actions = {
    drop,
    showPhoto,
    choose: () => chooser.open(),
    beginTitle: titles.begin,
    removeCluster: titles.remove,
    title: titles.actions,
    /** @param {string} id */
    toggle(id) {
      selected.delete(id) || selected.add(id);
      draw();
      say(t("bar.chosen", { n: selected.size }));
    },
    clear: () => act(selected, () => selected.clear()),
    /** @param {string[]} ids */
    approve(ids) {
      act(ids, () => {
        done(t("board.said_approved", { n: ids.length }), each("contribution.approve", ids));
      });
    },
    /** @param {string[]} ids */
    hide(ids) {
      act(ids, () => {
        done(t("board.said_hidden", { n: ids.length }), each("contribution.hide", ids), ids);
        ids.forEach((id) => selected.delete(id));
      });
    },
    /** @param {string[]} ids */
    show(ids) {
      act(ids, () => {
        done(t("board.said_shown", { n: ids.length }), each("contribution.show", ids));
      });
    },
    /** @param {string[]} ids @param {boolean} on */
    highlight(ids, on) {
      const sentence = on ? t("board.said_highlighted", { n: ids.length }) : t("board.said_dulled", { n: ids.length });
      act(ids, () => done(sentence, each("contribution.highlight", ids, { on })));
    },
    /** @param {string} id */
    confirmContact(id) {
      act([id], () => done(t("board.said_contact"), each("contribution.confirm_contact", [id])));
    },
    more: more.open,
    reword: wordings.reword,
    wordInGerman: wordings.wordInGerman,
    wording: wordings.wording,
    german: wordings.german,
    suggested: suggestions.actions,
    /** @param {Contribution[]} cards */
    merge(cards) {
      act([/** @type {Contribution} */ (headOf(cards)).id], () => {
        selected.clear();
        merge(cards);
      });
    },
    /** @param {string} id */
    separate(id) {
      act([id], () => done(t("board.said_separated"), [orders.give("contribution.separate", { id })]));
    },
  };

  listenForKeys(part("host"), {
    pick: (id) => selected.size || actions.toggle(id),
    choose: () => chooser.open(),
    add: () => titles.begin(),
    clear: () => selected.size && actions.clear(),
  });
  part("bar-place").addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      actions.clear();
    }
  });
  part("add-cluster").addEventListener("click", () => titles.begin());
  inboxList.replaceChildren();
  row.replaceChildren();

  return { draw, selected };
}
