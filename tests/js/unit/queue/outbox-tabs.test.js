import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createCafe } from "../cafe.js";
import { createClock, settled } from "../clock.js";
import { EVENT, STATION } from "../nouns.js";
import { createPhone } from "../phone.js";
import { open, TOO_MANY } from "../writing-tab.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

/** Two tabs of one phone. */
function twoTabs() {
  const phone = createPhone();
  const cafe = createCafe();
  return { phone, cafe, one: open(phone, cafe), other: open(phone, cafe) };
}

test("two tabs send each order once and in order, whichever it was given in", async () => {
  const { cafe, one, other } = twoTabs();
  one.add("1");
  one.vote("t", true);
  other.add("2");
  other.vote("t", false);
  one.add("3");
  one.vote("t", true);
  other.add("4");
  other.vote("t", false);
  one.live.connect();
  other.live.connect();
  await clock.advance(60_000);
  assert.deepEqual([cafe.arrived(), cafe.votes()], [["1", "2", "3", "4"], []]);
  assert.equal(one.live.sent.length + other.live.sent.length, 8);
  assert.deepEqual([one.outbox.waiting(), other.outbox.waiting()], [0, 0]);
});

test("a tab is told what another put, and what another sent", async () => {
  const { one, other } = twoTabs();
  let changes = 0;
  other.outbox.subscribe(() => {
    changes += 1;
  });
  one.add("a");
  await settled();
  assert.deepEqual([other.outbox.waiting(), changes > 0], [1, true]);
  one.live.connect();
  await settled();
  assert.deepEqual([other.outbox.waiting(), other.told], [0, [["elsewhere", "contribution.add"]]]);
  assert.deepEqual(one.told, [["accepted", "contribution.add", "a"]]);
});

/** Two tabs, one of which is sending. @param {import("../cafe.js").Fate} fate of what it sends */
async function oneSending(fate) {
  const tabs = twoTabs();
  tabs.cafe.fates = [fate];
  tabs.one.live.connect();
  await settled();
  tabs.one.add("a");
  await settled();
  return tabs;
}

test("the other tab's turn is taken the moment it is left", async () => {
  const { cafe, one, other } = await oneSending("silent");
  other.live.connect();
  await settled();
  assert.deepEqual(other.sent(), []);
  one.live.drop();
  await settled();
  assert.deepEqual([other.sent(), cafe.arrived()], [["contribution.add a"], ["a"]]);
});

test("a tab that was killed while sending is waited for no longer than its turn may last", async () => {
  const { one, other } = await oneSending("unheard");
  one.close();
  other.live.connect();
  await clock.advance(9999);
  assert.deepEqual(other.sent(), []);
  await clock.advance(1);
  assert.deepEqual(other.sent(), ["contribution.add a"]);
});

test("a tab that wakes another does not make it send what the server put off", async () => {
  const { cafe, one, other } = twoTabs();
  cafe.fates = [TOO_MANY];
  one.live.connect();
  await settled();
  one.add("a");
  await settled();
  other.device.storage.write(`cafe.turn.${EVENT}`, null);
  other.device.storage.remove(`cafe.turn.${EVENT}`);
  await settled();
  assert.equal(one.live.sent.length, 1);
});

test("what went while the second copy was being read is told as settled", async () => {
  const phone = createPhone();
  const cafe = createCafe();
  const first = open(phone, cafe);
  first.vote("t", true);
  await settled();
  const release = phone.disk.hold();
  first.outbox.drop(first.outbox.of(STATION)[0]?.key ?? "");
  first.device.storage.write(`cafe.outbox.${EVENT}.00000000000001-aaaaaa`, {
    name: "vote.set",
    payload: { contribution: "t", on: false },
    station: STATION,
    at: 1,
  });
  const again = open(phone, cafe);
  assert.equal(again.outbox.waiting(), 1);
  release();
  await settled();
  assert.deepEqual([again.outbox.waiting(), again.told], [0, [["elsewhere", "vote.set"]]]);
});
