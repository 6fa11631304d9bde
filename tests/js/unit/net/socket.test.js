import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { connect, Offline } from "../../../../static/js/lib/net/socket.js";
import { createClock, settled } from "../clock.js";
import { Socket } from "../dialled-socket.js";

beforeEach(() => {
  Math.random = () => 0.5; // a spread wait is just the wait
});

function begin() {
  const clock = createClock().install();
  const socket = new Socket(clock.steady);
  const page = new EventTarget();
  const network = Object.assign(new EventTarget(), { type: "wifi" });
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  /** @type {object[]} */
  const options = [];
  const browser = { document, navigator: { connection: network }, addEventListener: page.addEventListener.bind(page) };
  const open = (/** @type {object} */ given) => {
    options.push(given);
    return /** @type {any} */ (socket);
  };
  const live = connect(open, /** @type {any} */ (browser));
  /** @type {number[]} */
  const absences = [];
  live.onOnline((absence) => absences.push(absence));
  let woken = 0;
  live.onWake(() => {
    woken += 1;
  });
  const happens = (/** @type {EventTarget} */ where, /** @type {string} */ name) =>
    where.dispatchEvent(new Event(name));
  return { clock, socket, page, network, document, live, absences, options, happens, woken: () => woken };
}

test("it dials by itself, and leaves coming back to nobody else", () => {
  const { options, live } = begin();
  assert.deepEqual(options, [{ timeout: 8000 }]);
  assert.equal(live.online, false);
});

test("it dials again ever later, and soon again once it was connected", async () => {
  const { clock, socket } = begin();
  for (const wait of [500, 1000, 2000, 4000, 5000, 5000]) {
    const dialled = socket.dialled.length;
    socket.tell("connect_error");
    await clock.advance(wait - 1);
    assert.equal(socket.dialled.length, dialled);
    await clock.advance(1);
    assert.equal(socket.dialled.length, dialled + 1);
  }
  socket.tell("connect");
  socket.tell("disconnect");
  await clock.advance(500);
  assert.equal(socket.dialled.length, 7);
});

/** @type {[lot: number, first: number, second: number][]} */
const LOTS = [
  [0, 250, 500],
  [0.5, 500, 1000],
  [0.999, 749.5, 1499],
];

for (const [lot, first, second] of LOTS) {
  test(`a hall of phones comes back in a spread: drawn ${lot}`, async () => {
    Math.random = () => lot;
    const { clock, socket } = begin();
    socket.tell("connect");
    socket.tell("disconnect");
    await clock.advance(first);
    socket.tell("connect_error");
    await clock.advance(second);
    assert.deepEqual(socket.dialled.map(Math.round), [Math.round(first), Math.round(first + second)]);
  });
}

test("a page that is left hangs up, for with an open connection it would not be kept to come back to", () => {
  const { socket, page, happens } = begin();
  socket.tell("connect");
  happens(page, "pagehide");
  assert.equal(socket.hungUp, 1);
  socket.tell("disconnect");
  happens(page, "pageshow");
  assert.equal(socket.dialled.length, 1);
});

test("never while a greeting is under way", async () => {
  const { clock, socket, page, happens } = begin();
  happens(page, "pageshow");
  happens(page, "online");
  await clock.advance(1000);
  assert.deepEqual(socket.dialled, []);
});

test("a greeting that was begun before the network went and came back is begun anew", async () => {
  const { clock, socket, page, happens } = begin();
  await clock.advance(1000);
  happens(page, "offline");
  happens(page, "online");
  await clock.advance(199);
  assert.deepEqual(socket.dialled, []);
  await clock.advance(1);
  assert.deepEqual(socket.dialled, [1200]);
});

/** @param {EventTarget & {type: string}} network */
const otherType = (network) => Object.assign(network, { type: network.type === "wifi" ? "cellular" : "wifi" });

/** @type {[name: string, comes: (parts: ReturnType<typeof begin>) => void, after: number][]} */
const COMING_BACK = [
  ["the network", ({ happens, page }) => happens(page, "online"), 200],
  ["the page from the browser's memory", ({ happens, page }) => happens(page, "pageshow"), 0],
  ["a frozen page", ({ happens, document }) => happens(document, "resume"), 0],
  ["a page that lay behind others", ({ happens, document }) => happens(document, "visibilitychange"), 0],
  ["another network", ({ happens, network }) => happens(otherType(network), "change"), 0],
];

for (const [name, comes, after] of COMING_BACK) {
  test(`it dials at once when something comes back: ${name}`, async () => {
    const parts = begin();
    parts.socket.tell("connect_error");
    await parts.clock.advance(100);
    comes(parts);
    await parts.clock.advance(after);
    assert.deepEqual(parts.socket.dialled, [100 + after]);
    await parts.clock.advance(10_000);
    assert.equal(parts.socket.dialled.length, 1);
  });

  test(`a connection that was silent has to prove that it lives when something comes back: ${name}`, async () => {
    const parts = begin();
    parts.socket.tell("connect");
    await parts.clock.advance(5000 - after);
    comes(parts);
    await parts.clock.advance(after);
    assert.equal(parts.woken(), 0);
    await parts.clock.advance(1);
    comes(parts);
    await parts.clock.advance(after);
    assert.deepEqual([parts.woken(), parts.socket.dialled], [1, []]);
  });
}

