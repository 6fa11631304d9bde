import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createCafe } from "../cafe.js";
import { createClock, settled } from "../clock.js";
import { createPhone } from "../phone.js";
import { open } from "../writing-tab.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

test("ten minutes without network, and a reload in between", async () => {
  const phone = createPhone();
  const cafe = createCafe();
  const wanted = Array.from({ length: 20 }, (_, index) => `${index}`);
  const first = open(phone, cafe);
  wanted.slice(0, 10).forEach((id) => first.add(id));
  await clock.advance(5 * 60_000);
  first.close();
  const again = open(phone, cafe);
  await settled();
  wanted.slice(10).forEach((id) => again.add(id));
  await clock.advance(5 * 60_000);
  assert.equal(again.outbox.waiting(), 20);
  again.live.connect();
  await settled();
  assert.deepEqual([cafe.arrived(), again.outbox.waiting(), phone.kept()], [wanted, 0, {}]);
});

for (const days of [-365, -1, 1, 365]) {
  test(`a phone whose clock is set by ${days} days while it waits keeps its order`, async () => {
    const phone = createPhone();
    const cafe = createCafe();
    const first = open(phone, cafe);
    first.add("1");
    clock.jump(days * 86_400_000);
    first.add("2");
    await settled();
    first.close();
    clock.jump(-2 * days * 86_400_000);
    const again = open(phone, cafe);
    again.add("3");
    again.live.connect();
    await settled();
    assert.deepEqual(cafe.arrived(), ["1", "2", "3"]);
  });
}

test("nothing is sent before all that was kept is known", async () => {
  const phone = createPhone();
  const cafe = createCafe();
  const first = open(phone, cafe);
  const minute = phone.saved();
  first.add("früher");
  await settled();
  minute.killed();
  await clock.advance(1);
  const release = phone.disk.hold();
  const again = open(phone, cafe);
  again.live.connect();
  again.add("später");
  await settled();
  assert.deepEqual(again.sent(), []);
  release();
  await settled();
  assert.deepEqual(cafe.arrived(), ["früher", "später"]);
});

test("a database that hangs holds nothing up for longer than a second", async () => {
  const phone = createPhone();
  phone.trouble.database = "hanging";
  const { add, live, sent } = open(phone);
  live.connect();
  add("a");
  await clock.advance(999);
  assert.deepEqual(sent(), []);
  await clock.advance(1);
  assert.deepEqual(sent(), ["contribution.add a"]);
});

/** @type {[name: string, trouble: Partial<import("../phone.js").Trouble>, before: boolean, after: boolean][]} */
const TROUBLES = [
  ["nothing is the matter", {}, true, true],
  ["the storage is full", { room: 0 }, false, true],
  ["nothing may be stored", { forbidden: true, database: "failing" }, false, false],
  ["the disk is full as well", { room: 0, database: "full" }, false, false],
];

for (const [name, trouble, before, after] of TROUBLES) {
  test(`whether an order comes through a reload is told, and all are sent: ${name}`, async () => {
    const phone = createPhone();
    Object.assign(phone.trouble, trouble);
    const { add, live, outbox, cafe } = open(phone);
    const order = add("a");
    assert.deepEqual([outbox.outlivesPage(order), outbox.outlivesPage()], [before, before]);
    await settled();
    assert.deepEqual([outbox.outlivesPage(order), outbox.outlivesPage()], [after, after]);
    live.connect();
    await settled();
    assert.deepEqual([cafe.texts(), outbox.outlivesPage()], [{ a: "a" }, true]);
  });
}
