import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { first, icons, locale, t } from "../../../../static/js/lib/base/page-data.js";
import { embed } from "../page.js";

embed("phrases", {
  "card.votes": "Punkte: {n}",
  "card.place": "{n} von {all}, {n}. Tisch",
  "card.reason": "ausgeblendet: {reason}",
});

/** @type {[name: string, key: string, values: Record<string, string|number>|undefined, text: string][]} */
const PHRASES = [
  ["a value stands in its place", "card.votes", { n: 3 }, "Punkte: 3"],
  ["nothing is a number, too", "card.votes", { n: 0 }, "Punkte: 0"],
  ["one value may stand in several places", "card.place", { n: 2, all: 5 }, "2 von 5, 2. Tisch"],
  ["a value that is missing leaves its place", "card.place", { n: 2 }, "2 von {all}, 2. Tisch"],
  [
    "what somebody typed is no place for another value",
    "card.reason",
    { reason: "{n} $& $1", n: 1 },
    "ausgeblendet: {n} $& $1",
  ],
  ["without values it is as it is", "card.votes", undefined, "Punkte: {n}"],
  ["a phrase that is not there is its name", "card.nothing", { n: 1 }, "card.nothing"],
];

for (const [name, key, values, text] of PHRASES) {
  test(`a phrase is filled in: ${name}`, () => {
    assert.equal(t(key, values), text);
  });
}

test("a page that brought nothing along has nothing first, and speaks German", () => {
  assert.equal(first(), null);
  assert.equal(locale, "de");
});

test("what the page brought along is read once", () => {
  embed("first", { event: "dresden" });
  assert.equal(first(), null);
});

test("the page says where its icons lie", () => {
  assert.equal(icons(), "/static/0123/built/phone.svg");
});
