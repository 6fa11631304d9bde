/**
 * Socket.IO 5 on Engine.IO 4, as far as this café speaks it: texts only, the main namespace, one connection. The
 * library of that name is 13 KB on the way to a phone, a third of its scripts; this is one and a half.
 *
 * @typedef {(failure: Error|null, ack?: any) => void} Answer
 * @typedef {{send: (packets: string[]) => void, close: () => void}} Way
 * @typedef {{packet: (packet: string) => void, end: () => void, strange: () => void}} Ear
 *
 * @typedef {object} Line
 * @property {boolean} connected
 * @property {() => void} connect greets the server; `connect` or `connect_error` is told afterwards
 * @property {() => void} disconnect gives up whatever there is; nothing is told of a greeting under way
 * @property {() => void} hangUp ends a connection that stands, and tells `disconnect`
 * @property {(name: string, fn: (payload: any) => void) => void} on news of this name, or one of the three above
 * @property {(fn: () => void) => void} onHeard called at whatever the server says
 * @property {(name: string, payload: object, patience: number, answer: Answer) => void} emit `patience` in ms
 *
 * @typedef {Pick<typeof globalThis, "WebSocket"|"fetch"|"location">} Network
 */

import { deadline } from "./deadline.js";

/** The second is for networks in which something on the way lets nobody through to the first, known as it is. */
const PATHS = ["/socket.io/", "/live/"];
const TRANSPORT = "?EIO=4&transport=";
const SEPARATOR = "\x1e";
const GREETING = "40";
const NOTHING = "6";
const GOODBYE = "1";
/** How the server takes its leave: of the connection, of the namespace and so of both, or by an empty answer. */
const LEAVES = /^(4?1|$)/;
/** Milliseconds in which a message that is sent by HTTP has to arrive. */
const SENT_WITHIN = 10_000;
/** Milliseconds after which a connection by HTTP looks for a WebSocket again; each time twice as many, up to these. */
const LOOKS_AGAIN = 60_000;
const LONGEST_LOOK = 960_000;

/**
 * @param {Ear} ear
 * @param {Network} network
 * @param {string} path
 * @returns {Way}
 */
function overWebSocket(ear, { WebSocket, location }, path) {
  const host = `${location.protocol.replace("http", "ws")}//${location.host}`;
  const socket = new WebSocket(`${host}${path}${TRANSPORT}websocket`);
  socket.onmessage = ({ data }) => ear.packet(data);
  socket.onerror = ear.end;
  socket.onclose = ear.end;
  return {
    send: (packets) => packets.forEach((packet) => socket.send(packet)),
    close() {
      socket.onmessage = socket.onerror = socket.onclose = null;
      socket.close();
    },
  };
}

/**
 * Where no WebSocket gets through. What is sent together travels together, one request after another: a goodbye that
 * overtakes what is under way would let that fail.
 * @param {Ear} ear
 * @param {Network} network
 * @param {string} path
 * @returns {Way}
 */
function overPolling(ear, { fetch }, path) {
  const stopped = new AbortController();
  /** @type {string[]} */
  let unsent = [];
  let sending = false;
  let sid = "";
  let closed = false;
  /** The server has left, or was not reached: it would refuse a goodbye. */
  let over = false;
  const address = () => `${path}${TRANSPORT}polling${sid && `&sid=${encodeURIComponent(sid)}`}`;

  /** @param {AbortSignal} signal @param {RequestInit} [sent] @returns {Promise<string>} */
  async function ask(signal, sent) {
    const answer = await fetch(address(), { cache: "no-store", signal, ...sent });
    if (!answer.ok) {
      ear.strange();
      throw new Error(String(answer.status));
    }
    return answer.text();
  }

  async function listen() {
    try {
      while (!closed) {
        // Whoever hears nothing for too long closes this way; the connection's own heartbeat is the deadline.
        const text = await ask(stopped.signal);
        for (const packet of closed ? [] : text.split(SEPARATOR)) {
          sid = sid || (packet[0] === "0" ? JSON.parse(packet.slice(1)).sid : "");
          over = over || LEAVES.test(packet);
          ear.packet(packet);
        }
      }
    } catch {
      fail();
    }
  }

  function fail() {
    over = over || !closed; // what was stopped from here says nothing of the server
    ear.end();
  }

  /** @param {string} body */
  const post = (body) =>
    ask(deadline(SENT_WITHIN), { method: "POST", body, headers: { "Content-Type": "text/plain;charset=UTF-8" } });

  async function flush() {
    if (over || sending || unsent.length === 0) {
      return;
    }
    sending = true;
    const body = unsent.join(SEPARATOR);
    unsent = [];
    try {
      await post(body);
      sending = false;
      void flush();
    } catch {
      fail();
    }
  }

  void listen();
  return {
    send(packets) {
      unsent.push(...packets);
      void flush();
    },
    close() {
      closed = true;
      unsent = sid ? [GOODBYE] : [];
      void flush();
      stopped.abort();
    },
  };
}

/**
 * A connection that greets the server at once.
 * @param {{timeout: number}} options milliseconds that a greeting may take
 * @param {Network} [network]
 * @returns {Line}
 */
