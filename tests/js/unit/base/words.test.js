import assert from "node:assert/strict";
import { test } from "node:test";
import { countWords } from "../../../../static/js/lib/base/words.js";

/** @type {[name: string, text: string, language: string, words: number][]} */
const TEXTS = [
  ["nothing", "", "de", 0],
  ["marks alone", " – … !? ", "de", 0],
  ["German", "Es fehlen Räume.", "de", 3],
  ["Chinese, which has no spaces", "我们需要更多房间。", "zh", 4],
  ["Arabic", "نحتاج إلى مكان دائم.", "ar", 4],
  ["numbers count", "30 Räume bis 2030", "de", 4],
  ["combining marks are no words of their own", "Cafe\u0301 am Neumarkt", "de", 3],
];

for (const [name, text, language, words] of TEXTS) {
  test(`words are counted as their readers would: ${name}`, () => {
    assert.equal(countWords(text, language), words);
  });
}

/** @type {[name: string, text: string, words: number][]} */
const UNSEGMENTED = [
  ["nothing", "", 0],
  ["marks alone", " – … !? ", 0],
  ["what stands together is one", "Drei-Königs-Treffen gibt's", 2],
  ["both kinds of apostrophe", "gibt’s gibt's", 2],
  ["two signs of Chinese are about a word, and one is one", "房间 房", 2],
  ["Japanese", "ひらがなカタカナ", 4],
  ["scripts side by side", "Drei-Königs-Treffen für alle, 房间 gibt's!", 5],
  ["combining marks belong to their letter", "Cafe\u0301 am Neumarkt", 3],
];

for (const [name, text, words] of UNSEGMENTED) {
  test(`an old browser without a segmenter counts as well: ${name}`, (context) => {
    const { Segmenter } = Intl;
    context.after(() => Object.assign(Intl, { Segmenter }));
    Object.assign(Intl, { Segmenter: undefined });
    assert.equal(countWords(text, "de"), words);
  });
}
