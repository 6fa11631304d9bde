import { io } from "../../vendor/socket.io.esm.min.js";

/**
 * @typedef {import("./wire.js").Ack} Ack
 *
 * @typedef {object} Live
 * @property {(name: string, payload: object, options?: {timeout?: number}) => Promise<Ack>} order resolves to the
 *   server's answer, also to a refusal; rejects with `Offline` where none came
 * @property {(name: string, fn: (payload: any) => void) => void} on
 * @property {(fn: () => void) => void} onOnline called at every connect, also the first
 * @property {(fn: () => void) => void} onOffline
 * @property {boolean} online
 */

/** No answer: there is no connection, or it was lost or too slow. Whether the order arrived is not known. */
export class Offline extends Error {}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

/**
 * The one connection of this page. It keeps itself up: a hall of phones comes back in a spread, not as a wall.
 * @returns {Live}
 */
export function connect() {
  const socket = io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnection: false,
    timeout: 8000,
  });
  let wait = FIRST_WAIT;
  let heardAt = 0;
  let dialling = true;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  // Never while a greeting is under way: a second one makes the server hang up.
  const dial = () => {
    clearTimeout(timer);
    if (!dialling && !socket.connected) {
      dialling = true;
      socket.connect();
    }
  };
  const dialLater = () => {
    dialling = false;
    clearTimeout(timer);
    timer = setTimeout(dial, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  const dialNow = () => {
    wait = FIRST_WAIT;
    dial();
  };
  const hangUp = () => socket.io.engine?.close();

  socket.on("connect", () => {
    dialling = false;
    wait = FIRST_WAIT;
  });
  socket.on("disconnect", dialLater);
  socket.on("connect_error", dialLater);
  socket.onAny(() => {
    heardAt = Date.now();
  });
  window.addEventListener("online", dialNow);
  window.addEventListener("pageshow", dialNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && dialNow());
  // A laptop without any network still reaches itself, so this only makes the connection prove that it lives.
  window.addEventListener("offline", hangUp);

  return {
    get online() {
      return socket.connected;
    },
    order(name, payload, { timeout = 8000 } = {}) {
      if (!socket.connected) {
        return Promise.reject(new Offline(name));
      }
      const sentAt = Date.now();
      return new Promise((resolve, reject) => {
        socket.timeout(timeout).emit(name, payload, (/** @type {Error|null} */ failure, /** @type {Ack} */ ack) => {
          if (!failure) {
            heardAt = Date.now();
            resolve(ack);
            return;
          }
          if (heardAt < sentAt) {
            hangUp(); // silent since then: a connection that died unnoticed
          }
          reject(new Offline(name));
        });
      });
    },
    on(name, fn) {
      socket.on(name, fn);
    },
    onOnline(fn) {
      socket.on("connect", fn);
    },
    onOffline(fn) {
      socket.on("disconnect", fn);
    },
  };
}
