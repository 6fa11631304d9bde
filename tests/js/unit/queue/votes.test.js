import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createStationStore } from "../../../../static/js/lib/model/station-store.js";
import { createOutbox } from "../../../../static/js/lib/queue/outbox.js";
import { createVotes } from "../../../../static/js/lib/queue/votes.js";
import { createChance, createClock, settled } from "../clock.js";
import { CUT, createLive } from "../live.js";
import { change, contribution, EVENT, STATION } from "../nouns.js";
import { createPhone } from "../phone.js";

beforeEach(() => {
  createClock().install();
});

/** A server that counts dots, three for each person, and tells of them when the test says so. */
function createCounter() {
  /** @type {Map<string, {others: number, own: boolean, revision: number}>} */
  const dots = new Map();
  let revision = 1;
  const counter = {
    dots,
    /** @param {string} id @param {number} others */
    begin: (id, others) => void dots.set(id, { others, own: false, revision: 1 }),
    own: () => [...dots].filter(([, { own }]) => own).map(([id]) => id),
    left: () => 3 - counter.own().length,
    /** @param {string} _ @param {any} payload @returns {any} */
    serve(_, { contribution: id, on }) {
      const known = dots.get(id);
      if (!known || (on && !known.own && !counter.left())) {
        return { ok: false, error: "no_votes_left", message: "Ihre Punkte sind vergeben." };
      }
      if (known.own !== on) {
        revision += 1;
        dots.set(id, { ...known, own: on, revision });
      }
      return { ok: true, revision, votes_left: counter.left() };
    },
    /** The whole station as it is now. */
    told: () =>
      change(0, revision, {
        contributions: [...dots].map(([id, one]) =>
          contribution(id, { votes: one.others + Number(one.own), revision: one.revision }),
        ),
      }),
  };
  return counter;
}

/** @param {Record<string, number>} others */
function begin(others) {
  const counter = createCounter();
  Object.entries(others).forEach(([id, count]) => counter.begin(id, count));
  const live = createLive(counter.serve);
  const store = createStationStore(live, { event: EVENT, station: STATION, change: counter.told() });
  const outbox = createOutbox(live, EVENT, createPhone().device());
  const votes = createVotes({ outbox, store, station: STATION }, { ids: [], left: 3 });
  const shown = () => [...store.contributions.values()].map((one) => votes.shown(one));
  return { counter, live, store, outbox, votes, shown, hear: () => store.apply(counter.told()) };
}

test("a dot shows at once, and once only, through the answer and the count", async () => {
  const { live, votes, shown, hear, counter } = begin({ a: 4 });
  votes.toggle("a");
  assert.deepEqual(
    [votes.on("a"), votes.given("a"), votes.waits("a"), shown(), votes.left()],
    [true, false, true, [5], 2],
  );
  live.connect();
  await settled();
  assert.deepEqual(
    [votes.on("a"), votes.given("a"), votes.waits("a"), shown(), votes.left()],
    [true, true, false, [5], 2],
  );
  hear();
  assert.deepEqual([shown(), counter.own()], [[5], ["a"]]);
});

test("a dot that is taken back goes at once", async () => {
  const { live, votes, shown, hear } = begin({ a: 4 });
  votes.toggle("a");
  live.connect();
  await settled();
  hear();
  votes.toggle("a");
  assert.deepEqual([shown(), votes.left()], [[4], 3]);
  await settled();
  assert.deepEqual([shown(), votes.left()], [[4], 3]);
  hear();
  assert.deepEqual([shown(), votes.left()], [[4], 3]);
});

test("given, taken back and given again before the count came round, it still is one dot", async () => {
  const { live, votes, shown, hear } = begin({ a: 4 });
  live.connect();
  await settled();
  for (const wanted of [5, 4, 5, 4]) {
    votes.toggle("a");
    assert.deepEqual(shown(), [wanted]);
    await settled();
    assert.deepEqual(shown(), [wanted]);
  }
  hear();
  assert.deepEqual(shown(), [4]);
});

test("a count that holds the first of two answers already takes only the second on top", async () => {
  const { live, votes, shown, counter, store } = begin({ a: 4 });
  live.connect();
  await settled();
  votes.toggle("a");
  await settled();
  const first = counter.told();
  votes.toggle("a");
  await settled();
  store.apply(first);
  assert.deepEqual(shown(), [4]);
});

