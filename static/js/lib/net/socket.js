import { createBackoff, spread } from "./backoff.js";
import { createLine } from "./socket-io.js";

/**
 * @typedef {import("./wire.js").Ack} Ack
 *
 * @typedef {object} Live
 * @property {(name: string, payload: object, options?: {timeout?: number}) => Promise<Ack>} order resolves to the
 *   server's answer, also to a refusal, except where the page is left because of it; rejects with `Offline` where none
 *   came
 * @property {(name: string, fn: (payload: any) => void) => void} on
 * @property {(fn: (absence: number) => void) => void} onOnline called at every connect, also the first; absence: ms
 *   since the server was last heard, or the page began
 * @property {(fn: () => void) => void} onOffline
 * @property {(fn: (refusal: import("./wire.js").Refused) => void) => void} onRefused called at every refusal
 * @property {(fn: () => void) => void} onWake called where the page comes back and the connection, silent for a
 *   while, only seems to stand: news may have been missed, and asking proves it
 * @property {boolean} online
 *
 * @typedef {Pick<typeof globalThis, "addEventListener"|"document"|"navigator">} Browser
 */

/** No answer: there is no connection, or it was lost or too slow. Whether the order arrived is not known. */
export class Offline extends Error {}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;
/** The hall's WiFi comes back for everybody at once. */
const WIFI_WAIT = 200;
/** Milliseconds that a greeting may take. */
const GREETED_WITHIN = 8000;
/** After so long a silence a connection has to prove that it lives. */
const SILENCE = 5000;

/**
 * From WiFi to mobile and back: the old connection often goes silent without an end. Phones tell, most laptops do not.
 * @param {Browser} browser
 * @param {() => void} fn
 */
function onOtherNetwork({ navigator }, fn) {
  const { connection } = /** @type {{connection?: EventTarget & {type?: string}}} */ (
    /** @type {unknown} */ (navigator)
  );
  let type = connection?.type;
  connection?.addEventListener("change", () => {
    if (connection.type !== type) {
      type = connection.type; // the estimated speed changes all the time
      fn();
    }
  });
}

/**
 * The one connection of this page. It keeps itself up: a hall of phones comes back in a spread, not as a wall.
 * @param {typeof createLine} [open]
 * @param {Browser} [browser]
 * @returns {Live}
 */
export function connect(open = createLine, browser = globalThis) {
  const { document } = browser;
  const socket = open({ timeout: GREETED_WITHIN });
  const backoff = createBackoff(FIRST_WAIT, LONGEST_WAIT);
  /** @type {Set<() => void>} */
  const wakeFns = new Set();
  /** @type {Set<(refusal: import("./wire.js").Refused) => void>} */
  const refusedFns = new Set();
  let heardAt = 0; // by a clock that nobody can set, but which stands still while some phones sleep
  let heardOn = Date.now();
  let absence = 0;
  let dialling = true;
  let dialledAt = performance.now();
  let offlineAt = -1;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  const heard = () => {
    heardAt = performance.now();
    heardOn = Date.now();
  };
  const silence = () => Math.max(performance.now() - heardAt, Date.now() - heardOn);

  // Never while a greeting is under way: a second one makes the server hang up.
  const dial = () => {
    clearTimeout(timer);
    if (!dialling && !socket.connected) {
      dialling = true;
      dialledAt = performance.now();
      socket.connect();
    }
  };
  const dialLater = () => {
    dialling = false;
    clearTimeout(timer);
    timer = setTimeout(dial, backoff.next());
  };
  const dialNow = () => {
    backoff.reset();
    dial();
    if (socket.connected && silence() > SILENCE) {
      wakeFns.forEach((fn) => fn());
    }
  };
  // A greeting that is closed under way is only given up after its whole time; left alone it fails by itself.
  // But where the network went and came back meanwhile, what was begun before will not be answered any more.
  const startOver = () => {
    if (dialling && dialledAt < offlineAt) {
      socket.disconnect();
      dialling = false;
    }
    dialNow();
  };

  socket.on("connect", () => {
    dialling = false;
    backoff.reset();
    absence = silence();
    heard();
  });
  socket.on("disconnect", dialLater);
  socket.on("connect_error", dialLater);
  socket.onHeard(heard);
  browser.addEventListener("online", () => setTimeout(startOver, spread(WIFI_WAIT)));
  onOtherNetwork(browser, dialNow);
  browser.addEventListener("pageshow", dialNow);
  // Chromium keeps no page that has an open connection, to bring it back as it was.
  browser.addEventListener("pagehide", socket.hangUp);
  document.addEventListener("resume", dialNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && dialNow());
  // A laptop without any network still reaches itself, so this only makes the connection prove that it lives.
  browser.addEventListener("offline", () => {
    offlineAt = performance.now();
    socket.hangUp();
  });

  return {
    get online() {
      return socket.connected;
    },
    order(name, payload, { timeout = 8000 } = {}) {
      if (!socket.connected) {
        return Promise.reject(new Offline(name));
      }
      const sentAt = performance.now();
      return new Promise((resolve, reject) => {
        socket.emit(name, payload, timeout, (failure, /** @type {Ack} */ ack) => {
          if (!failure) {
            heard();
            if (!ack.ok) {
              refusedFns.forEach((fn) => fn(ack));
            }
            if (ack.ok || ack.error !== "event_over") {
              resolve(ack); // else the page is left, and nobody is to write anything there any more
            }
            return;
          }
          if (heardAt < sentAt) {
            socket.hangUp(); // silent since then: a connection that died unnoticed
          }
          reject(new Offline(name));
        });
      });
    },
    on(name, fn) {
      socket.on(name, fn);
    },
    onOnline(fn) {
      socket.on("connect", () => fn(absence));
    },
    onOffline(fn) {
      socket.on("disconnect", fn);
    },
    onRefused: (fn) => void refusedFns.add(fn),
    onWake: (fn) => void wakeFns.add(fn),
  };
}
