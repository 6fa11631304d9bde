import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createLine } from "../../../../static/js/lib/net/socket-io.js";
import { createClock, settled } from "../clock.js";

const OPEN = `0${JSON.stringify({ sid: "s/1", pingInterval: 25_000, pingTimeout: 20_000 })}`;

/** @type {ReturnType<typeof createClock>} */
let clock;
beforeEach(() => {
  clock = createClock().install();
});

/** A WebSocket played by hand. */
class Web {
  /** @type {Web[]} */
  static all = [];
  /** @type {string[]} */
  sent = [];
  closed = false;
  /** @type {any} */
  onmessage;
  /** @type {any} */
  onclose;

  /** @param {string} address */
  constructor(address) {
    this.address = address;
    Web.all.push(this);
  }

  /** @param {string} packet */
  send(packet) {
    this.sent.push(packet);
  }

  close() {
    this.closed = true;
  }
}

/**
 * A server of polls: what it is asked waits until a test answers.
 *
 * @typedef {(text: string, ok?: boolean) => Promise<void>} Answering
 */
function createServer() {
  /** @type {{address: string, method: string, body: any, signal: AbortSignal, answer: Answering}[]} */
  const asked = [];
  const fetch = (/** @type {string} */ address, /** @type {any} */ { method = "GET", body, signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("aborted")));
      const answer = (/** @type {string} */ text, ok = true) => {
        resolve({ ok, status: ok ? 200 : 400, text: async () => text });
        return settled();
      };
      asked.push({ address, method, body, signal, answer });
    });
  return { asked, fetch, last: () => /** @type {typeof asked[0]} */ (asked[asked.length - 1]) };
}

function begin(network = {}) {
  Web.all = [];
  const server = createServer();
  const location = { protocol: "http:", host: "cafe.test:8000" };
  const line = createLine(
    { timeout: 8000 },
    /** @type {any} */ ({ WebSocket: Web, fetch: server.fetch, location, ...network }),
  );
  /** @type {any[]} */
  const told = [];
  for (const name of ["connect", "disconnect", "connect_error", "station.changed"]) {
    line.on(name, (payload) => told.push(payload === undefined ? name : [name, payload]));
  }
  return { line, told, server, web: () => /** @type {Web} */ (Web.all[Web.all.length - 1]) };
}

/** @param {Web} web @param {string[]} packets */
const hear = (web, ...packets) => packets.forEach((data) => web.onmessage({ data }));

/** @param {ReturnType<typeof begin>} parts */
function greet({ web }) {
  hear(web(), OPEN, '40{"sid":"x"}');
}

test("it greets over a WebSocket, and is connected once the server greets back", () => {
  const parts = begin();
  const { line, told, web } = parts;
  assert.equal(web().address, "ws://cafe.test:8000/socket.io/?EIO=4&transport=websocket");
  hear(web(), OPEN);
  assert.deepEqual([web().sent, line.connected, told], [["40"], false, []]);
  hear(web(), '40{"sid":"x"}');
  assert.deepEqual([line.connected, told], [true, ["connect"]]);
});

test("https is spoken over a WebSocket with TLS", () => {
  const { web } = begin({ location: { protocol: "https:", host: "cafe.test" } });
  assert.equal(web().address, "wss://cafe.test/socket.io/?EIO=4&transport=websocket");
});

test("news come with their name, pings are answered, and both are signs of life", () => {
  const parts = begin();
  greet(parts);
  let heard = 0;
  parts.line.onHeard(() => {
    heard += 1;
  });
  hear(parts.web(), '42["station.changed",{"revision":3}]', "2", "6");
  assert.deepEqual(parts.told, ["connect", ["station.changed", { revision: 3 }]]);
  assert.deepEqual([parts.web().sent, heard], [["40", "3"], 3]);
});

test("an order is answered by its number, also in another order", () => {
  const parts = begin();
  greet(parts);
  /** @type {any[]} */
  const answers = [];
  parts.line.emit("vote.set", { on: true }, 8000, (failure, ack) => answers.push([failure, ack]));
  parts.line.emit("vote.set", { on: false }, 8000, (failure, ack) => answers.push([failure, ack]));
  assert.deepEqual(parts.web().sent.slice(1), ['421["vote.set",{"on":true}]', '422["vote.set",{"on":false}]']);
  hear(parts.web(), '432[{"ok":false}]', '431[{"ok":true}]', '431[{"ok":true}]', '439[{"ok":true}]');
  assert.deepEqual(answers, [
    [null, { ok: false }],
    [null, { ok: true }],
  ]);
});

