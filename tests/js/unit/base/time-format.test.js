import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { embed, speak } from "../page.js";

process.env.TZ = "Asia/Tokyo";
speak("fa");
embed("first", { event: { timezone: "Europe/Berlin" } });
const { formatRemaining, formatTime } = await import("../../../../static/js/lib/base/time-format.js");

/** @type {[ms: number|null, shown: string][]} */
const REMAINING = [
  [null, "00:00"],
  [-5000, "00:00"],
  [0, "00:00"],
  [1, "00:01"],
  [1000, "00:01"],
  [1001, "00:02"],
  [59_999, "01:00"],
  [25 * 60_000, "25:00"],
  [3_599_001, "01:00:00"],
  [2 * 3_600_000 + 61_000, "02:01:01"],
  [100 * 3_600_000, "100:00:00"],
];

for (const [ms, shown] of REMAINING) {
  test(`a countdown of ${ms} ms shows ${shown}`, () => {
    assert.equal(formatRemaining(ms), shown);
  });
}

test("the time of day is the place's, runs to 24 hours and keeps its digits in Persian", () => {
  assert.equal(formatTime("2026-05-09T13:19:59Z").replace(/\p{Cf}/gu, ""), "15:19");
  assert.equal(formatTime("2026-05-08T22:05:00Z").replace(/\p{Cf}/gu, ""), "00:05");
});
