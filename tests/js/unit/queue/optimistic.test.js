import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { canBeShown, shown } from "../../../../static/js/lib/queue/optimistic.js";
import { START } from "../clock.js";
import { cluster, contribution, measure, photo, second, statement, view } from "../nouns.js";

const BEHIND = { clusters: ["theme"], contributions: ["a"] };

/** A station before anything was ordered. */
const station = () =>
  view({
    contributions: [
      contribution("a", { cluster: "theme", votes: 5, by_hand: 2, masked: "…" }),
      contribution("b", { state: "hidden", hidden_reason: "names", merged_into: "a", author_paused: 1 }),
      contribution("c", { state: "pending" }),
    ],
    clusters: [cluster("theme", { position: 3 })],
    statements: [statement("s", { position: 1 }), statement("t", { position: 2 })],
    measures: [measure("m", { position: 1 }), measure("n", { position: 2 })],
    photos: [photo("p")],
  });

/**
 * @typedef {"contributions"|"clusters"|"statements"|"measures"|"photos"} Noun
 * @typedef {Partial<Record<Noun, Record<string, any>>> & {approveFirst?: boolean}} Changes
 */

/**
 * What an order changed, item by item; null: it went.
 * @param {string} name
 * @param {object} payload
 * @returns {Changes}
 */
function changes(name, payload) {
  const before = station();
  const after = station();
  shown({ name, payload, at: START }, 2)(after);
  /** @type {any} */
  const found = {};
  for (const noun of /** @type {const} */ (["contributions", "clusters", "statements", "measures", "photos"])) {
    for (const id of new Set([...before[noun].keys(), ...after[noun].keys()])) {
      /** @type {any} */
      const known = before[noun].get(id);
      /** @type {any} */
      const next = after[noun].get(id);
      const changed = next && Object.entries(next).filter(([key, value]) => !isDeepStrictEqual(known?.[key], value));
      if (!next || changed.length) {
        found[noun] = { ...found[noun], [id]: next ? Object.fromEntries(changed) : null };
      }
    }
  }
  return { ...found, ...(after.approveFirst !== before.approveFirst && { approveFirst: after.approveFirst }) };
}

