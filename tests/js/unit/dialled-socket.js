/** Socket.IO's socket, as far as one page uses it. */
export class Socket {
  connected = false;
  /** @type {number[]} at which moments it was dialled */
  dialled = [];
  hungUp = 0;
  /** @type {Map<string, ((payload?: any) => void)[]>} */
  listeners = new Map();
  /** @type {(() => void)[]} */
  any = [];
  /** @type {{name: string, payload: object, timeout: number, answer: (failure: Error|null, ack?: any) => void}[]} */
  sent = [];
  io = {
    /** @type {(() => void)[]} */
    pings: [],
    engine: {
      readyState: "open",
      close: () => {
        this.hungUp += 1;
      },
    },
    on: (/** @type {string} */ _, /** @type {() => void} */ fn) => void this.io.pings.push(fn),
  };

  /** @param {() => number} now */
  constructor(now) {
    this.now = now;
  }

  connect() {
    this.dialled.push(this.now());
  }

  disconnect() {
    this.connected = false;
  }

  /** @param {string} name @param {(payload?: any) => void} fn */
  on(name, fn) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), fn]);
  }

  /** @param {() => void} fn */
  onAny(fn) {
    this.any.push(fn);
  }

  /** @param {number} timeout */
  timeout(timeout) {
    return {
      emit: (/** @type {string} */ name, /** @type {object} */ payload, /** @type {any} */ answer) =>
        void this.sent.push({ name, payload, timeout, answer }),
    };
  }

  /** @param {string} name @param {unknown} [payload] as the library tells it */
  tell(name, payload) {
    this.connected = name === "connect" || (this.connected && name !== "disconnect");
    this.listeners.get(name)?.forEach((fn) => fn(payload));
  }

  /** @param {string} name @param {unknown} payload as the server tells it */
  hear(name, payload) {
    this.any.forEach((fn) => fn());
    this.tell(name, payload);
  }
}
