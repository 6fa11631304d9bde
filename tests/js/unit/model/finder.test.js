import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange } from "../../../../static/js/lib/model/board.js";
import { EVERYTHING, isFiltered, sift } from "../../../../static/js/lib/model/finder.js";
import { cluster, contribution, ids, second, view } from "../nouns.js";

const VIEW = view({
  clusters: [cluster("rooms", { position: 1 }), cluster("empty", { position: 2 })],
  contributions: [
    contribution("old", { created_at: second(1), number: 14, text: "Proberäume am Straßenrand" }),
    contribution("new", { created_at: second(3), number: 2, kind: "wish", round: 2, votes: 3, author: "Olga" }),
    contribution("waits", { created_at: second(2), number: 3, state: "pending", language: "uk", text: "їжа" }),
    contribution("hidden", { created_at: second(4), number: 4, state: "hidden", text: "Verborgene Räume" }),
    contribution("inside", { created_at: second(5), number: 5, cluster: "rooms", votes: 9, german: "Ein Café" }),
    contribution("also", { created_at: second(6), number: 6, cluster: "rooms", votes: 1, text: "Saal" }),
    contribution("merged", { created_at: second(7), number: 7, merged_into: "also", text: "Große Halle" }),
  ],
});

/**
 * @param {Partial<import("../../../../static/js/lib/model/finder.js").Wanted>} wanted
 * @param {Set<string>} [typed]
 */
function read(wanted, typed = new Set()) {
  const { inbox, hidden, columns } = sift(arrange(VIEW), { ...EVERYTHING, ...wanted }, VIEW, 1, typed);
  return [
    ...ids(inbox),
    "|",
    ...ids(hidden),
    ...columns.flatMap(({ cluster, shown = [] }) => [cluster.id, ...ids(shown)]),
  ];
}

const NOTHING = ["|"];

test("no card is left out in which somebody types, or beneath which", () => {
  const typed = new Set(["old", "hidden", "merged"]);
  assert.deepEqual(read({ text: "gibt es nicht" }, typed), ["old", "|", "hidden", "rooms", "also"]);
});

test("without a wish everything is there, also a theme with nothing in it", () => {
  assert.deepEqual(read({}), ["waits", "new", "old", "|", "hidden", "rooms", "inside", "also", "empty"]);
  assert.deepEqual([isFiltered(EVERYTHING), isFiltered({ ...EVERYTHING, text: " " })], [false, false]);
});

/** @type {[name: string, wanted: any, found: string[]][]} */
const WANTED = [
  ["text, however it is written", { text: "PROBERAUME" }, ["old", "|"]],
  ["text with a sharp s, and several words in any order", { text: "rand strasse prob" }, ["old", "|"]],
  ["accents that somebody left out", { text: "cafe" }, ["|", "rooms", "inside"]],
  ["Cyrillic", { text: "Їжа" }, ["waits", "|"]],
  ["a number", { text: "s1-014" }, ["old", "|"]],
  ["a name", { text: "olga" }, ["new", "|"]],
  ["what lies beneath a card", { text: "halle" }, ["|", "rooms", "also"]],
  ["what is hidden", { text: "verborgene" }, ["|", "hidden"]],
  ["a kind", { kind: "wish" }, ["new", "|"]],
  ["a language", { language: "uk" }, ["waits", "|"]],
  ["a round", { round: "2" }, ["new", "|"]],
  ["dots", { votes: "3" }, ["new", "|", "rooms", "inside"]],
  ["no theme", { theme: "none" }, ["waits", "new", "old", "|", "hidden"]],
  ["a theme", { theme: "rooms" }, ["|", "rooms", "inside", "also"]],
  ["several at once", { kind: "idea", votes: "3" }, ["|", "rooms", "inside"]],
  ["nothing", { text: "gibt es nicht" }, NOTHING],
];

for (const [name, wanted, found] of WANTED) {
  test(`found by: ${name}`, () => {
    assert.deepEqual(read(wanted), found);
  });
}

test("the oldest first, and before them what waits", () => {
  assert.deepEqual(read({ order: "oldest" }).slice(0, 4), ["waits", "old", "new", "|"]);
});

test("a card that was reworded is found by its new words", () => {
  const changed = view({ contributions: [contribution("old", { text: "Anders" })] });
  const found = sift(arrange(changed), { ...EVERYTHING, text: "anders" }, changed, 1);
  assert.deepEqual(ids(found.inbox), ["old"]);
});
