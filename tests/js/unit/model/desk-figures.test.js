import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, formatPace, pressingRush, tabletOnline } from "../../../../static/js/lib/model/desk-figures.js";
import { START } from "../clock.js";
import { at } from "../nouns.js";
import { embed } from "../page.js";

embed("phrases", { "desk.never": "noch nie", "desk.seconds_ago": "vor {n} s", "desk.minutes_ago": "vor {n} min" });

/** @type {[name: string, tablets: number, sign: string|null, online: boolean][]} */
const TABLETS = [
  ["one that just spoke", 1, at(0), true],
  ["one that is silent for nearly too long", 1, at(-89.999), true],
  ["one that is silent for too long", 1, at(-90), false],
  ["none, though one spoke just now", 0, at(0), false],
  ["one that never spoke", 1, null, false],
];

for (const [name, tablets, sign, online] of TABLETS) {
  test(`a tablet is there while it speaks: ${name}`, () => {
    const figures = /** @type {any} */ ({ tablets, last_sign: sign });
    assert.equal(tabletOnline(figures, START), online);
  });
}

/** @type {[seconds: number|null, said: string][]} */
const AGO = [
  [null, "noch nie"],
  [5, "vor 0 s"],
  [0, "vor 0 s"],
  [-4.9, "vor 4 s"],
  [-59.999, "vor 59 s"],
  [-60, "vor 1 min"],
  [-3599, "vor 59 min"],
  [-3600, "um 12"],
];

for (const [seconds, said] of AGO) {
  test(`${seconds} seconds from now is "${said}"`, () => {
    const moment = seconds === null ? null : at(seconds);
    assert.equal(
      ago(moment, START, (iso) => `um ${new Date(iso).getUTCHours()}`),
      said,
    );
  });
}

test("a pace has one digit behind the comma", () => {
  assert.deepEqual([0, 3.84, 3.85, 12].map(formatPace), ["0,0", "3,8", "3,9", "12,0"]);
});

/** @type {[name: string, until: number|null, leftOut: boolean, pressing: number][]} */
const RUSHES = [
  ["none", null, false, 0],
  ["one that goes on", 0, false, 30],
  ["one that ended nearly ten minutes ago", -599, false, 30],
  ["one that ended ten minutes ago", -600, false, 0],
  ["one whose dots are left out", 0, true, 0],
];

for (const [name, until, leftOut, pressing] of RUSHES) {
  test(`a rush is pressing for minutes, and until it is dealt with: ${name}`, () => {
    const rush = until === null ? null : { people: 30, since: at(until - 5), until: at(until) };
    assert.equal(pressingRush(/** @type {any} */ ({ rush, left_out: leftOut }), START), pressing);
  });
}
