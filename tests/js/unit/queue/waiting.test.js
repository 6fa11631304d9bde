import assert from "node:assert/strict";
import { test } from "node:test";
import { waitingElsewhere, waitingTexts } from "../../../../static/js/lib/queue/waiting.js";

/** @param {string} name @param {object} payload @param {string} [station] @param {object} [more] */
const order = (name, payload, station = "verein", more = {}) =>
  /** @type {any} */ ({ key: "", name, payload, station, at: 0, ...more });
const ORDERS = [
  order("contribution.add", { id: "a" }),
  order("contribution.edit", { id: "a" }),
  order("contribution.edit", { id: "a" }),
  order("contribution.add", { id: "b" }),
  order("contribution.withdraw", { id: "b" }),
  order("contribution.edit", { id: "c" }, "amt"),
  order("contribution.add", { id: "d" }, "quartier", { refusal: { error: "paused", message: "" } }),
  order("vote.set", { contribution: "e" }, "amt"),
  order("feedback.set", { text: "Danke" }, ""),
];
const STATIONS = ["verein", "amt", "quartier"].map((slug) => ({ slug, short_title: slug, url: `/${slug}` }));

test("texts that wait are counted as people see them, and nothing else is", () => {
  assert.equal(waitingTexts({ all: () => ORDERS }), 2);
  assert.equal(waitingTexts({ all: () => ORDERS.slice(-3) }), 0);
});

test("what one says for others in another language waits as a text, too, until it is taken back", () => {
  const said = [
    order("wording.add", { id: "w" }),
    order("wording.edit", { id: "w" }),
    order("wording.edit", { id: "v" }),
  ];
  assert.equal(waitingTexts({ all: () => said }), 2);
  assert.equal(waitingTexts({ all: () => [...said, order("wording.withdraw", { id: "w" })] }), 1);
});

test("stations that one left are named with what waits for them", () => {
  const all = () => ORDERS;
  assert.deepEqual(waitingElsewhere({ all }, "verein", STATIONS), [{ title: "amt", href: "/amt", n: 1 }]);
  assert.deepEqual(waitingElsewhere({ all }, "amt", STATIONS), [{ title: "verein", href: "/verein", n: 1 }]);
});
