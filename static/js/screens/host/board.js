import { nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { arrange, headOf } from "../../lib/model/board.js";
import { part } from "../../lib/page/screen.js";
import { actionBar } from "../../render/action-bar.js";
import { columns, inbox, inboxCount } from "../../render/board.js";
import { focusPlace, keepBoard, placeOf } from "../../render/board-place.js";
import { createChooser } from "./chooser.js";
import { createDrag } from "./drag.js";
import { listenForKeys } from "./keys.js";
import { createMore } from "./more.js";
import { createSorting } from "./sorting.js";
import { createSuggestions } from "./suggestions.js";
import { createTitles } from "./titles.js";
import { createWordings } from "./wordings.js";

/**
 * @typedef {import("../../lib/net/wire.js").Contribution} Contribution
 *
 * @typedef {object} BoardParts
 * @property {import("../../lib/net/socket.js").Live} live
 * @property {import("../../lib/model/station-store.js").StationStore} store
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {import("../../lib/model/event-state.js").EventClock} clock
 * @property {string} event
 * @property {string} station
 * @property {number} position the station's
 * @property {Map<string, string>} languages
 * @property {import("./undo.js").Undo} undo
 * @property {(text: string) => void} say
 * @property {string|null} drafts
 * @property {(id: string) => void} showPhoto
 */

/** So many cards of a list are drawn, and so many more where somebody comes near their end; docs/performance.md. */
const DRAWN = 120;
/** That near, in px: a swipe's length. */
const NEAR = 1500;

/**
 * Inbox, clusters, and what a host does with the selected cards.
 * @param {BoardParts} parts
 */
export function createBoard({
  live,
  store,
  orders,
  clock,
  event,
  station,
  position,
  languages,
  undo,
  say,
  drafts,
  showPhoto,
}) {
  const [inboxList, inboxHead, row, rowHead, bar] = [
    "inbox",
    "inbox-count",
    "columns",
    "columns-count",
    "bar-place",
  ].map(part);
  /** @type {Set<string>} */
  const selected = new Set();
  const titles = createTitles({ orders, event, station, say, selected, drop, draw });
  const wordings = createWordings({ orders, undo, event, station, say, draw, drafts });
  const chooser = createChooser({ drop, add: () => titles.begin() });
  const more = createMore({ orders, done });
  const sorting = createSorting({ orders, station, selected, act, done, offerTitle: titles.offer });
  const drag = createDrag({ grasp: (id) => (selected.has(id) ? [...selected] : [id]), ...sorting });
  const suggestions = createSuggestions({
    ...{ live, store, orders, event, station, say, done, merge },
    draw: () => void draw(),
  });

  /** How many cards of a list are drawn, where not DRAWN. @type {Map<string, number>} */
  const lengths = new Map();
  /** @param {string} list */
  const drawn = (list) => lengths.get(list) ?? DRAWN;

  /** @param {string} list */
  function drawMore(list) {
    lengths.set(list, drawn(list) + DRAWN);
    draw();
  }

  function draw() {
    const { contributions, photos, ...view } = orders.view();
    [...selected].filter((id) => !contributions.has(id)).forEach((id) => selected.delete(id));
    const board = arrange({ contributions, photos, ...view });
    const written = titles.written(view.clusters);
    const typed = wordings.written(contributions);
    const { beneath } = board;
    const waiting = orders.waiting();
    const suggested = suggestions.model({ contributions, photos, ...view });
    const model = {
      drawn,
      suggested,
      board,
      contributions,
      photos,
      selected,
      languages,
      position,
      written,
      beneath,
      waiting,
      round: clock.state.round,
      ...typed,
    };
    const chosen = [...selected].map((id) => /** @type {Contribution} */ (contributions.get(id)));
    chooser.update(board.columns);
    part("host").toggleAttribute("data-many", contributions.size > DRAWN);
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
   * @param {Promise<import("../../lib/net/wire.js").Ack>[]} answers
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
    sorting.put([...selected], cluster);
  }

  const actions = {
    drop,
    drawMore,
    showPhoto,
    choose: () => chooser.open(),
    beginTitle: titles.begin,
    removeCluster: titles.remove,
    title: titles.actions,
    /** @param {string} id */
    toggle(id) {
      if (!selected.delete(id)) {
        selected.add(id);
      }
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
  part("host").addEventListener(
    "scroll",
    ({ target }) => {
      const list = /** @type {HTMLElement} */ (target);
      if (
        list.querySelector?.(':scope > [data-do="draw-more"]') &&
        list.scrollHeight - list.scrollTop - list.clientHeight < NEAR
      ) {
        drawMore(/** @type {string} */ (list.dataset.list));
      }
    },
    { capture: true, passive: true },
  );
  part("add-cluster").addEventListener("click", () => titles.begin());
  inboxList.replaceChildren();
  row.replaceChildren();

  return { draw, selected };
}
