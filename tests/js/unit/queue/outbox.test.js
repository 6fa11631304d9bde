import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createClock, settled } from "../clock.js";
import { EVENT, STATION } from "../nouns.js";
import { embed } from "../page.js";
import { createPhone } from "../phone.js";
import { FAULT, FULL, NOT_JOINED, open, refusal, TOO_LONG, TOO_MANY } from "../writing-tab.js";

/** @typedef {import("../../../../static/js/lib/net/wire.js").Refused} Refused */

embed("phrases", { "composer.fault": "Der Server hat gerade eine Störung." });

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

const online = async () => {
  const parts = open();
  parts.live.connect();
  await settled();
  return parts;
};

test("an order is sent at once, with the event it belongs to, and leaves nothing behind", async () => {
  const { add, live, outbox, told, phone } = await online();
  const order = add("a", "Räume");
  assert.deepEqual([outbox.of(STATION), outbox.of("amt"), outbox.waiting()], [[order], [], 1]);
  await settled();
  const payload = { id: "a", text: "Räume", event: EVENT, order: order.id };
  assert.deepEqual(live.sent, [{ name: "contribution.add", payload }]);
  assert.deepEqual([outbox.of(STATION), outbox.waiting(), told], [[], 0, [["accepted", "contribution.add", "a"]]]);
  assert.deepEqual([phone.kept(), [...phone.disk.rows().keys()]], [{}, [`highest.cafe.outbox.${EVENT}.`]]);
});

test("what is given without network is sent in its order once there is one", async () => {
  const parts = open();
  parts.add("a");
  parts.edit("a", "anders");
  parts.vote("b", true);
  parts.vote("b", false);
  parts.add("c");
  await settled();
  assert.deepEqual([parts.sent(), parts.outbox.waiting()], [[], 5]);
  parts.live.connect();
  await settled();
  assert.deepEqual(parts.sent(), [
    "contribution.add a",
    "contribution.edit a",
    "vote.set b",
    "vote.set b",
    "contribution.add c",
  ]);
  assert.deepEqual([parts.cafe.texts(), parts.cafe.votes(), parts.outbox.waiting()], [{ a: "anders", c: "c" }, [], 0]);
});

test("of two rewordings of which one began from the other only the last comes back", async () => {
  const { outbox, live, cafe, told } = open();
  cafe.fates = [{ ok: false, error: "reworded", message: "Beide Fassungen", now: "ohne Namen" }];
  outbox.put("contribution.edit", { id: "a", text: "mit Namen", was: "Frau Muster" }, STATION);
  outbox.put("contribution.edit", { id: "a", text: "mit Namen!", was: "mit Namen" }, STATION);
  live.connect();
  await settled();
  assert.deepEqual(told, [["refused", "contribution.edit", "a", "reworded"]]);
  assert.deepEqual(
    outbox.all().map(({ payload, refusal }) => [payload, refusal?.now]),
    [[{ id: "a", text: "mit Namen!", was: "Frau Muster" }, "ohne Namen"]],
  );
});

test("one is sent after the other, never two at once", async () => {
  const { add, live, sent } = await online();
  /** @type {((ack: any) => void)[]} */
  const answers = [];
  live.serve = () => new Promise((resolve) => answers.push(resolve));
  add("a");
  add("b");
  live.connect();
  await settled();
  assert.deepEqual(sent(), ["contribution.add a"]);
  answers[0]?.({ ok: true });
  await settled();
  assert.deepEqual(sent(), ["contribution.add a", "contribution.add b"]);
});

test("an answer that is cut off doubles nothing", async () => {
  const { add, live, cafe, outbox, sent } = await online();
  cafe.fates = ["cut"];
  add("a");
  await settled();
  assert.deepEqual([cafe.texts(), outbox.waiting()], [{ a: "a" }, 1]);
  live.connect();
  await settled();
  assert.deepEqual(
    [sent(), cafe.arrived(), outbox.waiting()],
    [["contribution.add a", "contribution.add a"], ["a"], 0],
  );
  assert.deepEqual(live.payloads("contribution.add")[0], live.payloads("contribution.add")[1]);
});