export function createLine({ timeout }, network = globalThis) {
  /** @type {Map<string, ((payload?: any) => void)[]>} */
  const listeners = new Map();
  /** @type {(() => void)[]} */
  const hearing = [];
  /** @type {Map<number, {answer: Answer, timer: ReturnType<typeof setTimeout>}>} */
  const unanswered = new Map();
  /** @type {Way|null} */
  let way = null;
  let connected = false;
  let number = 0;
  /** Milliseconds after which a silent connection is none any more; the server says how many. */
  let silence = timeout;
  /** A network that swallows WebSockets lets the greeting run out of time: the next one takes the other way. */
  let swallowed = false;
  let path = 0;
  let looksAfter = LOOKS_AGAIN;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let looking;
  /** @type {Way|null} */
  let probe = null;
  let polls = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {string} name @param {any} [payload] */
  const tell = (name, payload) => listeners.get(name)?.forEach((fn) => fn(payload));

  /** @param {number} ms @param {() => void} fn */
  function within(ms, fn) {
    clearTimeout(timer);
    timer = setTimeout(fn, ms);
  }

  function letGo() {
    clearTimeout(timer);
    stopLooking();
    const left = way;
    way = null;
    left?.close();
    const stood = connected;
    connected = false;
    const waiting = [...unanswered.values()];
    unanswered.clear();
    for (const one of waiting) {
      clearTimeout(one.timer);
      one.answer(new Error("disconnected"));
    }
    return stood;
  }

  /** Whoever answered is not the café: the next greeting goes to the other path. */
  function strange() {
    if (!connected) {
      path = PATHS.length - 1 - path;
    }
  }

  /** Looks whether a WebSocket gets through by now: what swallowed the first may have been a phone that slept. */
  function lookForWebSocket() {
    const ear = { packet: () => looked(true), end: () => looked(false), strange() {} };
    looking = setTimeout(ear.end, timeout);
    try {
      probe = overWebSocket(ear, network, PATHS[path] ?? "");
    } catch {
      clearTimeout(looking); // there are none here
    }
  }

  /** @param {boolean} found */
  function looked(found) {
    stopLooking();
    if (found && unanswered.size === 0) {
      swallowed = false;
      end(); // whoever dials again takes it
    } else {
      looksAfter = Math.min(2 * looksAfter, LONGEST_LOOK);
      looking = setTimeout(lookForWebSocket, looksAfter);
    }
  }

  function stopLooking() {
    clearTimeout(looking);
    probe?.close();
    probe = null;
  }

  function end() {
    tell(letGo() ? "disconnect" : "connect_error");
  }

  /** @param {string} message of Socket.IO */
  function hear(message) {
    const kind = message[0];
    if (kind === "0") {
      connected = true;
      if (polls) {
        looking = setTimeout(lookForWebSocket, looksAfter);
      } else {
        looksAfter = LOOKS_AGAIN;
      }
      swallowed = false;
      tell("connect");
    } else if (kind === "2") {
      const [name, payload] = JSON.parse(message.slice(1));
      tell(name, payload);
    } else if (kind === "3") {
      const [head = ""] = /^3\d+/.exec(message) ?? [];
      const asked = unanswered.get(Number(head.slice(1)));
      unanswered.delete(Number(head.slice(1)));
      clearTimeout(asked?.timer);
      asked?.answer(null, JSON.parse(message.slice(head.length))[0]);
    } else {
      end(); // the server leaves, or lets nobody in
    }
  }

  /** @param {string} packet of Engine.IO */
  function take(packet) {
    if (connected) {
      within(silence, end);
      hearing.forEach((fn) => fn());
    }
    const kind = packet[0];
    if (kind === "0") {
      const { pingInterval, pingTimeout } = JSON.parse(packet.slice(1));
      silence = pingInterval + pingTimeout;
      within(silence, end);
      way?.send([GREETING]);
    } else if (kind === "2") {
      way?.send([`3${packet.slice(1)}`]);
    } else if (kind === "4") {
      hear(packet.slice(1));
    } else if (kind !== NOTHING) {
      strange();
      end(); // the server leaves, or this is none: a hotel's WiFi answers, too
    }
  }

  /** @param {boolean} byWebSocket */
  function begin(byWebSocket) {
    /** Whether the server said anything: what is on the way may let a WebSocket open, and nothing through. */
    let heard = false;
    polls = !byWebSocket;
    /** @type {Way|null} */
    let mine = null;
    /** What an earlier way still says counts no more. @param {() => void} fn */
    const current = (fn) => (mine === null || mine === way ? fn() : undefined);
    const ear = {
      packet: (/** @type {string} */ packet) =>
        current(() => {
          heard = true;
          take(packet);
        }),
      end: () =>
        current(() => {
          if (byWebSocket && !heard) {
            way?.close();
            begin(false);
          } else {
            end();
          }
        }),
      strange: () => current(strange),
    };
    within(timeout, () => {
      swallowed = byWebSocket && !heard;
      end();
    });
    try {
      mine = (byWebSocket ? overWebSocket : overPolling)(ear, network, PATHS[path] ?? "");
      way = mine;
    } catch {
      begin(false); // no WebSockets here, or none may be opened
    }
  }

  begin(true);

  return {
    get connected() {
      return connected;
    },
    connect() {
      letGo();
      begin(!swallowed);
    },
    disconnect: () => void letGo(),
    hangUp() {
      if (connected) {
        end();
      }
    },
    on: (name, fn) => void listeners.set(name, [...(listeners.get(name) ?? []), fn]),
    onHeard: (fn) => void hearing.push(fn),
    emit(name, payload, patience, answer) {
      number += 1;
      const id = number;
      const late = () => unanswered.delete(id) && answer(new Error("no answer"));
      unanswered.set(id, { answer, timer: setTimeout(late, patience) });
      way?.send([`42${id}${JSON.stringify([name, payload])}`]);
    },
  };
}