test("a page that goes behind others, and a network whose estimated speed changes, are no coming back", async () => {
  const { clock, socket, document, network, happens } = begin();
  socket.tell("connect_error");
  await clock.advance(100);
  happens(Object.assign(document, { visibilityState: "hidden" }), "visibilitychange");
  happens(network, "change");
  assert.deepEqual(socket.dialled, []);
});

/** @type {[name: string, heard: (socket: Socket) => void][]} */
const SIGNS = [
  ["news", (socket) => socket.hear("station.changed", {})],
  ["the server's ping", (socket) => socket.any.forEach((fn) => fn())],
];

for (const [name, heard] of SIGNS) {
  test(`${name} show that a connection lives`, async () => {
    const { clock, socket, page, happens, woken } = begin();
    socket.tell("connect");
    await clock.advance(6000);
    heard(socket);
    happens(page, "pageshow");
    assert.equal(woken(), 0);
  });
}

test("a phone whose clock stood still in its sleep knows by the other one how long it was away", async () => {
  const { clock, socket, page, happens, woken, absences } = begin();
  socket.tell("connect");
  clock.jump(60_000);
  happens(page, "pageshow");
  assert.equal(woken(), 1);
  socket.tell("disconnect");
  await clock.advance(500);
  socket.tell("connect");
  assert.deepEqual(absences, [0, 60_500]);
});

test("how long it was away counts from the last sign, and at first from the page's beginning", async () => {
  const { clock, socket, absences } = begin();
  await clock.advance(700);
  socket.tell("connect");
  await clock.advance(1000);
  socket.hear("station.changed", {});
  await clock.advance(2000);
  socket.tell("disconnect");
  await clock.advance(500);
  socket.tell("connect");
  assert.deepEqual(absences, [700, 2500]);
});

test("the network that goes makes the connection prove that it lives", () => {
  const { socket, page, happens } = begin();
  socket.tell("connect");
  happens(page, "offline");
  assert.equal(socket.hungUp, 1);
});

test("an order without connection is refused at once", async () => {
  const { live, socket } = begin();
  await assert.rejects(live.order("vote.set", {}), Offline);
  assert.deepEqual(socket.sent, []);
});

test("an answer, also a refusal, is what an order resolves to", async () => {
  const { live, socket } = begin();
  socket.tell("connect");
  const first = live.order("vote.set", { on: true });
  const second = live.order("photo.remove", { id: "1" }, { timeout: 100 });
  assert.deepEqual(
    socket.sent.map(({ name, payload, timeout }) => [name, payload, timeout]),
    [
      ["vote.set", { on: true }, 8000],
      ["photo.remove", { id: "1" }, 100],
    ],
  );
  socket.sent[1]?.answer(null, { ok: false, error: "not_allowed" });
  socket.sent[0]?.answer(null, { ok: true });
  assert.deepEqual(await Promise.all([first, second]), [{ ok: true }, { ok: false, error: "not_allowed" }]);
  assert.equal(socket.hungUp, 0);
});

/** An order that has left while the connection stands. */
async function ordered() {
  const { live, socket, clock } = begin();
  socket.tell("connect");
  await clock.advance(100);
  return { order: live.order("vote.set", {}), socket, clock };
}

test("a connection that was silent since an order left is hung up when no answer came", async () => {
  const { order, socket, clock } = await ordered();
  await clock.advance(8000);
  socket.sent[0]?.answer(new Error("operation has timed out"));
  await assert.rejects(order, Offline);
  assert.equal(socket.hungUp, 1);
});

test("one that spoke meanwhile is only slow", async () => {
  const { order, socket, clock } = await ordered();
  await clock.advance(1);
  socket.hear("station.changed", {});
  socket.sent[0]?.answer(new Error("operation has timed out"));
  await assert.rejects(order, Offline);
  assert.equal(socket.hungUp, 0);
});

test("news reach whoever asked for them, and the end of a connection is told", async () => {
  const { live, socket } = begin();
  /** @type {unknown[]} */
  const heard = [];
  live.on("event.changed", (payload) => heard.push(payload));
  live.onOffline(() => heard.push("offline"));
  socket.tell("connect");
  assert.equal(live.online, true);
  socket.hear("event.changed", { revision: 3 });
  socket.tell("disconnect");
  await settled();
  assert.deepEqual([heard, live.online], [[{ revision: 3 }, "offline"], false]);
});

test("after the day of deletion nobody is answered any more: the page is left, and is to write nothing", async () => {
  const { socket, live } = begin();
  socket.tell("connect");
  /** @type {string[]} */
  const answers = [];
  /** @type {string[]} */
  const refusals = [];
  live.onRefused(({ error }) => refusals.push(error));
  for (const error of ["event_locked", "not_joined", "event_over"]) {
    void live.order("station.open", {}).then((ack) => answers.push(ack.ok ? "" : ack.error));
    socket.sent.at(-1)?.answer(null, { ok: false, error, message: "" });
  }
  await settled();
  assert.deepEqual(answers, ["event_locked", "not_joined"]);
  assert.deepEqual(refusals, ["event_locked", "not_joined", "event_over"]);
});