test("an answer that was lost is not counted twice when it comes", async () => {
  const { live, votes, shown, counter, hear } = begin({ a: 4, b: 0 });
  live.connect();
  await settled();
  const { serve } = live;
  live.serve = (name, payload) => {
    serve(name, payload);
    return CUT;
  };
  votes.toggle("a");
  await settled();
  live.serve = serve;
  counter.serve("", { contribution: "b", on: true }); // not through this page
  hear();
  votes.confirm(counter.own(), counter.left());
  assert.deepEqual(shown(), [5, 1]);
  live.connect();
  await settled();
  assert.deepEqual([votes.waits("a"), shown()], [false, [5, 1]]);
});

test("a server that was set back knows of no answer it gave", async () => {
  const { live, votes, shown } = begin({ a: 4 });
  live.connect();
  await settled();
  votes.toggle("a");
  await settled();
  votes.confirm([], 3);
  assert.deepEqual([shown(), votes.left()], [[4], 3]);
});

test("a dot that is refused falls back to what the server says", async () => {
  const { live, votes, shown, counter } = begin({ a: 1, b: 1, c: 1, d: 1 });
  for (const id of ["a", "b", "c"]) {
    counter.serve("", { contribution: id, on: true }); // not through this page
  }
  votes.toggle("d");
  assert.deepEqual([votes.on("d"), shown()[3]], [true, 2]);
  live.connect();
  await settled();
  assert.deepEqual([votes.on("d"), shown()[3], votes.waits("d")], [false, 1, false]);
  votes.confirm(counter.own(), counter.left());
  assert.deepEqual([votes.left(), votes.given("a"), votes.given("d")], [0, true, false]);
});

test("never fewer than none are left, whatever waits", () => {
  const { votes } = begin({ a: 0, b: 0 });
  votes.confirm([], 1);
  votes.toggle("a");
  votes.toggle("b");
  assert.equal(votes.left(), 0);
});

test("what the server says about one's dots replaces what was known of them", () => {
  const { votes, shown, hear, counter } = begin({ a: 1, b: 1 });
  counter.serve("", { contribution: "b", on: true });
  votes.confirm(["b"], 2);
  hear();
  assert.deepEqual([votes.on("a"), votes.on("b"), votes.left(), shown()], [false, true, 2, [1, 2]]);
});

test("dots of another station are not this one's", async () => {
  const { live, outbox, votes } = begin({ a: 1 });
  outbox.put("vote.set", { contribution: "a", on: true }, "amt");
  assert.deepEqual([votes.on("a"), votes.left()], [false, 3]);
  live.connect();
  await settled();
  assert.deepEqual([votes.on("a"), votes.left()], [false, 3]);
});

test("whatever order answers and counts come in, what is shown is others' dots and one's own", async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    createClock().install();
    const chance = createChance(seed);
    const others = { a: 2, b: 0, c: 5 };
    const { live, votes, store, counter } = begin(others);
    /** @type {ReturnType<typeof counter.told>[]} */
    const late = [];
    for (let step = 0; step < 30; step += 1) {
      const id = chance.one(["a", "b", "c"]);
      await [
        () => votes.toggle(id),
        () => votes.toggle(id),
        () => {
          store.apply(counter.told());
          votes.confirm(counter.own(), counter.left());
          live.connect();
        },
        () => {
          live.drop();
          late.length = 0;
        },
        async () => {
          await settled(); // the server answers first and tells everybody then
          late.push(...(live.online ? [counter.told()] : []));
        },
        () => late.splice(0, 1 + chance.below(3)).forEach(store.apply),
      ][chance.below(6)]?.();
      if (chance.below(2)) {
        await settled();
      }
      for (const one of store.contributions.values()) {
        const wanted = others[/** @type {keyof typeof others} */ (one.id)] + Number(votes.on(one.id));
        assert.equal(votes.shown(one), wanted, `${one.id} in step ${step} of seed ${seed}`);
      }
    }
    store.apply(counter.told());
    votes.confirm(counter.own(), counter.left());
    live.connect();
    await settled();
    store.apply(counter.told());
    assert.deepEqual(
      [...store.contributions.values()].map(votes.shown),
      [...store.contributions.values()].map((one) => one.votes),
    );
    assert.deepEqual(["a", "b", "c"].filter(votes.on), counter.own());
    assert.equal(votes.left(), counter.left());
  }
});
