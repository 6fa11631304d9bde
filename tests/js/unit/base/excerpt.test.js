import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt } from "../../../../static/js/lib/base/excerpt.js";

/** @type {[name: string, text: string, most: number, shown: string][]} */
const TEXTS = [
  ["what fits stays whole", "vier", 4, "vier"],
  ["one more is cut", "fünfe", 4, "fünf …"],
  ["lines become one", "eins\n\nzwei\tdrei", 60, "eins zwei drei"],
  ["no space before the dots", "eins zwei", 5, "eins …"],
  ["never through a family", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦x", 1, "👨‍👩‍👧‍👦 …"],
  ["nor between a sign and its colour or its mark", "👍🏽e\u0301x", 2, "👍🏽e\u0301 …"],
  ["no half of a flag", "🇺🇦🇺🇦".repeat(2), 3, "🇺🇦🇺🇦🇺🇦 …"],
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
