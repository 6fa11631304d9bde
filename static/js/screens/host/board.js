import { nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { withGerman } from "../../lib/model/as-read.js";
import { arrange, headOf } from "../../lib/model/board.js";
import { createChosen } from "../../lib/model/chosen.js";
import { createHeld } from "../../lib/model/held.js";
import { part } from "../../lib/page/screen.js";
import { actionBar } from "../../render/action-bar.js";
import { columns, freshPill, inbox, inboxCount, waitingBar } from "../../render/board.js";
import { focusOn, focusPlace, keepBoard, placeOf } from "../../render/board-place.js";
import { byContribution, waitingWordings } from "../../render/board-worded.js";
import { createChooser } from "./chooser.js";
import { createDrag } from "./drag.js";
import { createFinder } from "./finder.js";
import { listenForKeys } from "./keys.js";
import { createLeftPlaces } from "./left-places.js";
import { createMore } from "./more.js";
import { createReadOrders } from "./read-orders.js";
import { createReadingMode } from "./reading.js";
import { createSeen } from "./seen.js";
import { createSorting } from "./sorting.js";
import { createSteady } from "./steady.js";
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
 * @property {number[]} rounds
 * @property {Map<string, string>} languages
 * @property {import("./undo.js").Undo} undo
 * @property {(text: string) => void} say
 * @property {import("../../lib/model/wordings.js").Wordings} worded what guests say that cards mean in other languages
 * @property {string|null} drafts
 * @property {(id: string) => void} showPhoto
 * @property {(behind: import("../../lib/net/wire.js").Behind) => void} state begins a key statement that rests on these
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
  rounds,
  languages,
  undo,
  say,
  worded,
  drafts,
  showPhoto,
  state,
}) {
  const [inboxList, inboxHead, row, rowHead, bar, foot] = [
    "inbox",
    "inbox-count",
    "columns",
    "columns-count",
    "bar-place",
    "foot",
  ].map(part);
  /** @type {Set<string>} */
  const selected = new Set();
  const titles = createTitles({ orders, event, station, say, selected, drop, draw });
  const wordings = createWordings({ orders, undo, event, station, say, draw, drafts, languages, worded });
  const chooser = createChooser({ drop, add: () => titles.begin() });
  const more = createMore({ orders, done });
  const sorting = createSorting({ orders, station, selected, act, done, askForTitle: titles.askFor });
  const drag = createDrag({
    ...sorting,
    grasp: (id) => (selected.has(id) ? [...selected] : [id]),
    columns: () => arrange(orders.view()).columns,
    draw: () => void draw(),
  });
  const finder = createFinder({ position, rounds, languages, selected, draw: () => void draw() });
  const suggestions = createSuggestions({
    ...{ live, store, orders, event, station, say, done, merge },
    draw: () => void draw(),
  });

  const held = createHeld();
  const readAs = createChosen({ now: () => performance.now() });
  const seen = createSeen(inboxList, draw);
  const steady = createSteady(part("host"));
  const readOrders = createReadOrders({ orders, held, readAs, steady, say, draw: () => void draw() });
  /** Wordings of guests of which the answer has not come. @type {Set<string>} */
  const asked = new Set();
  /** The places in which what waits is drawn. @type {import("../../lib/model/held.js").Slot[]} */
  let slots = [];
  const left = createLeftPlaces(inboxList);
  const reading = createReadingMode({
    ...{ orders, clock, languages, done, say },
    waiting: () => arrange(orders.view()).waiting,
    onClose() {
      held.letIn();
      draw();
      focusOn(inboxHead.querySelector("[data-waiting]") ?? document.querySelector('[data-list-head="inbox"]'));
    },
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
    const typed = wordings.written(contributions);
    const typedIn = new Set([typed.wording, typed.german, typed.other].flatMap((one) => one?.id ?? []));
    const found = finder.find(board, { contributions, photos, ...view }, typedIn);
    const written = titles.written(view.clusters);
    const { beneath } = board;
    const waiting = orders.waiting();
    const suggested = suggestions.model({ contributions, photos, ...view });
    const now = held.update(board.inbox.filter(({ state }) => state === "pending"));
    slots = now.slots;
    const live = slots.filter(({ gone }) => !gone);
    const read = new Set(live.filter(({ card, newer }) => !newer && seen.has(card)).map(({ card }) => card.id));
    const wanted = new Set(found.inbox.map(({ id }) => id));
    const model = {
      drawn,
      suggested,
      slots: finder.filtered ? slots.filter(({ card }) => wanted.has(card.id)) : slots,
      read,
      newer: new Set(live.filter(({ newer }) => newer).map(({ card }) => card.id)),
      board: { ...found, inbox: found.inbox.filter(({ state }) => state !== "pending") },
      filtered: finder.filtered,
      contributions,
      photos,
      selected,
      languages,
      position,
      written,
      beneath,
      waiting,
      worded: byContribution(worded.all()),
      asked,
      round: clock.state.round,
      wallLanguage: clock.state.wall.language,
      ...typed,
    };
    readAs.update(selected, contributions);
    const chosen = [...selected].map((id) => /** @type {Contribution} */ (contributions.get(id)));
    chooser.update(board.columns);
    part("host").toggleAttribute("data-many", contributions.size > DRAWN);
    left.measure(slots);
    const approves = document.activeElement?.closest("[data-worded-waiting]");
    keepBoard(() => {
      if (!drag.busy) {
        render(waitingWordings(worded.all(), model, actions.worded), part("worded-waiting-place"));
        render(inbox(model, actions), inboxList);
        render(columns(model, actions), row);
      }
      render(inboxCount(board, reading.open), inboxHead);
      const ways = waitingBar({ waiting: board.waiting.length, read: read.size }, actions.waiting);
      render(board.waiting.length || view.approveFirst ? ways : nothing, part("waiting-bar"));
      render(freshPill(now.fresh, letIn), part("fresh"));
      rowHead.textContent = String(board.columns.length);
      render(chosen.length ? actionBar(chosen, actions) : nothing, bar);
      foot.toggleAttribute("data-choosing", chosen.length > 0);
    });
    if (approves && document.activeElement === document.body) {
      // never on the next one's button: another press would let through what nobody has read
      focusOn(document.querySelector("[data-worded-head]") ?? document.querySelector('[data-list-head="inbox"]'));
    }
    left.keep();
    seen.watch(live.map(({ card }) => card));
    steady.note();
    drag.update();
    reading.draw();
    return board;
  }

  function letIn() {
    const before = new Set(slots.map(({ card }) => card.id));
    held.letIn();
    draw();
    const first = slots.find(({ card }) => !before.has(card.id));
    focusOn(first && inboxList.querySelector(`[data-contribution="${CSS.escape(first.card.id)}"] [data-do="select"]`));
  }

  /**
   * Does something to cards; where that takes the focused control away, work goes on where the first card stood.
   * @param {Iterable<string>} ids
   * @param {() => void} act
   */
  function act(ids, act) {
    const [first] = ids;
    const place = first ? placeOf(first) : null;
    held.close();
    act();
    draw();
    const focused = document.activeElement?.closest("[data-contribution]")?.getAttribute("data-contribution");
    const wentAlong = focused && focused === first && placeOf(focused)?.list !== place?.list;
    if (document.activeElement === document.body || wentAlong) {
      focusPlace(place);
    }
  }

  /**
   * What a host makes of a guest's wording, once until the answer comes, and not of one that has just moved there.
   * @param {import("../../lib/model/wordings.js").Wording} wording
   * @param {string} sentence
   * @param {() => import("../../lib/queue/board-orders.js").Given} give
   */
  function decide({ id, contribution, state }, sentence, give) {
    if (asked.has(id) || (state === "pending" && !steady.has(id))) {
      return;
    }
    asked.add(id);
    const given = give();
    act([contribution], () => done(sentence, [given]));
    void given.then(() => {
      asked.delete(id);
      draw();
    });
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

  /**
   * Puts the selected cards into a cluster, or back.
   * @param {string|null} cluster
   * @param {string} [after] the order without which that means nothing
   */
  function drop(cluster, after) {
    sorting.put([...selected], cluster, after);
  }

  const actions = {
    drop: (/** @type {string|null} */ cluster) => drop(cluster),
    drawMore,
    showPhoto,
    state,
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
      const read = readOrders.of(ids);
      if (read.length) {
        act(ids, () => {
          done(t("board.said_approved", { n: read.length }), readOrders.give("contribution.approve", read));
          read.forEach(({ id }) => selected.delete(id));
        });
      }
    },
    /** @param {string} id */
    renew: (id) => void readOrders.of([id]),
    waiting: {
      open: () => reading.open(),
      approveRead() {
        const all = slots.filter(({ gone, newer, card }) => !gone && !newer && seen.has(card));
        actions.approve(all.map(({ card }) => card.id));
      },
    },
    /** @param {string[]} ids */
    hide(ids) {
      const { contributions } = orders.view();
      const [only = ""] = ids.length === 1 ? ids : [];
      if (contributions.get(only)?.state === "pending" && !steady.has(only)) {
        return;
      }
      act(ids, () => {
        done(t("board.said_hidden", { n: ids.length }), each("contribution.hide", ids), ids);
        ids.forEach((id) => selected.delete(id));
      });
    },
    /** @param {string[]} ids */
    show(ids) {
      const read = readOrders.of(ids);
      if (read.length) {
        act(ids, () => done(t("board.said_shown", { n: read.length }), readOrders.give("contribution.show", read)));
      }
    },
    /** @param {string[]} ids @param {boolean} on */
    highlight(ids, on) {
      const sentence = on ? t("board.said_highlighted", { n: ids.length }) : t("board.said_dulled", { n: ids.length });
      act(ids, () => done(sentence, each("contribution.highlight", ids, { on })));
    },
    /** @param {string} id */
    confirmContact(id) {
      const german = orders.view().contributions.get(id)?.german;
      const read = readOrders.of([id]).map(({ was }) => ({ id, was: withGerman(was, german) }));
      if (read.length) {
        act([id], () => done(t("board.said_contact"), readOrders.give("contribution.confirm_contact", read)));
      }
    },
    worded: {
      /** @param {import("../../lib/model/wordings.js").Wording} wording */
      approve(wording) {
        const { id, text } = wording;
        decide(wording, t("board.said_worded_approved"), () => orders.give("wording.approve", { id, was: text }));
      },
      /** @param {import("../../lib/model/wordings.js").Wording} wording */
      hide(wording) {
        decide(wording, t("board.said_worded_hidden"), () => orders.give("wording.hide", { id: wording.id }));
      },
    },
    more: more.open,
    reword: wordings.reword,
    wordInGerman: wordings.wordInGerman,
    word: wordings.word,
    /** @param {Contribution} contribution */
    canWord: (contribution) => wordings.other.codesOf(contribution).length > 0,
    other: wordings.other,
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
  inboxList.textContent = "";
  row.textContent = "";

  return { draw, selected, note: steady.note, look: finder.look, read: reading.open };
}
