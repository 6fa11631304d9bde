import assert from "node:assert/strict";
import { test } from "node:test";
import { meaning, stay, step, swiped } from "../../../../static/js/lib/model/deck.js";

const NAMES = ["title", "numbers", "voices", "thanks"];

/** @param {string} key @param {object} [more] */
const pressed = (key, more = {}) =>
  /** @type {any} */ ({ key, altKey: false, ctrlKey: false, metaKey: false, ...more });

/** @type {Record<string, string[]>} */
const KEYS = {
  on: ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"],
  back: ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"],
  first: ["Home"],
  last: ["End"],
  blank: ["b", "B", "."],
  full: ["f", "F"],
  help: ["?"],
};

for (const [means, keys] of Object.entries(KEYS)) {
  test(`keys and clickers mean ${means}`, () => {
    assert.deepEqual(
      keys.map((key) => meaning(pressed(key))),
      keys.map(() => means),
    );
  });
}

test("other keys, and the browser's own combinations, mean nothing", () => {
  assert.deepEqual(
    [
      meaning(pressed("x")),
      meaning(pressed("Tab")),
      meaning(pressed("ArrowLeft", { altKey: true })),
      meaning(pressed("f", { ctrlKey: true })),
      meaning(pressed("ArrowRight", { metaKey: true })),
    ],
    Array(5).fill(undefined),
  );
});

/** @type {[name: string, x: number, y: number, means: "on"|"back"|undefined][]} */
const MOVES = [
  ["to the left is on", -60, 0, "on"],
  ["to the right is back", 60, 30, "back"],
  ["less is a tap", 59, 0, undefined],
  ["down is scrolling", 10, 300, undefined],
  ["slanting is scrolling, too", -100, 51, undefined],
  ["a little slant is none", -100, -50, "on"],
];

for (const [name, x, y, means] of MOVES) {
  test(`a finger that moves ${name}`, () => {
    assert.equal(swiped(x, y), means);
  });
}

/** @type {[from: string, how: "on"|"back"|"first"|"last", to: string][]} */
const STEPS = [
  ["title", "on", "numbers"],
  ["thanks", "on", "thanks"],
  ["numbers", "back", "title"],
  ["title", "back", "title"],
  ["voices", "first", "title"],
  ["voices", "last", "thanks"],
  ["unknown", "on", "title"],
  ["unknown", "back", "title"],
];

for (const [from, how, to] of STEPS) {
  test(`${how} from ${from} leads to ${to}`, () => {
    assert.equal(step(NAMES, from, how), to);
  });
}

test("a deck without slides leads nowhere", () => {
  assert.deepEqual([step([], "title", "on"), step([], "title", "last")], ["title", "title"]);
});

/** @type {[name: string, after: string[], current: string, shown: string][]} */
const CHANGES = [
  ["the same slide where it is still there", ["thanks", "voices", "title"], "voices", "voices"],
  ["else the next one", ["title", "voices", "thanks"], "numbers", "voices"],
  ["else the next but one", ["title", "thanks"], "numbers", "thanks"],
  ["else the one before", ["title", "numbers"], "thanks", "numbers"],
  ["else the first of others", ["s3", "s1"], "voices", "s3"],
  ["nothing where there is nothing", [], "voices", ""],
  ["the first one where it was never there", ["title", "thanks"], "unknown", "title"],
];

for (const [name, after, current, shown] of CHANGES) {
  test(`when the deck changes, its reader stays: ${name}`, () => {
    assert.equal(stay(NAMES, after, current), shown);
  });
}
