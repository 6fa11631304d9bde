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
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  const reconnectLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  const reconnectNow = () => {
    wait = FIRST_WAIT;
    if (!socket.connected) {
      clearTimeout(timer);
      socket.connect();
    }
  };
  const hangUp = () => socket.io.engine?.close();

  socket.on("connect", () => {
    wait = FIRST_WAIT;
  });
  socket.on("disconnect", reconnectLater);
  socket.on("connect_error", reconnectLater);
  socket.onAny(() => {
    heardAt = Date.now();
  });
  window.addEventListener("online", reconnectNow);
  window.addEventListener("pageshow", reconnectNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && reconnectNow());
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
