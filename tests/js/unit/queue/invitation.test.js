import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { invitation, noteGiven, onGivenElsewhere } from "../../../../static/js/lib/queue/invitation.js";
import { createOutbox } from "../../../../static/js/lib/queue/outbox.js";
import { createCafe } from "../cafe.js";
import { createClock, settled } from "../clock.js";
import { createLive } from "../live.js";
import { EVENT } from "../nouns.js";
import { createPhone } from "../phone.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

function begin() {
  const phone = createPhone();
  const cafe = createCafe();
  const live = createLive(cafe.serve);
  const device = phone.device();
  const outbox = createOutbox(live, EVENT, device);
  const href = "/feedback";
  return {
    phone,
    cafe,
    live,
    outbox,
    device,
    led: (/** @type {"before"|"open"|"closed"|"sealed"} */ state) =>
      invitation(state, { outbox, event: EVENT, href }, device)?.state ?? null,
  };
}

test("a phone is invited while the survey is open, and not before or after", () => {
  const { led } = begin();
  assert.deepEqual([led("before"), led("open"), led("closed"), led("sealed")], [null, "invite", null, null]);
});

test("who has answered is thanked, also while the answer still waits on the phone", async () => {
  const { outbox, live, led, device } = begin();
  outbox.put("feedback.set", { text: "Gut" }, "");
  assert.deepEqual([led("open"), led("closed")], ["given", null]);
  live.connect();
  await settled();
  assert.equal(led("open"), "invite");
  noteGiven(EVENT, device);
  assert.deepEqual([led("open"), led("closed")], ["given", null]);
});

test("an answer that came too late is told, whatever the survey's state", async () => {
  const { outbox, live, cafe, led } = begin();
  cafe.fates = [{ ok: false, error: "feedback_closed", message: "Zu spät." }];
  outbox.put("feedback.set", { text: "Gut" }, "");
  live.connect();
  await settled();
  assert.deepEqual([led("open"), led("closed")], ["late", "late"]);
});

test("what waits at a station is no answer to the survey", () => {
  const { outbox, led } = begin();
  outbox.put("contribution.add", { id: "a", text: "a" }, "verein");
  assert.equal(led("open"), "invite");
});

test("other tabs hear of an answer, each time anew, and of no other event's", async () => {
  const { phone, device } = begin();
  let heard = 0;
  onGivenElsewhere(
    EVENT,
    () => {
      heard += 1;
    },
    phone.device(),
  );
  noteGiven(EVENT, device);
  noteGiven("leipzig", device);
  await settled();
  assert.equal(heard, 1);
  const first = phone.kept()[`cafe.feedback.${EVENT}`];
  await clock.advance(1);
  noteGiven(EVENT, device);
  await settled();
  assert.deepEqual([heard, phone.kept()[`cafe.feedback.${EVENT}`] > first], [2, true]);
});
