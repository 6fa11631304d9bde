import assert from "node:assert/strict";
import { test } from "node:test";
import { createEventState } from "../../../../static/js/lib/model/event-state.js";
import { createClock, START, settled } from "../clock.js";
import { createLive } from "../live.js";
import { at, EVENT, eventState } from "../nouns.js";
import { createPhone } from "../phone.js";

const DAY = 24 * 3_600_000;
const YEAR = 365 * DAY;
const MINUTE = 60_000;

/** A round of 25 minutes that began a minute ago, by the server's clock. */
const ROUND = {
  phase: /** @type {const} */ ("round"),
  round: 1,
  started_at: at(-60),
  ends_at: at(24 * 60),
};

/** @type {[name: string, wrong: number][]} */
const CLOCKS = [
  ["right", 0],
  ["a minute ahead", MINUTE],
  ["a minute behind", -MINUTE],
  ["a day ahead", DAY],
  ["a day behind", -DAY],
  ["a year ahead", YEAR],
  ["a year behind", -YEAR],
];

for (const [name, wrong] of CLOCKS) {
  test(`the countdown is the server's, where the phone's clock is ${name}`, async () => {
    const clock = createClock(START + wrong).install();
    const state = createEventState(null, eventState(ROUND), createPhone().device());
    assert.deepEqual([state.now(), state.remaining(), state.done()], [START, 24 * MINUTE, 0.04]);
    await clock.advance(4 * MINUTE);
    assert.deepEqual([state.now(), state.remaining(), state.done()], [START + 4 * MINUTE, 20 * MINUTE, 0.2]);
    await clock.advance(60 * MINUTE);
    assert.deepEqual([state.remaining(), state.done()], [0, 1]);
  });
}

test("what a page says that came in long before its scripts ran was true then", async () => {
  const clock = createClock();
  clock.answeredAt(1000);
  clock.install();
  await clock.advance(6000);
  assert.equal(createEventState(null, eventState(ROUND), createPhone().device()).now(), START + 5000);
});

test("without a round nothing counts down and nothing is done", () => {
  createClock().install();
  const state = createEventState(null, eventState(), createPhone().device());
  assert.deepEqual([state.remaining(), state.done()], [null, 0]);
});

/** @type {[name: string, started: number, ends: number, done: number][]} */
const LENGTHS = [
  ["not begun", 10, 20, 0],
  ["in the middle", -10, 10, 0.5],
  ["over", -20, -10, 1],
  ["of no length", 5, 5, 1],
];

for (const [name, started, ends, done] of LENGTHS) {
  test(`how much of a round is over: ${name}`, () => {
    createClock().install();
    const given = eventState({ ...ROUND, started_at: at(started), ends_at: at(ends) });
    assert.equal(createEventState(null, given, createPhone().device()).done(), done);
  });
}

/** @type {[name: string, ms: number][]} */
const JUMPS = [
  ["a year ahead", YEAR],
  ["a year back", -YEAR],
  ["a day ahead", DAY],
  ["two seconds back", -2000],
];

for (const [name, ms] of JUMPS) {
  test(`a clock that is set while the page is open makes it ask the server: ${name}`, async () => {
    const clock = createClock().install();
    const now = () => new Date(START + clock.steady()).toISOString();
    const live = createLive(() => ({ ok: true, event_state: eventState({ ...ROUND, now: now() }) })).connect();
    const state = createEventState(live, eventState(ROUND), createPhone().device());
    clock.jump(ms);
    await clock.advance(2000);
    assert.deepEqual(live.sent, [{ name: "event.open", payload: { event: EVENT } }]);
    assert.equal(state.remaining(), 24 * MINUTE - 2000);
    await clock.advance(10_000);
    assert.equal(live.sent.length, 1);
  });
}

test("a little drift is none", async () => {
  const clock = createClock().install();
  const live = createLive(() => null).connect();
  const state = createEventState(live, eventState(ROUND), createPhone().device());
  clock.jump(1999);
  await clock.advance(3000);
  assert.deepEqual([live.sent, state.now()], [[], START + 3000]);
});

/** @type {[name: string, ms: number, slept: number][]} */
const ALONE = [
  ["ahead it has likelier slept", 5 * MINUTE, 5 * MINUTE],
  ["nobody sleeps backwards", -5 * MINUTE, 0],
];

for (const [name, ms, slept] of ALONE) {
  test(`without network a clock that jumps is judged by what is likelier: ${name}`, async () => {
    const clock = createClock().install();
    const state = createEventState(
      createLive(() => null),
      eventState(ROUND),
      createPhone().device(),
    );
    clock.jump(ms);
    await clock.advance(1000);
    assert.equal(state.now(), START + 1000 + slept);
  });
}

test("all screens of a room change together, on the second of the countdown, and afterwards of the clock", async () => {
  const clock = createClock(START + 123).install();
  const ends = { ...ROUND, ends_at: new Date(START + 3300).toISOString(), now: new Date(START + 123).toISOString() };
  const state = createEventState(null, eventState(ends), createPhone().device());
  /** @type {number[]} */
  const beats = [];
  state.subscribe(() => beats.push(state.now() - START));
  await clock.advance(6000);
  assert.deepEqual(beats, [320, 1320, 2320, 3320, 4020, 5020, 6020]);
});

test("what the server tells everybody is applied, and whoever listens is called", () => {
  createClock().install();
  const live = createLive(() => null).connect();
  const state = createEventState(live, eventState(), createPhone().device());
  let calls = 0;
  state.subscribe(() => {
    calls += 1;
  });
  live.hear("event.changed", eventState({ ...ROUND, revision: 2, now: at(30) }));
  assert.deepEqual([state.state.phase, state.now(), calls], ["round", START + 30_000, 1]);
});

