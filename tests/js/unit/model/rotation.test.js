import assert from "node:assert/strict";
import { test } from "node:test";
import { createSeat, nextStop } from "../../../../static/js/lib/model/rotation.js";
import { EVENT, eventState } from "../nouns.js";
import { createPhone } from "../phone.js";

/** @param {string} slug @param {number} position @param {number} tables */
function station(slug, position, tables) {
  return { slug, position, sign: position, short_title: slug, title: slug, tables, url: `/${slug}` };
}

const STATIONS = [station("verein", 1, 4), station("amt", 2, 2), station("schule", 3, 0)];

/** @type {[name: string, slug: string, table: number|null, next: string|null, at: number|null][]} */
const WAYS = [
  ["the same table at the next station", "verein", 2, "amt", 2],
  ["a table that is missing there begins anew", "verein", 3, "amt", 1],
  ["and so does the next", "verein", 4, "amt", 2],
  ["a station without tables has none", "amt", 1, "schule", null],
  ["the last leads to the first", "schule", null, "verein", null],
  ["nobody who stands loses a table", "verein", null, "amt", null],
  ["an unknown station leads nowhere", "gone", 1, null, null],
];

for (const [name, slug, table, next, at] of WAYS) {
  test(`a table goes on in the circle: ${name}`, () => {
    const stop = nextStop(STATIONS, slug, table);
    assert.deepEqual(stop && [stop.next.slug, stop.table], next && [next, at]);
  });
}

test("one station alone leads nowhere", () => {
  assert.equal(nextStop(STATIONS.slice(0, 1), "verein", 1), null);
  assert.equal(nextStop([], "verein", 1), null);
});

test("groups visit every station once before any of them a second time, and never meet", () => {
  for (const many of [2, 3, 4, 5, 7, 12]) {
    const stations = Array.from({ length: many }, (_, n) => station(`s${n}`, n + 1, 2));
    let groups = stations.flatMap(({ slug }) => [1, 2].map((table) => ({ slug, table, seen: [slug] })));
    for (let round = 2; round <= 2 * many + 1; round += 1) {
      groups = groups.map(({ slug, table, seen }) => {
        const stop = nextStop(stations, slug, table);
        assert.ok(stop);
        return { slug: stop.next.slug, table: stop.table ?? 0, seen: [...seen, stop.next.slug] };
      });
      assert.equal(new Set(groups.map(({ slug, table }) => `${slug} ${table}`)).size, 2 * many);
      for (const { seen } of groups) {
        assert.equal(new Set(seen.slice(-many)).size, Math.min(round, many));
      }
    }
  }
});

test("a closed station sends its group on, and is visited by nobody", () => {
  const stations = ["a", "b", "c", "d"].map((slug, n) => station(slug, n + 1, 2));
  const open = { approve_first: false, closed: false };
  const states = { a: open, b: { ...open, closed: true }, c: { ...open, closed: true }, d: open };
  const ways = stations.map(({ slug }) => nextStop(stations, slug, 2, states));
  assert.deepEqual(
    ways.map((stop) => stop && [stop.next.slug, stop.table]),
    [
      ["d", 2],
      ["d", 2],
      ["d", 2],
      ["a", 2],
    ],
  );
  const alone = { ...states, d: { ...open, closed: true } };
  assert.equal(nextStop(stations, "a", 1, alone), null);
  assert.deepEqual(nextStop(stations, "d", 1, alone)?.next.slug, "a");
});

/** @param {"round"|"change"|"before"|"after"} phase @param {number|null} round */
const state = (phase, round) => eventState({ phase, round });

test("the way leads on for who sat here in the round, also over a reload", () => {
  const phone = createPhone();
  createSeat(EVENT, "verein", phone.device()).note(state("round", 1));
  const again = createSeat(EVENT, "verein", phone.device());
  assert.equal(again.leadsOn(state("round", 1)), false);
  assert.equal(again.leadsOn(state("change", 1)), true);
  assert.equal(again.leadsOn(state("change", 2)), false);
  assert.equal(again.leadsOn(state("after", 1)), false);
});

test("who opens another station in the change has arrived, and stays asked nothing", () => {
  const phone = createPhone();
  createSeat(EVENT, "verein", phone.device()).note(state("round", 1));
  const next = createSeat(EVENT, "amt", phone.device());
  next.note(state("change", 1));
  assert.equal(next.leadsOn(state("change", 1)), false);
  next.note(state("round", 2));
  assert.equal(next.leadsOn(state("change", 2)), true);
});

test("who comes new in the change sits where they scanned the code", () => {
  const seat = createSeat(EVENT, "verein", createPhone().device());
  seat.note(state("change", 1));
  assert.equal(seat.leadsOn(state("change", 1)), false);
});

test("another event's seat is not this one's", () => {
  const phone = createPhone();
  createSeat("leipzig", "verein", phone.device()).note(state("round", 1));
  assert.equal(createSeat(EVENT, "verein", phone.device()).leadsOn(state("change", 1)), false);
});

test("a way that was closed stays closed until the next round", () => {
  const phone = createPhone();
  const seat = createSeat(EVENT, "verein", phone.device());
  assert.equal(seat.hasLeft(), false);
  seat.note(state("round", 1));
  seat.leave();
  assert.equal(seat.hasLeft(), true);
  assert.equal(seat.leadsOn(state("change", 1)), true);
  assert.equal(createSeat(EVENT, "verein", phone.device()).hasLeft(), true);
  seat.note(state("round", 2));
  assert.equal(seat.hasLeft(), false);
});

test("also where the same round is started again", () => {
  const seat = createSeat(EVENT, "verein", createPhone().device());
  seat.note(state("round", 1));
  seat.leave();
  seat.note(state("round", 1));
  assert.equal(seat.hasLeft(), false);
});

test("a round is noted once, not every second", () => {
  const phone = createPhone();
  const device = phone.device();
  let writes = 0;
  const counting = {
    ...device.storage,
    write: (/** @type {string} */ key, /** @type {unknown} */ value) =>
      ++writes > 0 && device.storage.write(key, value),
  };
  const seat = createSeat(EVENT, "verein", { ...device, storage: counting });
  seat.note(state("round", 1));
  seat.note(state("round", 1));
  assert.equal(writes, 1);
});
