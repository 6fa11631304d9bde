/** The connection of `lib/net/socket-io.js`, played by hand. */
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

  hangUp = () => {
    this.hungUp += 1;
  };

  /** @param {string} name @param {(payload?: any) => void} fn */
  on(name, fn) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), fn]);
  }

  /** @param {() => void} fn */
  onHeard(fn) {
    this.any.push(fn);
  }

  /** @param {string} name @param {object} payload @param {number} timeout @param {any} answer */
  emit(name, payload, timeout, answer) {
    this.sent.push({ name, payload, timeout, answer });
  }

  /** @param {string} name @param {unknown} [payload] as the connection tells it */
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
