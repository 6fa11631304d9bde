import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeChange } from "../../../../static/js/lib/net/usual.js";
import { createChance, settled } from "../clock.js";
import { contribution, gone, short } from "../nouns.js";
import { begin, of, opened } from "../station.js";

/** @typedef {import("../nouns.js").Contribution} Contribution */

/**
 * What is done to a contribution, and taken back: dots, a name, hiding, merging, a theme, a German wording.
 * @param {ReturnType<typeof createChance>} chance
 * @returns {Partial<Contribution>}
 */
const lived = (chance) => ({
  votes: chance.below(2),
  author: chance.one([null, "Amina"]),
  state: chance.one(["visible", "hidden", "pending"]),
  merged_into: chance.one([null, "a"]),
  cluster: chance.one([null, "theme"]),
  highlighted: chance.one([true, false]),
  german: chance.one([null, "Räume"]),
  kind: chance.one(["idea", "wish"]),
  round: chance.one([null, 1]),
});

/**
 * A station's history: what it looked like at each revision, and what changed between any two.
 * @param {ReturnType<typeof createChance>} chance
 * @param {number} last
 */
function createHistory(chance, last) {
  /** @type {Map<string, Contribution|null>[]} null: gone */
  const at = [new Map()];
  for (let revision = 1; revision <= last; revision += 1) {
    const next = new Map(at[revision - 1]);
    for (let count = 1 + chance.below(2); count > 0; count -= 1) {
      const id = chance.one(["a", "b", "c", "d", "e", "f"]);
      next.set(id, chance.below(3) ? contribution(id, { revision, text: `${id}${revision}`, ...lived(chance) }) : null);
    }
    at.push(next);
  }
  /** @param {Map<string, Contribution|null>|undefined} items */
  const seen = (items) => new Map([...(items ?? [])].flatMap(([id, item]) => (item ? [[id, item]] : [])));
  const seenAt = at.map(seen);
  return {
    last,
    /** @param {number} revision */
    at: (revision) => seenAt[revision] ?? new Map(),
    /** @param {number} since @param {number} revision */
    between(since, revision) {
      const now = at[revision] ?? new Map();
      if (since === 0) {
        return of(0, revision, ...seen(now).values());
      }
      const before = at[since];
      const changed = [...now].filter(([id, item]) => touchedBetween(id, since, revision) || item !== before?.get(id));
      return of(since, revision, ...changed.map(([id, item]) => item ?? gone(id)));
    },
  };

  /**
   * Also what came and went in between is told as gone.
   * @param {string} id
   * @param {number} since
   * @param {number} until
   */
  function touchedBetween(id, since, until) {
    return at.slice(since + 1, until + 1).some((items, index) => items.get(id) !== at[since + index]?.get(id));
  }
}

/**
 * @param {import("../../../../static/js/lib/model/station-store.js").StationStore} store
 * @param {ReturnType<typeof createHistory>} history
 */
function assertNeverOlderThanItSays(store, history) {
  for (const id of "abcdef") {
    const shown = store.contributions.get(id);
    const possible = Array.from({ length: history.last + 1 - store.revision }, (_, index) =>
      history.at(store.revision + index).get(id),
    );
    assert.ok(
      possible.some((one) => one?.revision === shown?.revision),
      `${id} of revision ${shown?.revision} is older than ${store.revision}`,
    );
  }
}

test("any order of news, doubled, late, overlapping or with gaps, ends in the same station", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const chance = createChance(seed);
    const history = createHistory(chance, 12);
    const { store } = begin(undefined, { change: chance.below(2) ? history.between(0, chance.below(5)) : undefined });
    const news = Array.from({ length: 12 }, (_, index) => history.between(index, index + 1));
    const more = Array.from({ length: 8 }, () => {
      const since = chance.below(12);
      return history.between(since, since + 1 + chance.below(12 - since));
    });
    for (const one of chance.shuffled([...news, ...news.slice(chance.below(12)), ...more])) {
      store.apply(wholeChange(structuredClone(short(one))));
      assertNeverOlderThanItSays(store, history);
    }
    store.apply(history.between(store.revision, 12)); // as the answer to what it would ask for
    assert.deepEqual(new Map([...store.contributions].sort()), new Map([...history.at(12)].sort()), `seed ${seed}`);
    assert.equal(store.revision, 12);
  }
});

test("a station that hears only some of it asks until it knows all", async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const chance = createChance(seed);
    const history = createHistory(chance, 20);
    let revision = 0;
    const { live, store } = begin((_, { since }) => opened(short(history.between(since, revision))));
    await store.open();
    live.connect();
    while (revision < history.last) {
      revision += 1;
      const fate = chance.below(6);
      if (fate === 0) {
        live.drop();
        live.connect(chance.below(20_000));
      } else if (fate > 1) {
        live.hear("station.changed", short(history.between(revision - 1, revision)));
      }
      if (chance.below(2)) {
        await settled();
      }
    }
    live.wake();
    await settled();
    assert.deepEqual(new Map([...store.contributions].sort()), new Map([...history.at(20)].sort()), `seed ${seed}`);
  }
});