test("every order has an id of its own, the same however often it is sent, also by the next page", async () => {
  const { vote, live, cafe, phone, device } = await online();
  cafe.fates = ["unheard"];
  const orders = [vote("b", true), vote("b", false)];
  await settled();
  const [first] = live.payloads("vote.set");
  device.tab.close();
  const again = open(phone, cafe);
  again.live.connect();
  await clock.advance(20_000);
  const sent = again.live.payloads("vote.set").map(({ order }) => order);
  assert.deepEqual([first.order, ...sent], [orders[0]?.id, orders[0]?.id, orders[1]?.id]);
  assert.match(first.order, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.notEqual(orders[0]?.id, orders[1]?.id);
});

test("an order that an older page left without an id is sent without one", async () => {
  const phone = createPhone();
  const left = { name: "contribution.add", payload: { id: "a", text: "Räume" }, station: STATION };
  phone.leave(`cafe.outbox.${EVENT}.${String(clock.wall()).padStart(14, "0")}-x`, JSON.stringify(left));
  const { live } = open(phone);
  live.connect();
  await settled();
  assert.deepEqual(live.payloads("contribution.add"), [{ id: "a", text: "Räume", event: EVENT }]);
});

test("a connection that is only slow is tried again ever later", async () => {
  const { add, cafe, live } = await online();
  cafe.fates = ["unheard", "unheard", "unheard", "unheard", "unheard", "unheard", "unheard"];
  add("a");
  let tries = 1;
  for (const wait of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
    await clock.advance(8000 + wait - 1);
    assert.equal(live.sent.length, tries);
    await clock.advance(1);
    tries += 1;
    assert.equal(live.sent.length, tries);
  }
  assert.deepEqual(cafe.texts(), { a: "a" });
});

const DOOR_CLOSED = refusal("door_closed", "Für neue Gäste ist gerade geschlossen.");
const WORD_WANTED = refusal("word_wanted", "Neue Gäste brauchen das Tageswort.");
/** @type {[name: string, refusal: Refused, said: string, goesOn: boolean][]} */
const PASSING = [
  ["a full disk", FULL, FULL.message, true],
  ["a fault of the server", FAULT, "Der Server hat gerade eine Störung.", true],
  ["somebody who has not joined", NOT_JOINED, NOT_JOINED.message, false],
  ["a link that rested too long", refusal("door_expired", "Bitte den Link öffnen."), "Bitte den Link öffnen.", false],
  ["a newcomer at the closed door", DOOR_CLOSED, DOOR_CLOSED.message, true],
  ["a newcomer who has to give the day's word", WORD_WANTED, WORD_WANTED.message, false],
];

for (const [name, answer, said, goesOn] of PASSING) {
  test(`what says nothing about the order is tried again ever later, and told: ${name}`, async () => {
    const { add, cafe, live, outbox, told } = await online();
    cafe.answers = () => answer;
    add("a");
    await settled();
    let tries = 1;
    for (const wait of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      assert.deepEqual([outbox.putOff, outbox.goesOn, outbox.waiting()], [said, goesOn, 1]);
      assert.equal(outbox.wantsWord, answer === WORD_WANTED);
      await clock.advance(wait - 1);
      assert.equal(live.sent.length, tries);
      await clock.advance(1);
      tries += 1;
      assert.equal(live.sent.length, tries);
    }
    cafe.answers = () => undefined;
    await clock.advance(30_000);
    assert.deepEqual([outbox.putOff, outbox.goesOn, cafe.texts()], [null, true, { a: "a" }]);
    assert.equal(outbox.wantsWord, false);
    assert.deepEqual(told, [["accepted", "contribution.add", "a"]]);
    cafe.fates = [answer];
    add("b");
    await clock.advance(1000);
    assert.deepEqual(cafe.texts(), { a: "a", b: "b" });
  });
}

test("a new connection is tried at once, for it may lead to another server", async () => {
  const { add, cafe, live } = await online();
  cafe.answers = () => FULL;
  add("a");
  await clock.advance(15_000);
  const tries = live.sent.length;
  live.drop();
  live.connect();
  await settled();
  assert.equal(live.sent.length, tries + 1);
});

test("what the server puts off is sent when it says, also over a new connection, and nothing before it", async () => {
  const { add, cafe, live, outbox, sent } = await online();
  cafe.fates = [TOO_MANY];
  add("a");
  await settled();
  assert.equal(outbox.putOff, TOO_MANY.message);
  add("b");
  live.drop();
  live.connect();
  await clock.advance(30_499);
  assert.deepEqual(sent(), ["contribution.add a"]);
  await clock.advance(1);
  assert.deepEqual(sent(), ["contribution.add a", "contribution.add a", "contribution.add b"]);
  assert.equal(outbox.putOff, null);
});

for (const { error, message } of [TOO_LONG, refusal("unknown_station", "Weg."), refusal("not_allowed", "Nein.")]) {
  test(`a text that is refused comes back to its person, and holds up nobody: ${error}`, async () => {
    const { add, cafe, outbox, told, phone, sent } = await online();
    cafe.fates = [refusal(error, message)];
    const order = add("a");
    add("b");
    await settled();
    assert.deepEqual(outbox.of(STATION), [{ ...order, refusal: { error, message } }]);
    assert.deepEqual([outbox.waiting(), cafe.texts()], [0, { b: "b" }]);
    assert.deepEqual(told, [
      ["refused", "contribution.add", "a", error],
      ["accepted", "contribution.add", "b"],
    ]);
    const again = open(phone);
    again.live.connect();
    await clock.advance(60_000);
    assert.deepEqual([again.outbox.of(STATION).length, again.sent(), sent().length], [1, [], 2]);
    again.outbox.drop(order.key);
    assert.deepEqual([again.outbox.of(STATION), phone.kept()], [[], { [`gone.${order.key}`]: true }]);
    await settled();
    assert.deepEqual(phone.kept(), {});
  });
}

test("a dot that is refused is forgotten, and its person told", async () => {
  const { vote, cafe, outbox, told } = await online();
  cafe.fates = [refusal("no_votes_left", "Ihre Punkte sind vergeben.")];
  vote("b", true);
  await settled();
  assert.deepEqual([outbox.of(STATION), told], [[], [["refused", "vote.set", "b", "no_votes_left"]]]);
});

test("what was to happen to a refused contribution cannot: its later wording becomes its text", async () => {
  const { add, edit, cafe, live, outbox, told } = open();
  const order = add("a", "Viel zu lang");
  edit("a", "Etwas kürzer");
  edit("a", "Kurz");
  add("b");
  cafe.fates = [TOO_LONG];
  live.connect();
  await settled();
  const [kept] = outbox.of(STATION);
  assert.deepEqual(
    [kept?.key, kept?.payload, kept?.refusal?.error],
    [order.key, { id: "a", text: "Kurz" }, "text_too_long"],
  );
  assert.deepEqual([outbox.of(STATION).length, cafe.texts()], [1, { b: "b" }]);
  assert.deepEqual(told[0], ["refused", "contribution.add", "a", "text_too_long"]);
});

test("and one that was taken back is forgotten", async () => {
  const { add, edit, withdraw, cafe, live, outbox } = open();
  add("a", "Viel zu lang");
  edit("a", "Kürzer");
  withdraw("a");
  cafe.fates = [TOO_LONG];
  live.connect();
  await settled();
  assert.deepEqual([outbox.of(STATION), cafe.texts()], [[], {}]);
});

test("a wording that is refused comes back alone: the contribution stays as it was", async () => {
  const { add, edit, cafe, live, outbox } = open();
  add("a", "Gut");
  edit("a", "Viel zu lang");
  cafe.fates = [undefined, TOO_LONG];
  live.connect();
  await settled();
  assert.deepEqual([outbox.of(STATION).map(({ name }) => name), cafe.texts()], [["contribution.edit"], { a: "Gut" }]);
});

/** @param {string} text */
const stumblesOver = (text) => (/** @type {string} */ _, /** @type {any} */ payload) =>
  payload.text === text ? FAULT : undefined;

test("one order that the server stumbles over does not hold up the others for ever", async () => {
  const { add, edit, cafe, live, outbox, told } = open();
  add("a", "Daran stolpert er");
  edit("a", "Daran stolpert er auch");
  add("b");
  add("c");
  cafe.answers = (_, payload) => (payload.id === "a" ? FAULT : undefined);
  live.connect();
  await clock.advance(1000 + 2000 + 4000 + 8000 - 1);
  assert.deepEqual([live.sent.length, cafe.texts()], [4, {}]);
  await clock.advance(1);
  assert.deepEqual(cafe.texts(), { b: "b", c: "c" });
  assert.deepEqual(told, [
    ["accepted", "contribution.add", "b"],
    ["refused", "contribution.add", "a", "server_error"],
    ["accepted", "contribution.add", "c"],
  ]);
  assert.deepEqual(
    outbox.of(STATION).map(({ payload }) => payload.text),
    ["Daran stolpert er auch"],
  );
  assert.equal(outbox.putOff, null);
});

test("an order is not given up where the server was mended just before the next one was tried", async () => {
  const { add, cafe, live, outbox, told } = open();
  add("a");
  add("b");
  cafe.answers = () => FAULT;
  live.connect();
  await clock.advance(1000 + 2000 + 4000 + 8000 - 1);
  cafe.answers = (_, payload) => {
    const answer = payload.id === "a" ? FAULT : undefined;
    cafe.answers = () => undefined;
    return answer;
  };
  await clock.advance(1);
  assert.deepEqual([cafe.texts(), outbox.of(STATION), outbox.putOff], [{ a: "a", b: "b" }, [], null]);
  assert.deepEqual(
    told.map(([fate, , id]) => [fate, id]),
    [
      ["accepted", "b"],
      ["accepted", "a"],
    ],
  );
});

test("a server that stumbles over everything is not the order's fault", async () => {
  const { add, cafe, live, outbox, told } = open();
  add("a");
  add("b");
  cafe.answers = () => FAULT;
  live.connect();
  await clock.advance(10 * 60_000);
  assert.deepEqual([outbox.waiting(), told], [2, []]);
  cafe.answers = () => undefined;
  await clock.advance(30_000);
  assert.deepEqual([cafe.arrived(), outbox.waiting()], [["a", "b"], 0]);
});

test("an order that is alone is never given up", async () => {
  const { add, cafe, outbox } = await online();
  cafe.answers = stumblesOver("a");
  add("a");
  await clock.advance(10 * 60_000);
  assert.deepEqual([outbox.waiting(), outbox.of(STATION)[0]?.refusal], [1, undefined]);
});

test("of what is withdrawn nothing is kept but what its author typed last", async () => {
  const { add, outbox, cafe, phone } = await online();
  add("a", "Frau Schmidt");
  await settled();
  cafe.fates = [{ ok: false, error: "reworded", message: "Beide Fassungen", now: "Frau Schmidt, vom Tisch" }];
  outbox.put("contribution.edit", { id: "a", text: "Ganz anders", was: "Frau Schmidt" }, STATION);
  await settled();
  outbox.put("contribution.withdraw", { id: "a" }, STATION);
  await settled();
  assert.deepEqual(
    outbox.all().map(({ payload, refusal }) => [payload.text, payload.was, refusal?.error, refusal?.now]),
    [["Ganz anders", "", "reworded", undefined]],
  );
  assert.equal(JSON.stringify([phone.kept(), ...phone.disk.rows().values()]).includes("Schmidt"), false);
});