test("an order that nobody answers in time fails, and so does one whose connection ends; each once", async () => {
  const parts = begin();
  greet(parts);
  /** @type {string[]} */
  const failed = [];
  parts.line.emit("a", {}, 100, (failure) => failed.push(`a ${failure?.message}`));
  parts.line.emit("b", {}, 1000, (failure) => failed.push(`b ${failure?.message}`));
  await clock.advance(100);
  assert.deepEqual(failed, ["a no answer"]);
  parts.web().onclose();
  await clock.advance(5000);
  assert.deepEqual(failed, ["a no answer", "b disconnected"]);
  assert.deepEqual(parts.told, ["connect", "disconnect"]);
});

test("a connection that was silent for as long as the server allows is none any more", async () => {
  const parts = begin();
  greet(parts);
  await clock.advance(44_999);
  hear(parts.web(), "2");
  await clock.advance(44_999);
  assert.equal(parts.line.connected, true);
  await clock.advance(1);
  assert.deepEqual([parts.line.connected, parts.told, parts.web().closed], [false, ["connect", "disconnect"], true]);
});

test("hanging up is told at once, giving up a greeting is not; what the old connection says counts no more", () => {
  const parts = begin();
  parts.line.hangUp();
  assert.equal(parts.web().closed, false);
  const first = parts.web();
  const { onmessage } = first;
  parts.line.disconnect();
  assert.deepEqual([first.closed, parts.told], [true, []]);
  parts.line.connect();
  onmessage({ data: OPEN });
  assert.deepEqual(parts.web().sent, []);
  greet(parts);
  parts.line.hangUp();
  assert.deepEqual([parts.told, parts.line.connected], [["connect", "disconnect"], false]);
});

test("whom the server lets not in, or sends away, it tells", () => {
  const parts = begin();
  hear(parts.web(), OPEN, '44{"message":"no"}');
  parts.line.connect();
  greet(parts);
  hear(parts.web(), "41");
  assert.deepEqual(parts.told, ["connect_error", "connect", "disconnect"]);
});

test("where no WebSocket gets through, it speaks by HTTP", async () => {
  const { line, told, server, web } = begin();
  web().onclose();
  assert.equal(server.last().address, "/socket.io/?EIO=4&transport=polling");
  await server.last().answer(OPEN);
  const [greeting, poll] = server.asked.slice(1);
  assert.deepEqual([greeting?.method, greeting?.body, poll?.method], ["POST", "40", "GET"]);
  assert.equal(poll?.address, "/socket.io/?EIO=4&transport=polling&sid=s%2F1");
  await greeting?.answer("ok");
  await poll?.answer('40{"sid":"x"}\x1e42["station.changed",{"revision":3}]\x1e2');
  assert.deepEqual(told, ["connect", ["station.changed", { revision: 3 }]]);
  const pong = server.asked.find(({ body }) => body === "3");
  line.emit("a", {}, 8000, () => {});
  line.emit("b", {}, 8000, () => {});
  await pong?.answer("ok");
  assert.equal(server.last().body, '421["a",{}]\x1e422["b",{}]');
  await server.last().answer("ok");
  line.hangUp();
  await settled();
  assert.equal(server.last().body, "1");
  assert.deepEqual([told.slice(2), line.connected], [["disconnect"], false]);
});

/** @param {ReturnType<typeof begin>} parts */
async function greetByHttp({ server, web }) {
  web().onclose();
  await server.last().answer(OPEN);
  const [greeting, poll] = server.asked.slice(1);
  await greeting?.answer("ok");
  await poll?.answer('40{"sid":"x"}');
}

/** @param {ReturnType<typeof begin>} parts */
const posted = ({ server }) => server.asked.filter(({ method }) => method === "POST").map(({ body }) => body);

test("by HTTP a goodbye waits for what is under way, and takes the place of what is not", async () => {
  const parts = begin();
  await greetByHttp(parts);
  parts.line.emit("a", {}, 8000, () => {});
  const first = parts.server.last();
  parts.line.emit("b", {}, 8000, () => {});
  parts.line.hangUp();
  await settled();
  assert.deepEqual(posted(parts), ["40", '421["a",{}]']);
  await first.answer("ok");
  assert.deepEqual(posted(parts), ["40", '421["a",{}]', "1"]);
  await parts.server.last().answer("ok");
  assert.equal(posted(parts).length, 3);
});

for (const [what, packet] of [
  ["the connection", "1"],
  ["the namespace", "41"],
]) {
  test(`a server that leaves ${what} by HTTP hears no goodbye`, async () => {
    const parts = begin();
    await greetByHttp(parts);
    await parts.server.last().answer(String(packet));
    assert.deepEqual([posted(parts), parts.told], [["40"], ["connect", "disconnect"]]);
  });
}

