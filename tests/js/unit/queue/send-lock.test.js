import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createSendLock } from "../../../../static/js/lib/queue/send-lock.js";
import { createClock } from "../clock.js";
import { createPhone } from "../phone.js";

const KEY = "cafe.turn.dresden";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

/** Two tabs of one phone. */
function begin() {
  const phone = createPhone();
  const [one, other] = [phone.device(), phone.device()];
  return { phone, one, other, ones: createSendLock(KEY, one), others: createSendLock(KEY, other) };
}

test("of two tabs one sends, until it leaves its turn", () => {
  const { phone, ones, others } = begin();
  assert.deepEqual([ones.take(), ones.take(), others.take()], [true, true, false]);
  others.leave();
  assert.equal(others.take(), false);
  ones.leave();
  assert.deepEqual([phone.kept(), others.take(), ones.take()], [{}, true, false]);
});

test("a tab that was closed or froze while sending gives way after ten seconds", async () => {
  const { ones, others } = begin();
  ones.take();
  await clock.advance(9999);
  assert.equal(others.take(), false);
  await clock.advance(1);
  assert.equal(others.take(), true);
});

test("one that goes on sending keeps its turn", async () => {
  const { ones, others } = begin();
  ones.take();
  await clock.advance(6000);
  ones.take();
  await clock.advance(6000);
  assert.equal(others.take(), false);
});

for (const jump of [-86_400_000, 86_400_000]) {
  test(`a clock that is set by ${jump} ms holds nobody up`, () => {
    const { ones, others } = begin();
    ones.take();
    clock.jump(jump);
    assert.equal(others.take(), true);
  });
}

test("whoever reloads while something is sent does not wait for oneself", () => {
  const { phone, one, ones } = begin();
  ones.take();
  one.tab.tell("pagehide");
  assert.equal(createSendLock(KEY, phone.device()).take(), true);
});

for (const left of ['"niemand"', "7", "{kein JSON", '{"tab": "x"}']) {
  test(`what another version left holds nobody up: ${left}`, () => {
    const { phone, ones } = begin();
    phone.leave(KEY, left);
    assert.equal(ones.take(), true);
  });
}

test("where nothing may be stored each tab has its own turn", () => {
  const { phone, ones } = begin();
  phone.trouble.forbidden = true;
  assert.equal(ones.take(), true);
});
