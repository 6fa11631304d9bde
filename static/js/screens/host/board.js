import { nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { arrange, headOf } from "../../lib/board.js";
import { changed } from "../../lib/board-orders.js";
import { t } from "../../lib/page.js";
import { actionBar } from "../../render/action-bar.js";
import { columns, inbox, inboxCount } from "../../render/board.js";
import { focusPlace, keepBoard, placeOf } from "../../render/board-place.js";
import { createChooser } from "./chooser.js";
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
 */

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-${name}]`));

/**
 * Inbox, clusters, and what a host does with the selected cards.
 * @param {BoardParts} parts
 */
export function createBoard({ live, store, orders, clock, event, station, languages, undo, say }) {
  const [inboxList, inboxHead, row, rowHead, bar] = ["inbox", "inbox-count", "columns", "columns-count", "bar-place"].map(part);
  /** @type {Set<string>} */
  const selected = new Set();
  const titles = createTitles({ orders, event, station, say, selected, drop, draw });
  const wordings = createWordings({ orders, undo, event, station, say, draw });
  const chooser = createChooser({ drop, add: () => titles.begin() });
  const suggestions = createSuggestions({
    ...{ live, store, orders, event, station, say, done, merge },
    draw: () => void draw(),
    addCluster: titles.add,
  });

  function draw() {
    const { contributions, ...view } = orders.view();
    [...selected].filter((id) => !contributions.has(id)).forEach((id) => selected.delete(id));
    const board = arrange({ contributions, ...view });
    const written = titles.written(view.clusters);
    const typed = wordings.written(contributions);
    const { beneath } = board;
    const suggested = suggestions.model({ contributions, ...view });
    const model = { suggested, board, contributions, selected, languages, written, beneath, round: clock.state.round, ...typed };
    const chosen = [...selected].map((id) => /** @type {Contribution} */ (contributions.get(id)));
    chooser.update(board.columns);
    keepBoard(() => {
      render(inbox(model, actions), inboxList);
      render(inboxCount(board), inboxHead);
      render(columns(model, actions), row);
      rowHead.textContent = String(board.columns.length);
      render(chosen.length ? actionBar(chosen, actions) : nothing, bar);
    });
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
    if (document.activeElement === document.body) {
      focusPlace(place);
    }
  }

  /**
   * One order for each card.
   * @param {string} name
   * @param {string[]} ids
   * @param {Partial<Contribution>} values
   * @param {object} [payload]
   */
  function each(name, ids, values, payload = {}) {
    return ids.map((id) => orders.give(name, { id, ...payload }, changed([id], values)));
  }

  /**
   * Says what was done, and offers the way back.
   * @param {string} sentence
   * @param {Promise<import("../../lib/wire.js").Ack>[]} answers
   */
  function done(sentence, answers) {
    undo.offer(sentence, answers);
    say(sentence);
  }

  /** One tap: the strongest stands for all, the others lie beneath it. @param {Contribution[]} cards */
  function merge(cards) {
    const head = /** @type {Contribution} */ (headOf(cards));
    const ids = cards.map(({ id }) => id).filter((id) => id !== head.id);
    const beneath = changed(ids, { merged_into: head.id });
    done(t("board.said_merged", { n: cards.length }), [orders.give("contribution.merge", { into: head.id, ids }, beneath)]);
  }

  /** Puts the selected cards into a cluster, or back. @param {string|null} cluster */
  function drop(cluster) {
    const ids = [...selected];
    const title = cluster ? (orders.view().clusters.get(cluster)?.title ?? "") : t("board.inbox");
    act(ids, () => {
      const answer = orders.give("contribution.cluster", { ids, cluster }, changed(ids, { cluster }));
      selected.clear();
      done(t("board.said_moved", { n: ids.length, title }), [answer]);
    });
  }

  const actions = {
    drop,
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
        done(t("board.said_approved", { n: ids.length }), each("contribution.approve", ids, { state: "visible" }));
      });
    },
    /** @param {string[]} ids */
    hide(ids) {
      act(ids, () => {
        done(t("board.said_hidden", { n: ids.length }), each("contribution.hide", ids, { state: "hidden" }));
        ids.forEach((id) => selected.delete(id));
      });
    },
    /** @param {string[]} ids */
    show(ids) {
      act(ids, () => {
        done(t("board.said_shown", { n: ids.length }), each("contribution.show", ids, { state: "visible" }));
      });
    },
    /** @param {string[]} ids @param {boolean} on */
    highlight(ids, on) {
      const sentence = on ? t("board.said_highlighted", { n: ids.length }) : t("board.said_dulled", { n: ids.length });
      act(ids, () => done(sentence, each("contribution.highlight", ids, { highlighted: on }, { on })));
    },
    /** @param {string} id */
    confirmContact(id) {
      act([id], () => done(t("board.said_contact"), each("contribution.confirm_contact", [id], { masked: null })));
    },
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
      const alone = changed([id], { merged_into: null });
      act([id], () => done(t("board.said_separated"), [orders.give("contribution.separate", { id }, alone)]));
    },
  };

  part("host").addEventListener("keydown", (press) => {
    const target = /** @type {HTMLElement} */ (press.target);
    if (press.key === "Enter" && target.dataset.do === "select") {
      press.preventDefault();
      target.click();
    } else if (press.key === "Escape" && selected.size) {
      actions.clear();
    }
  });
  part("bar-place").addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      actions.clear();
    }
  });
  part("add-cluster").addEventListener("click", () => titles.begin());
  inboxList.replaceChildren();
  row.replaceChildren();

  return { draw };
}
