import { render } from "../../../vendor/lit-html/lit-html.js";
import { isComposing } from "../../lib/base/composing.js";
import { t } from "../../lib/base/page-data.js";
import { createReading } from "../../lib/model/reading.js";
import { REASONS, reasonText } from "../../lib/model/reasons.js";
import { part } from "../../lib/page/screen.js";
import { reading } from "../../render/reading.js";

/**
 * @typedef {import("../../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../../lib/net/wire.js").Ack} Ack
 */

const MINUTE = 60_000;
/** Of a line of text, in CSS pixels. */
const LINE = 20;

/**
 * The reading mode: what waits, one large card after another over the board's width.
 * @param {{
 *   orders: import("../../lib/queue/board-orders.js").BoardOrders,
 *   clock: import("../../lib/model/event-state.js").EventClock,
 *   languages: Map<string, string>,
 *   done: (sentence: string, answers: Promise<Ack>[], hid?: string[]) => void,
 *   say: (text: string) => void,
 *   waiting: () => Contribution[],
 *   onClose: () => void,
 * }} parts waiting: the oldest first; onClose: the board is there again
 */
export function createReadingMode({ orders, clock, languages, done, say, waiting, onClose }) {
  const place = part("reading");
  const model = createReading({ now: () => performance.now() });
  /** What was ordered for each card here, so that it can be taken back.
   * @type {Map<string, import("../../lib/queue/board-orders.js").Given>} */
  const answered = new Map();
  let open = false;
  let own = false;
  /** The card whose text was seen to its end. */
  let seen = "";
  /** What is drawn, as the model counts it: what is put in front of the host begins at its beginning. */
  let showing = 0;

  function draw() {
    if (!open) {
      return;
    }
    model.update(waiting());
    const state = model.state();
    const waits = state.card ? clock.now() - state.card.created_at * 1000 : 0;
    const minutes = Math.max(0, Math.floor(waits / MINUTE));
    render(reading({ ...state, minutes, languages, own, toEnd: toEnd(state.card) }, actions), place);
    if (state.showing !== showing) {
      showing = state.showing;
      place.querySelector("[data-reading-body]")?.scrollTo(0, 0);
    }
    if (state.card && state.is !== "gone" && !toEnd(state.card) && isAtEnd()) {
      seen = state.card.id + state.card.text;
      draw();
    }
  }

  /** @param {Contribution|null} card */
  const toEnd = (card) => !card || seen === card.id + card.text;

  function isAtEnd() {
    const body = place.querySelector("[data-reading-body]");
    // Where nothing of a text is in sight, its end is not either.
    return !body || (body.clientHeight >= LINE && body.scrollTop + body.clientHeight >= body.scrollHeight - 4);
  }

  /**
   * @param {import("../../lib/model/reading.js").Answer} answer
   * @param {(read: {id: string, was: string}) => void} order
   */
  function answer(answer, order) {
    const before = model.state().card?.id;
    const read = model.answer(answer);
    if (read) {
      order(read);
    }
    const { card } = model.state();
    if (read || card?.id !== before) {
      own = false;
    }
    draw();
    if (card && card.id !== before) {
      focus();
    }
  }

  function focus() {
    const target = place.querySelector("[data-reading-card]") ?? place.querySelector("[data-left]");
    /** @type {HTMLElement|null} */ (target)?.focus({ preventScroll: true });
  }

  /** @param {string} name @param {object} payload @param {string} id */
  function give(name, payload, id) {
    const given = orders.give(name, payload);
    answered.set(id, given);
    return given;
  }

  const actions = {
    approve() {
      if (toEnd(model.state().card)) {
        answer("approved", (read) => {
          done(t("board.said_approved", { n: 1 }), [give("contribution.approve", read, read.id)]);
        });
      }
    },
    /** @param {string} [reason] */
    hide(reason) {
      answer("hidden", ({ id }) => {
        const said = reason ? t("board.said_reason", { reason: reasonText(reason) }) : t("board.said_hidden", { n: 1 });
        done(said, [give("contribution.hide", { id, ...(reason && { reason }) }, id)]);
      });
    },
    later: () => answer("later", () => say(t("reading.said_later"))),
    back() {
      const last = model.back();
      const given = last && last.answer !== "later" ? answered.get(last.card.id) : undefined;
      const back = last && (!given || orders.takeBack(given));
      own = false;
      draw();
      focus();
      if (back) {
        say(t("undo.said"));
      }
    },
    close,
    /** @param {boolean} on */
    writeReason(on) {
      const { is } = model.state();
      own = on && (is === "same" || is === "newer");
      draw();
      /** @type {HTMLElement|null} */ (
        place.querySelector(own ? "[data-own-reason] input" : '[data-do="own-reason"]')
      )?.focus();
    },
    scrolled: () => void draw(),
  };

  function show() {
    part("host").hidden = open;
    place.hidden = !open;
    document.body.toggleAttribute("data-reading-mode", open);
  }

  function close() {
    open = false;
    show();
    onClose();
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    f: actions.approve,
    s: actions.later,
    a: () => actions.hide(),
    z: actions.back,
    Escape: () => (own ? actions.writeReason(false) : close()),
    ...Object.fromEntries(REASONS.map((reason, at) => [String(at + 1), () => actions.hide(reason)])),
    [String(REASONS.length + 1)]: () => actions.writeReason(true),
  };
  document.addEventListener("keydown", (press) => {
    const typing = /** @type {HTMLElement} */ (press.target).matches?.("input, textarea, select");
    const deed = keys[press.key.length === 1 ? press.key.toLowerCase() : press.key];
    const other = press.ctrlKey || press.metaKey || press.altKey || press.repeat || isComposing(press);
    if (open && deed && !other && !document.querySelector("dialog[open]") && (!typing || press.key === "Escape")) {
      press.preventDefault();
      deed();
    }
  });

  return {
    draw,
    open() {
      open = true;
      model.open(waiting());
      show();
      draw();
      focus();
    },
  };
}
