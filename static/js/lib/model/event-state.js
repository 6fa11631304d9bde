import { thisDevice } from "../storage/device.js";

/**
 * @typedef {import("../net/wire.js").EventState} State
 * @typedef {import("../net/socket.js").Live} Live
 *
 * @typedef {object} EventClock
 * @property {State} state
 * @property {() => number} now the server's time, in ms
 * @property {() => number|null} remaining ms until the running round or change ends; null where nothing runs
 * @property {() => number} done how much of it is over, from 0 to 1
 * @property {(state: State) => void} apply what comes with news and orders, which may be older than what is known
 * @property {(state: State) => void} open what is answered to a screen that asks how things stand: also where that is
 *   older than what was known when the connection came about, for then the server was restored from a copy
 * @property {(fn: () => void) => void} subscribe called when the state changes, and every second
 */

/** Refusals after which a page has nothing to show of its event. */
const GONE = new Set(["event_locked", "event_over", "unknown_event"]);
/** Beyond this, the phone's own clock was set, or the phone slept. */
const JUMP = 2000;

/** The phone's time since this page began, which nobody can set; it stands still while some phones sleep. */
const steady = () => performance.timeOrigin + performance.now();
const drift = () => Date.now() - steady();

/** When the page's own JSON was true: it may have waited in a slow network before scripts ran. */
function pageCameAt() {
  const navigation = /** @type {PerformanceNavigationTiming|undefined} */ (
    performance.getEntriesByType("navigation")[0]
  );
  return navigation?.responseStart ? performance.timeOrigin + navigation.responseStart : steady();
}

/**
 * By how much the server's clock is ahead of the phone's. A page that was kept on the phone (a copy shown without
 * network) tells an old time; then what was learnt before is nearer.
 * @param {State} initial
 * @param {import("../storage/device.js").Device} device
 */
function createOffset({ event, now }, { storage }) {
  const key = `cafe.clock.${event}`;
  const known = storage.read(key);
  const said = Date.parse(now);
  let offset = known && said <= known.seen ? known.offset : said - pageCameAt();
  const offsets = {
    get: () => offset,
    /** @param {number} seen @param {number} next */
    set(seen, next) {
      offset = next;
      storage.write(key, { seen, offset });
    },
    /** @param {number} ms */
    shift(ms) {
      offset += ms;
    },
  };
  if (!known || said > known.seen) {
    offsets.set(said, offset);
  }
  return offsets;
}

/**
 * The gathering's phase and one countdown against the server's clock.
 * @param {Live|null} live null for a screen that only shows
 * @param {State} initial
 * @param {import("../storage/device.js").Device} [device]
 * @param {() => void} [reload]
 * @returns {EventClock}
 */
export function createEventState(live, initial, device = thisDevice, reload = () => location.reload()) {
  let state = initial;
  let knownAtConnect = initial.revision;
  const offset = createOffset(initial, device);
  let drifted = drift();
  /** @type {Set<() => void>} */
  const subscribers = new Set();
  const call = () => subscribers.forEach((fn) => fn());

  /** @param {State} next */
  function take(next) {
    if (next.event === state.event) {
      state = next;
      const now = Date.parse(next.now);
      offset.set(now, now - steady());
      call();
    }
  }

  const clock = {
    get state() {
      return state;
    },
    now: () => steady() + offset.get(),
    remaining() {
      return state.ends_at ? Math.max(0, Date.parse(state.ends_at) - clock.now()) : null;
    },
    done() {
      if (!state.ends_at || !state.started_at) {
        return 0;
      }
      const start = Date.parse(state.started_at);
      const length = Date.parse(state.ends_at) - start;
      return length > 0 ? Math.min(1, Math.max(0, (clock.now() - start) / length)) : 1;
    },
    /** @param {State} next */
    apply(next) {
      if (next.revision >= state.revision) {
        take(next);
      }
    },
    /** @param {State} next */
    open(next) {
      if (next.revision >= state.revision || next.revision < knownAtConnect) {
        take(next);
        knownAtConnect = Math.min(knownAtConnect, next.revision);
      }
    },
    /** @param {() => void} fn */
    subscribe(fn) {
      subscribers.add(fn);
    },
  };

  let leaving = false;
  /** Nothing of the event may be shown any more; the page says why. */
  function leave() {
    if (!leaving) {
      leaving = true;
      reload();
    }
  }

  /** Whether the phone slept or its clock was set cannot be told apart here, but the server knows the time. */
  const noticeJump = () => {
    const jump = drift() - drifted;
    if (Math.abs(jump) < JUMP) {
      return;
    }
    drifted += jump;
    if (jump > 0) {
      offset.shift(jump); // without network, having slept is likelier
    }
    live?.order("event.open", { event: state.event }).then(
      (ack) => ack.ok && clock.open(ack.event_state),
      () => {},
    );
  };
  const tick = () => {
    noticeJump();
    call();
    // On the second of the countdown, so that all screens of a room change together.
    const beat = clock.remaining() || -clock.now();
    setTimeout(tick, (((beat % 1000) + 1000) % 1000) + 20);
  };
  tick();
  live?.onOnline(() => {
    knownAtConnect = state.revision;
  });
  live?.on("event.changed", (/** @type {State} */ next) => {
    clock.apply(next);
    if (state.locked || state.over) {
      leave();
    }
  });
  live?.onRefused(({ error }) => GONE.has(error) && leave()); // so it became while there was no connection
  return clock;
}
