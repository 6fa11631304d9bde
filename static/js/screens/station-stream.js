import { nothing, render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { beneath } from "../lib/model/merged.js";
import { createStreamOrder } from "../lib/model/stream-order.js";
import { threads } from "../lib/model/threads.js";
import { part } from "../lib/page/screen.js";
import { keepPlace } from "../render/place.js";
import { newsPill, stream, streamHead } from "../render/stream.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/queue/outbox.js").Order} Order
 *
 * @typedef {object} StreamParts
 * @property {import("../lib/queue/own-contributions.js").Own} own
 * @property {import("../lib/queue/votes.js").Votes} votes
 * @property {import("../lib/queue/outbox.js").Outbox} outbox
 * @property {import("../lib/model/event-state.js").EventClock} clock
 * @property {string} station
 * @property {number} votesPerPerson
 * @property {() => import("../lib/page/read-aloud.js").Reader} reader
 * @property {() => ReturnType<typeof import("./station-wordings.js").createSaying>|null} saying null until it is there
 * @property {(order: Order) => Contribution} blank
 * @property {() => ReturnType<typeof import("./composer.js").createComposer>} composer
 * @property {(text: string) => void} say
 * @property {() => number} unread how many of its contributions are not known here
 * @property {() => Promise<void>} readOlder reads those
 * @property {{online: boolean}} live
 * @property {() => Promise<Pick<typeof import("./station-rest.js"), "confirm">>} rest asks before something is gone
 */

const PAGE = 60;
const NOTE_MS = 8000;
const TOUCH_MS = 4000;
/** What is there within so many ms needs no word. */
const WAIT_MS = 300;
/** So far above its end, in px, a list is read on. */
const NEAR_END = 400;

/** Every contribution as it was written. @type {import("../render/stream.js").Saying & {drawHead: () => void}} */
const AS_WRITTEN = { said: (one) => one, worded: () => undefined, between: () => nothing, drawHead() {} };

/**
 * The stream of a station and what people do in it.
 * @param {StreamParts} parts
 */
