import assert from "node:assert/strict";
import { test } from "node:test";
import { holding, sameKey, themeKey } from "../../../../static/js/lib/model/suggestions.js";
import { cluster, contribution, ids, view } from "../nouns.js";

/** @typedef {import("../nouns.js").Contribution} Contribution */

const SUGGESTED = {
  revision: 1,
  pairs: [
    {
      ids: ["a", "b"],
      words: ["raum"],
      language: "de",
      wordings: [{ id: "b", language: "de", text: "Raum", by: /** @type {const} */ ("guest") }],
    },
  ],
  clusters: [
    { ids: ["a", "b", "c"], words: ["raum"], title: "Räume", cluster: null, wordings: [] },
    { ids: ["c"], words: ["amt"], title: "Amt", cluster: "standing", wordings: [] },
  ],
};

/**
 * @param {Record<string, Partial<Contribution>>} [changed]
 * @param {string[]} [left]
 */
function read(changed = {}, left = [], clusters = [cluster("standing")]) {
  const contributions = ["a", "b", "c"].map((id) => contribution(id, changed[id]));
  const { same, themes } = holding(SUGGESTED, view({ contributions, clusters }), (key) => left.includes(key));
  return [same.map(({ cards }) => ids(cards)), themes.map(({ title, cards }) => [title, ids(cards)])];
}

const ALL = [
  [["a", "b"]],
  [
    ["Räume", ["a", "b", "c"]],
    ["Amt", ["c"]],
  ],
];

test("what the server suggests holds as long as nothing was done", () => {
  assert.deepEqual(read(), ALL);
});

/** @type {[name: string, shown: any, holds: any[]][]} */
const DONE = [
  ["one was hidden", read({ a: { state: "hidden" } }), [[], [["Amt", ["c"]]]]],
  ["one waits for a host", read({ b: { state: "pending" } }), [[], [["Amt", ["c"]]]]],
  ["they were merged", read({ b: { merged_into: "a" } }), [[], [["Amt", ["c"]]]]],
  ["one was sorted into a theme", read({ c: { cluster: "standing" } }), [[["a", "b"]], []]],
  ["the theme it stood in was dissolved", read({ c: { cluster: "gone" } }), ALL],
  ["the theme to grow was dissolved", read({}, [], []), [[["a", "b"]], [["Räume", ["a", "b", "c"]]]]],
  [
    "they were called different",
    read({}, ["a b"]),
    [
      [],
      [
        ["Räume", ["a", "b", "c"]],
        ["Amt", ["c"]],
      ],
    ],
  ],
  ["the theme was turned down", read({}, [" Räume"]), [[["a", "b"]], [["Amt", ["c"]]]]],
  ["the growing was turned down", read({}, ["standing Amt"]), [[["a", "b"]], [["Räume", ["a", "b", "c"]]]]],
];

for (const [name, shown, holds] of DONE) {
  test(`what was done on this board counts already: ${name}`, () => {
    assert.deepEqual(shown, holds);
  });
}

test("a suggestion says by which wording its cards are alike, and in which language", () => {
  const contributions = ["a", "b"].map((id) => contribution(id));
  const [same] = holding(SUGGESTED, view({ contributions }), () => false).same;
  assert.deepEqual([same?.language, same?.wordings], ["de", SUGGESTED.pairs[0]?.wordings]);
});

test("a theme keeps its name while cards come and go, and a pair is its cards", () => {
  const [theme] = SUGGESTED.clusters;
  assert.equal(themeKey({ .../** @type {any} */ (theme), ids: ["x"] }), " Räume");
  assert.equal(sameKey({ ids: ["a", "b"] }), "a b");
});

test("what is suggested about contributions that are not here is left out", () => {
  const { same, themes } = holding(SUGGESTED, view(), () => false);
  assert.deepEqual([same, themes], [[], []]);
});
