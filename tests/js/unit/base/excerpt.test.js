import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt } from "../../../../static/js/lib/base/excerpt.js";

/** @type {[name: string, text: string, most: number, shown: string][]} */
const TEXTS = [
  ["what fits stays whole", "vier", 4, "vier"],
  ["one more is cut", "fünfe", 4, "fünf …"],
  ["lines become one", "eins\n\nzwei\tdrei", 60, "eins zwei drei"],
  ["no space before the dots", "eins zwei", 5, "eins …"],
  ["no half of a character", "🇺🇦🇺🇦".repeat(2), 4, "🇺🇦🇺🇦 …"],
];

for (const [name, text, most, shown] of TEXTS) {
  test(`an excerpt is the beginning on one line: ${name}`, () => {
    assert.equal(excerpt(text, most), shown);
  });
}

test("it has sixty characters where nobody says how many", () => {
  assert.equal(excerpt("x".repeat(60)), "x".repeat(60));
  assert.equal(excerpt("x".repeat(61)), `${"x".repeat(60)} …`);
});