/** @type {[name: string, payload: object, changes: ReturnType<typeof changes>][]} */
const ORDERS = [
  ["contribution.approve", { id: "c" }, { contributions: { c: { state: "visible" } } }],
  [
    "contribution.hide",
    { id: "a", reason: "topic" },
    { contributions: { a: { state: "hidden", hidden_reason: "topic" } } },
  ],
  ["contribution.hide", { id: "a" }, { contributions: { a: { state: "hidden" } } }],
  ["contribution.show", { id: "b" }, { contributions: { b: { state: "visible", hidden_reason: null } } }],
  ["contribution.highlight", { id: "a", on: true }, { contributions: { a: { highlighted: true } } }],
  [
    "contribution.approve",
    {
      items: [
        { id: "c", was: "" },
        { id: "b", was: "" },
      ],
    },
    {
      contributions: { c: { state: "visible" }, b: { state: "visible", hidden_reason: null } },
    },
  ],
  ["contribution.confirm_contact", { id: "a" }, { contributions: { a: { masked: null } } }],
  [
    "contribution.cluster",
    { ids: ["a", "c"], cluster: "other" },
    { contributions: { a: { cluster: "other" }, c: { cluster: "other" } } },
  ],
  ["contribution.cluster", { ids: ["a"], cluster: null }, { contributions: { a: { cluster: null } } }],
  ["contribution.word_in_german", { id: "a", text: "Räume" }, { contributions: { a: { german: "Räume" } } }],
  ["contribution.word_in_german", { id: "a", text: null }, {}],
  ["contribution.reword", { id: "a", text: " Orte " }, { contributions: { a: { text: "Orte", edited: true } } }],
  [
    "contribution.type_in",
    {
      id: "new",
      station: "verein",
      text: " Von Papier ",
      kind: "wish",
      language: "de",
      table: 3,
      by_hand: 4,
      photo: "p",
    },
    {
      contributions: {
        new: contribution("new", {
          ...{ number: null, revision: 0, round: 2, table: 3, photo: "p", created_at: second(0) },
          ...{ text: "Von Papier", kind: "wish", by_hand: 4, votes: 4 },
        }),
      },
    },
  ],
  ["contribution.type_in", { id: "a", station: "verein", text: "Schon da", kind: "idea", language: "de" }, {}],
  ["contribution.merge", { into: "a", ids: ["c"] }, { contributions: { c: { merged_into: "a" } } }],
  [
    "contribution.merge",
    { into: "c", ids: ["a"] },
    { contributions: { a: { merged_into: "c" }, b: { merged_into: "c" } } },
  ],
  [
    "contribution.merge",
    { into: "b", ids: ["a", "c"] },
    { contributions: { a: { merged_into: "b" }, b: { merged_into: null }, c: { merged_into: "b" } } },
  ],
  ["contribution.separate", { id: "b" }, { contributions: { b: { merged_into: null } } }],
  ["contribution.pause_author", { id: "b", on: false }, { contributions: { b: { author_paused: null } } }],
  ["contribution.pause_author", { id: "b", on: true }, {}],
  ["contribution.count_hands", { id: "a", by_hand: 6 }, { contributions: { a: { by_hand: 6, votes: 9 } } }],
  ["contribution.count_hands", { id: "a", by_hand: 0 }, { contributions: { a: { by_hand: 0, votes: 3 } } }],
  ["contribution.hide", { id: "gone" }, {}],
  ["contribution.count_hands", { id: "gone", by_hand: 1 }, {}],
  [
    "cluster.add",
    { id: "new", station: "verein", title: " Räume " },
    { clusters: { new: { id: "new", station: "verein", position: 4, revision: 0, title: "Räume", masked: null } } },
  ],
  ["cluster.rename", { id: "theme", title: "Orte " }, { clusters: { theme: { title: "Orte" } } }],
  ["cluster.remove", { id: "theme" }, { clusters: { theme: null }, contributions: { a: { cluster: null } } }],
  [
    "photo.edit",
    { id: "p", caption: " Fenster ", table: null },
    { photos: { p: { caption: "Fenster", table: null } } },
  ],
  ["photo.edit", { id: "gone", caption: "Fenster" }, {}],
  [
    "measure.add",
    { id: "new", station: "verein", what: " Räume ", who: "Ada", by_when: null, state: "agreed" },
    { measures: { new: measure("new", { what: "Räume", who: "Ada", state: "agreed", position: 3, revision: 0 }) } },
  ],
  [
    "measure.edit",
    { id: "m", what: "Räume", who: null, by_when: "Mai" },
    { measures: { m: { what: "Räume", by_when: "Mai" } } },
  ],
  ["measure.edit", { id: "gone", what: "Räume" }, {}],
  ["measure.set_state", { id: "m", state: "done" }, { measures: { m: { state: "done" } } }],
  [
    "statement.add",
    { id: "new", station: "verein", round: 2, text: " Neu ", kind: "question", behind: BEHIND },
    {
      statements: {
        new: {
          ...statement("new", { round: 2, text: "Neu", kind: "question", position: 3, revision: 0 }),
          behind: BEHIND,
        },
      },
    },
  ],
  ["statement.edit", { id: "s", text: "Neu" }, { statements: { s: { text: "Neu" } } }],
  [
    "statement.edit",
    { id: "s", text: "s", kind: "question", behind: BEHIND },
    { statements: { s: { kind: "question", behind: BEHIND } } },
  ],
  ["statement.edit", { id: "gone", text: "Neu" }, {}],
  [
    "statement.translate",
    { id: "s", language: "en", text: "Old" },
    { statements: { s: { translations: { en: "Old" } } } },
  ],
  ["statement.translate", { id: "gone", language: "en", text: "Old" }, {}],
  ["photo.remove", { id: "p" }, { photos: { p: null } }],
  ["measure.remove", { id: "m" }, { measures: { m: null } }],
  ["measure.arrange", { ids: ["n", "gone", "m"] }, { measures: { n: { position: 1 }, m: { position: 3 } } }],
  ["statement.arrange", { ids: ["t", "s"] }, { statements: { t: { position: 1 }, s: { position: 2 } } }],
  ["statement.remove", { id: "s" }, { statements: { s: null } }],
  ["station.set_approve_first", { on: true }, { approveFirst: true }],
  ["somebody.elses", { id: "a" }, {}],
];

for (const [name, payload, wanted] of ORDERS) {
  test(`${name} ${JSON.stringify(payload)} shows before the server has said so`, () => {
    assert.deepEqual(changes(name, payload), wanted);
  });
}

test("what was known is never changed itself: the server may say no", () => {
  const known = contribution("a");
  const shownView = view({ contributions: [known] });
  shown({ name: "contribution.hide", payload: { id: "a" }, at: START }, 2)(shownView);
  assert.deepEqual(known, contribution("a"));
});

test("an order that another version left, and that cannot be shown, is told", () => {
  assert.equal(canBeShown({ name: "statement.add", payload: { id: "a" }, at: START }), false);
  for (const [name, payload] of ORDERS) {
    assert.equal(canBeShown({ name, payload, at: START }), true, name);
  }
});

test("a translation that is emptied is taken away, and the others stay", () => {
  const shownView = view({ statements: [statement("s", { translations: { en: "Old", fr: "Vieux" } })] });
  shown({ name: "statement.translate", payload: { id: "s", language: "en", text: null }, at: START }, 2)(shownView);
  assert.deepEqual(shownView.statements.get("s")?.translations, { fr: "Vieux" });
});
