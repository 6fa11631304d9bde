import assert from "node:assert/strict";
import { test } from "node:test";
import { createEventState } from "../../../../static/js/lib/model/event-state.js";
import { blankContribution } from "../../../../static/js/lib/queue/blank-contribution.js";
import { createClock, START } from "../clock.js";
import { contribution, eventState, STATION, second } from "../nouns.js";
import { createPhone } from "../phone.js";

const YEAR = 365 * 86_400_000;

/**
 * @param {object} payload
 * @param {Partial<import("../nouns.js").EventState>} [state]
 * @param {number} [wrong] by how much the phone's clock is
 */
async function blank(payload, state = { phase: "round", round: 2 }, wrong = 0) {
  const clock = createClock(START + wrong).install();
  const event = createEventState(null, eventState(state), createPhone().device());
  const given = clock.wall();
  await clock.advance(30_000);
  const order = /** @type {any} */ ({ name: "contribution.add", payload, station: STATION, at: given, key: "k" });
  return blankContribution(order, { me: { name: "Ada", language: "uk" }, clock: event });
}

test("a contribution that the server has not seen yet looks as it probably will", async () => {
  const payload = { id: "a", text: "Räume", kind: "wish", language: "ar", table: 3, reply_to: "b" };
  const wanted = { ...payload, number: null, round: 2, author: "Ada", created_at: second(0), revision: 0 };
  assert.deepEqual(await blank(payload), contribution("a", /** @type {any} */ (wanted)));
});

test("what the order does not say is as usual", async () => {
  const wanted = {
    number: null,
    round: null,
    author: "Ada",
    language: "uk",
    text: "",
    created_at: second(0),
    revision: 0,
  };
  assert.deepEqual(await blank({ id: "a" }, { phase: "change", round: 1 }), contribution("a", wanted));
});

for (const wrong of [YEAR, -YEAR]) {
  test(`it stands at its place in time where the phone's clock is wrong by ${wrong} ms`, async () => {
    assert.equal((await blank({ id: "a" }, {}, wrong)).created_at, second(0));
  });
}