export function createStream(parts) {
  const { own, votes, outbox, clock, station, votesPerPerson, blank, composer, say, reader, saying } = parts;
  const { unread, readOlder, live, rest } = parts;
  const [list, head, pill, top] = ["stream", "stream-head", "news", "top"].map(part);
  const dialog = /** @type {HTMLDialogElement} */ (part("confirm"));
  const order = createStreamOrder();
  /** @type {Map<string, string>} */
  const notes = new Map();
  /** @type {import("../lib/model/threads.js").Sort} */
  let sort = "newest";
  let limit = PAGE;
  let touchedAt = 0;
  /** The last one on a card's "withdraw". @type {symbol|null} */
  let lastTap = null;
  let view = own.view();
  const nearEnd = new IntersectionObserver(
    (seen) => seen.some(({ isIntersecting }) => isIntersecting) && void readOlder(),
    { rootMargin: `${NEAR_END}px` },
  );

  const isReading = () => list.getBoundingClientRect().top < top.getBoundingClientRect().bottom - 8;

  /** @type {import("../render/stream.js").StreamModel["readOf"]} */
  const readOf = (id, said) =>
    reader().can(said.language) ? { on: reader().reading === id, press: () => reader().toggle(id, said) } : undefined;

  function draw() {
    view = own.view();
    const reading = isReading();
    const touched = Date.now() - touchedAt < TOUCH_MS;
    const all = threads(view.items, { sort, own: view.own, votesOf: votes.shown });
    const { threads: arranged, held } = order.arrange(all, { reading, touched, own: view.own });
    const under = beneath(view.items);
    const model = {
      threads: arranged,
      view,
      votes,
      notes,
      beneath: under,
      round: clock.state.round,
      limit,
      unread: unread(),
      blank,
      readOf,
      saying: saying() ?? AS_WRITTEN,
    };
    model.saying.drawHead();
    keepPlace(list, () => render(stream(model, actions), list), { reading });
    const more = list.querySelector('[data-do="more"]');
    nearEnd.disconnect();
    if (more && model.unread) {
      nearEnd.observe(more);
    }
    render(streamHead({ left: votes.left(), all: votesPerPerson, sort }, sortBy), head);
    render(newsPill(held, showNews), pill);
  }

  /** @param {import("../lib/model/threads.js").Sort} chosen */
  function sortBy(chosen) {
    sort = chosen;
    order.reset();
    void readOlder();
    draw();
  }

  function showNews() {
    order.reset();
    draw();
    head.scrollIntoView({ block: "start" });
    list.focus({ preventScroll: true });
    draw();
  }

  /** @param {string} id @param {string} text */
  function note(id, text) {
    notes.set(id, text);
    say(text);
    draw();
    setTimeout(() => {
      notes.delete(id);
      draw();
    }, NOTE_MS);
  }

  /**
   * What asks before something is gone, once it is there; null where its person does something else by then: it took so
   * long, or another card's was tapped, and one question is open at a time.
   * @param {string} id of the contribution
   */
  async function asking(id) {
    const tap = Symbol(id);
    lastTap = tap;
    let late = false;
    const wait = setTimeout(() => {
      note(id, t(live.online ? "stream.coming" : "stream.needs_network"));
      setTimeout(() => {
        late = true;
      }, NOTE_MS);
    }, WAIT_MS);
    try {
      const { confirm } = await rest();
      return late || tap !== lastTap ? null : confirm;
    } finally {
      clearTimeout(wait);
      notes.delete(id);
      draw();
    }
  }

  /** @param {Contribution} contribution */
  async function withdraw(contribution) {
    const confirm = await asking(contribution.id);
    if (confirm && (await confirm(dialog, contribution))) {
      outbox.put("contribution.withdraw", { id: contribution.id }, station);
      draw();
      list.focus({ preventScroll: true });
    }
  }

  /** @type {import("../render/stream.js").StreamActions} */
  const actions = {
    vote({ id }) {
      notes.delete(id);
      if (!votes.on(id) && votes.left() === 0) {
        note(id, t("stream.no_votes_left", { n: votesPerPerson }));
      } else {
        votes.toggle(id);
        draw();
      }
    },
    reply: (contribution) => composer().reply(contribution),
    edit: (contribution) => composer().edit(contribution),
    withdraw: (contribution) => void withdraw(contribution),
    again: (refused) => composer().again(refused),
    discard: ({ key }) => outbox.drop(key),
    more() {
      if (unread()) {
        void readOlder();
      } else {
        limit += PAGE;
      }
      draw();
    },
  };

  outbox.onRefused(({ name, payload }, { message }) => {
    if (name === "vote.set" || name === "contribution.withdraw") {
      note(payload.contribution ?? payload.id, message);
    }
  });
  for (const kind of ["pointerdown", "keydown"]) {
    list.addEventListener(kind, () => {
      touchedAt = Date.now();
    });
  }
  for (const place of [list, head]) {
    place.textContent = "";
  }

  return {
    draw,
    /** What comes next takes its place at once, for it is no news. */
    arrangeAnew: order.reset,
    /** The item as this phone shows it, also one that is still on its way. @param {string} id */
    itemOf: (id) => (id ? (view.items.get(id) ?? own.view().items.get(id)) : undefined),
    /** All that this phone shows. */
    items: () => view.items.values(),
    /** Whether it was on this screen when that was last drawn. @param {string} id */
    knows: (id) => view.items.has(id),
    /** @param {string} id */
    reveal(id) {
      const wanted = `[data-contribution="${CSS.escape(id)}"]`;
      draw();
      if (!list.querySelector(wanted) && view.items.has(id)) {
        limit = Number.POSITIVE_INFINITY; // it stands further down than what is drawn at first
        draw();
      }
      list.querySelector(wanted)?.scrollIntoView({ block: "nearest" });
    },
  };
}