/** @type {[name: string, happens: (live: ReturnType<typeof createLive>) => void, times: number][]} */
const LOCKED = [
  ["while it is open", (live) => live.hear("event.changed", eventState({ revision: 2, locked: true })), 1],
  ["while there was no connection", (live) => void live.order("station.open", {}), 1],
  [
    "while it is open, which an order is told as well",
    (live) => {
      live.hear("event.changed", eventState({ revision: 2, locked: true }));
      void live.order("station.open", {});
    },
    1,
  ],
  ["not, but something is refused", (live) => void live.order("vote.set", {}), 0],
];

for (const [name, happens, times] of LOCKED) {
  test(`a screen is loaded anew once where its event is locked ${name}`, async () => {
    createClock().install();
    const live = createLive((order) => ({
      ok: false,
      error: order === "vote.set" ? "no_votes_left" : "event_locked",
      message: "Gesperrt.",
    })).connect();
    let loaded = 0;
    createEventState(live, eventState(), createPhone().device(), () => {
      loaded += 1;
    });
    happens(live);
    await settled();
    assert.equal(loaded, times);
  });
}

test("a screen is loaded anew once where its event is over or deleted", async () => {
  /** @type {[error: string, happens: (live: ReturnType<typeof createLive>) => void][]} */
  const ways = [
    ["event_over", (live) => live.hear("event.changed", eventState({ revision: 9, over: true }))],
    ["event_over", (live) => void live.order("station.open", {})],
    ["unknown_event", (live) => void live.order("station.open", {})],
  ];
  for (const [error, happens] of ways) {
    createClock().install();
    const live = createLive(() => ({ ok: false, error, message: "Vorbei." })).connect();
    let loaded = 0;
    createEventState(live, eventState(), createPhone().device(), () => {
      loaded += 1;
    });
    happens(live);
    await settled();
    assert.equal(loaded, 1);
  }
});

/** @type {[name: string, next: Partial<import("../nouns.js").EventState>, applied: boolean][]} */
const NEWS = [
  ["newer", { revision: 6 }, true],
  ["as new", { revision: 5 }, true],
  ["older", { revision: 4 }, false],
  ["of another event", { revision: 6, event: "leipzig" }, false],
];

for (const [name, next, applied] of NEWS) {
  test(`news are applied unless something newer is known: ${name}`, () => {
    createClock().install();
    const state = createEventState(null, eventState({ revision: 5 }), createPhone().device());
    state.apply(eventState({ ...ROUND, ...next, now: at(90) }));
    assert.equal(state.state.phase, applied ? "round" : "before");
    assert.equal(state.now(), START + (applied ? 90_000 : 0));
  });
}

test("a copy of a page that is shown without network goes by what was learnt since", () => {
  const phone = createPhone();
  const page = eventState(ROUND);
  createClock(START - DAY).install();
  createEventState(null, page, phone.device()).apply(eventState({ ...ROUND, now: at(60) }));
  createClock(START - DAY + 10 * MINUTE).install(); // ten minutes later, by the phone's own clock
  assert.equal(createEventState(null, page, phone.device()).now(), START + 11 * MINUTE);
});

test("a page that came after what was learnt is believed", () => {
  const phone = createPhone();
  createClock(START - DAY).install();
  createEventState(null, eventState(ROUND), phone.device());
  createClock(START + YEAR).install(); // the phone's own clock was set meanwhile
  const later = eventState({ ...ROUND, now: at(120) });
  assert.equal(createEventState(null, later, phone.device()).now(), START + 2 * MINUTE);
  createClock(START + YEAR + MINUTE).install();
  assert.equal(createEventState(null, later, phone.device()).now(), START + 3 * MINUTE);
});

test("where nothing may be stored the clock goes all the same", () => {
  const phone = createPhone();
  phone.trouble.forbidden = true;
  createClock(START + YEAR).install();
  assert.equal(createEventState(null, eventState(ROUND), phone.device()).now(), START);
});

/** @type {[name: string, revision: number, meanwhile: number|null, stands: number][]} */
const ANSWERS = [
  ["the same", 5, null, 5],
  ["something newer", 6, null, 6],
  ["what was before, restored from a copy", 3, null, 3],
  ["what was then, after the news of what came since", 5, 6, 6],
  ["what was before, restored from a copy, after its news", 3, 4, 3],
];

for (const [name, revision, meanwhile, stands] of ANSWERS) {
  test(`a screen that asks anew over a new connection believes its server: ${name}`, () => {
    createClock().install();
    const live = createLive(() => null).connect();
    const state = createEventState(live, eventState(), createPhone().device());
    state.apply(eventState({ revision: 5 }));
    state.apply(eventState({ revision: 4 })); // an order's answer, as it was remembered
    assert.equal(state.state.revision, 5);
    live.drop();
    live.connect();
    if (meanwhile !== null) {
      live.hear("event.changed", eventState({ revision: meanwhile }));
    }
    state.open(eventState({ revision }));
    assert.equal(state.state.revision, stands);
    live.hear("event.changed", eventState({ ...ROUND, revision: stands + 1 }));
    assert.deepEqual([state.state.revision, state.state.phase], [stands + 1, "round"]);
    state.open(eventState({ revision: stands })); // asked before that news
    assert.deepEqual([state.state.revision, state.state.phase], [stands + 1, "round"]);
    state.open(eventState({ revision: stands + 2, event: "another" }));
    assert.equal(state.state.revision, stands + 1);
  });
}
