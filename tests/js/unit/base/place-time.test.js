import assert from "node:assert/strict";
import { test } from "node:test";
import { createPlaceTime } from "../../../../static/js/lib/base/place-time.js";

/** @type {[name: string, zone: string, moment: number|string, date: string, time: string][]} */
const PLACES = [
  ["summer", "Europe/Berlin", "2026-05-09T13:27:00Z", "2026-05-09", "15:27"],
  ["winter", "Europe/Berlin", "2026-01-09T13:27:00Z", "2026-01-09", "14:27"],
  ["the day is the place's", "Europe/Berlin", "2026-05-09T22:30:00Z", "2026-05-10", "00:30"],
  ["another zone than the laptop's", "America/New_York", "2026-05-10T03:00:00Z", "2026-05-09", "23:00"],
  ["a moment in ms", "Asia/Kathmandu", Date.parse("2026-05-09T00:00:00Z"), "2026-05-09", "05:45"],
  ["the night in which clocks go back", "Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25", "02:30"],
];

for (const [name, zone, moment, date, time] of PLACES) {
  test(`a day is told by the clock of its place: ${name}`, () => {
    assert.deepEqual(createPlaceTime(zone)(moment), { date, time });
  });
}