test("a server that knows a session no more, or is not reached, hears no goodbye", async () => {
  const polling = begin();
  await greetByHttp(polling);
  await polling.server.last().answer("", false);
  assert.deepEqual([posted(polling), polling.told], [["40"], ["connect", "disconnect"]]);

  const sending = begin();
  await greetByHttp(sending);
  sending.line.emit("a", {}, 8000, () => {});
  sending.line.emit("b", {}, 8000, () => {});
  await sending.server.last().answer("", false);
  assert.deepEqual(
    [posted(sending), sending.told],
    [
      ["40", '421["a",{}]'],
      ["connect", "disconnect"],
    ],
  );
});

for (const [what, answer] of /** @type {[string, [string, boolean]][]} */ ([
  ["refuses", ["", false]],
  ["says nothing", ["", true]],
  ["is a hotel's WiFi", ["<!doctype html>", true]],
  ["speaks no JSON", ["0{", true]],
])) {
  test(`a server that ${what} is asked once, and that was it`, async () => {
    const { told, server, web } = begin();
    web().onclose();
    await server.last().answer(...answer);
    assert.deepEqual([told, server.asked.length], [["connect_error"], 1]);
  });
}

test("a browser that opens no WebSockets speaks by HTTP", () => {
  const { server } = begin({ WebSocket: undefined });
  assert.equal(server.asked.length, 1);
});

test("where a network swallows WebSockets, the greeting runs out of time, and the next one goes by HTTP", async () => {
  const { line, told, server, web } = begin();
  await clock.advance(8000);
  assert.deepEqual([told, web().closed, server.asked.length], [["connect_error"], true, 0]);
  line.connect();
  assert.equal(server.asked.length, 1);
  await server.last().answer(OPEN);
  await server.last().answer('40{"sid":"x"}');
  line.hangUp();
  line.connect();
  assert.equal(Web.all.length, 2);
});

test("a WebSocket that opens, says nothing and closes is none", () => {
  const { told, server, web } = begin();
  web().onclose();
  assert.deepEqual([told, server.asked.length], [[], 1]);
});

test("where somebody else answers at the first path, the next greeting goes to the other, by both ways", async () => {
  const { line, server, web } = begin();
  web().onclose();
  await server.last().answer("<!doctype html>");
  line.connect();
  assert.equal(web().address, "ws://cafe.test:8000/live/?EIO=4&transport=websocket");
  web().onclose();
  assert.equal(server.last().address, "/live/?EIO=4&transport=polling");
  await server.last().answer("", false);
  line.connect();
  assert.equal(web().address, "ws://cafe.test:8000/socket.io/?EIO=4&transport=websocket");
});

/** @param {ReturnType<typeof createServer>} server @param {string} wanted @param {string} text */
async function answerLast({ asked }, wanted, text) {
  await asked
    .filter(({ method }) => method === wanted)
    .pop()
    ?.answer(text);
}

/** Lets time pass on a connection by HTTP that the server keeps alive. @param {ReturnType<typeof begin>} parts */
async function passMinute({ server }) {
  for (const half of [30_000, 30_000]) {
    await clock.advance(half);
    await answerLast(server, "GET", "2");
    await answerLast(server, "POST", "ok"); // to the ping
  }
}

test("a connection by HTTP looks for a WebSocket again, more and more rarely, and takes one that speaks", async () => {
  const parts = begin();
  await greetByHttp(parts);
  assert.equal(Web.all.length, 1);
  await passMinute(parts);
  assert.equal(Web.all.length, 2);
  parts.web().onclose();
  await passMinute(parts);
  assert.deepEqual([Web.all.length, parts.told], [2, ["connect"]]);
  await passMinute(parts);
  assert.equal(Web.all.length, 3);
  await clock.advance(8000);
  assert.deepEqual([parts.web().closed, parts.told], [true, ["connect"]]);
  for (let minute = 0; minute < 4; minute += 1) {
    await passMinute(parts);
  }
  assert.equal(Web.all.length, 4);
  hear(parts.web(), OPEN);
  assert.deepEqual([parts.web().closed, parts.told], [true, ["connect", "disconnect"]]);
  parts.line.connect();
  greet(parts);
  assert.deepEqual([Web.all.length, parts.line.connected], [5, true]);
});

test("a WebSocket that is found while an order waits for its answer is left for later", async () => {
  const parts = begin();
  await greetByHttp(parts);
  await passMinute(parts);
  parts.line.emit("a", {}, 100_000, () => {});
  hear(parts.web(), OPEN);
  assert.deepEqual([parts.web().closed, parts.line.connected], [true, true]);
});

test("a server that takes too long to greet by HTTP is given up", async () => {
  const { told, server, web } = begin();
  web().onclose();
  await clock.advance(8000);
  assert.deepEqual([told, server.last().signal.aborted], [["connect_error"], true]);
});
