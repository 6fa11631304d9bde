import assert from "node:assert/strict";
import { test } from "node:test";
import { graphemes } from "../../../../static/js/lib/base/graphemes.js";

/** @type {[name: string, text: string, characters: number][]} */
const TEXTS = [
  ["nothing", "", 0],
  ["letters and a space", "zu zweit", 8],
  ["a family is one", "👩‍👩‍👧‍👦", 1],
  ["a flag is one", "🇺🇦", 1],
  ["a letter with its mark apart is one", "e\u0301", 1],
  ["several of them", "👩‍👩‍👧‍👦🇺🇦é", 3],
  ["a line break is one, however it is written", "a\r\nb", 3],
  ["Devanagari, whose vowels hang on", "नि", 1],
];

for (const [name, text, characters] of TEXTS) {
  test(`characters are counted as people see them: ${name}`, () => {
    assert.equal(graphemes(text), characters);
  });
}

test("an old browser without a segmenter never counts fewer", async (context) => {
  const { Segmenter } = Intl;
  context.after(() => Object.assign(Intl, { Segmenter }));
  Reflect.deleteProperty(Intl, "Segmenter");
  const old = await import(`../../../../static/js/lib/base/graphemes.js?${"old"}`);
  assert.deepEqual(["", "zu zweit", "🇺🇦", "e\u0301", "👩‍👩‍👧‍👦"].map(old.graphemes), [0, 8, 2, 1, 7]);
});
