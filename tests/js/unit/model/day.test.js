import assert from "node:assert/strict";
import { test } from "node:test";
import {
  currentLine,
  dayLines,
  lineState,
  minutesOfDay,
  plannedStart,
  shifted,
} from "../../../../static/js/lib/model/day.js";

/** @param {string} time "HH:MM", of the next day with a plus: "+00:30" */
const at = (time) => {
  const [hours = 0, rest = 0] = time.replace("+", "").split(":").map(Number);
  return (time.startsWith("+") ? 1440 : 0) + hours * 60 + rest;
};

/** @param {string} starts @param {string} ends @param {string} kind */
const line = (starts, ends, kind) => ({ starts, ends, begin: at(starts), end: at(ends), kind, title: kind });

const DAY = dayLines([
  { ...line("13:00", "13:30", "welcome"), inner: [] },
  {
    ...line("13:30", "16:00", "cafe"),
    inner: [
      line("13:30", "13:40", "intro"),
      line("13:40", "14:05", "round"),
      line("14:05", "14:10", "change"),
      line("14:10", "14:35", "round"),
      line("14:35", "15:00", "summing"),
    ],
  },
  { ...line("15:00", "16:00", "plenum"), inner: [] },
]);
const NOT_THIS_DAY = null;

test("the café's own lines stand in its place, and rounds are counted", () => {
  assert.deepEqual(
    DAY.map(({ kind, round }) => [kind, round]),
    [
      ["welcome", null],
      ["intro", null],
      ["round", 1],
      ["change", null],
      ["round", 2],
      ["summing", null],
      ["plenum", null],
    ],
  );
});

/** @type {[name: string, phase: string, round: number|null, time: string|null, kind: string, index: number][]} */
const MOMENTS = [
  ["before the day", "before", null, "12:59", "none", -1],
  ["the clock says it before the first round", "before", null, "13:00", "welcome", 0],
  ["a line ends with its last minute", "before", null, "13:30", "intro", 1],
  ["a first round that is late has not begun", "before", null, "13:50", "intro", 1],
  ["and not on a late afternoon either", "before", null, "15:30", "intro", 1],
  ["a round is what it is, early", "round", 1, "13:10", "round", 2],
  ["a round is what it is, late", "round", 1, "15:30", "round", 2],
  ["a round on another day", "round", 2, NOT_THIS_DAY, "round", 4],
  ["the change follows its round", "change", 1, "13:10", "change", 3],
  ["the change after the last one planned", "change", 2, "14:20", "summing", 5],
  ["after the last round the rest follows it", "after", 2, "14:20", "summing", 5],
  ["and then the clock", "after", 2, "15:10", "plenum", 6],
  ["in the evening it stays at what follows", "after", 2, "19:00", "summing", 5],
  ["a round that no line plans follows the clock", "round", 3, "14:40", "summing", 5],
  ["another day than the event's, before", "before", null, NOT_THIS_DAY, "none", -1],
];

for (const [name, phase, round, time, kind, index] of MOMENTS) {
  test(`where the day stands: ${name}`, () => {
    assert.equal(currentLine(DAY, { phase, round }, time === null ? null : at(time)), index);
    assert.equal(DAY[index]?.kind ?? "none", kind);
  });
}

test("a day that begins with its first round has no line before it", () => {
  const early = dayLines([{ ...line("13:00", "14:00", "round"), inner: [] }]);
  assert.equal(currentLine(early, { phase: "before", round: null }, at("13:30")), 0);
  assert.equal(currentLine(early, { phase: "change", round: 1 }, at("13:30")), 0);
});

/** @param {number} current @param {string|null} time */
const states = (current, time) =>
  DAY.map((one, index) => lineState(one, index, current, time === null ? null : at(time)));

test("what is over is told from what is to come", () => {
  assert.deepEqual(states(2, "13:00"), ["past", "past", "now", "later", "later", "later", "later"]);
});

test("where no line is now, the clock alone tells, and on another day nothing is over", () => {
  assert.deepEqual(states(-1, "14:05"), ["past", "past", "past", "later", "later", "later", "later"]);
  assert.deepEqual(states(-1, "12:00"), Array(7).fill("later"));
  assert.deepEqual(states(-1, NOT_THIS_DAY), Array(7).fill("later"));
});

test("the plan says when its rounds begin, and nothing of no round", () => {
  assert.deepEqual(
    [1, 2, 3, null].map((position) => plannedStart(DAY, position)),
    ["13:40", "14:10", "", ""],
  );
});

const NIGHT = dayLines([
  { ...line("22:00", "23:00", "talk"), inner: [] },
  { ...line("23:00", "+00:30", "music"), inner: [] },
  { ...line("+00:30", "+01:00", "close"), inner: [] },
]);

/** @type {[date: string, time: string, minutes: number|null, kind: string][]} */
const NIGHTLY = [
  ["2023-11-17", "23:59", null, "none"],
  ["2023-11-18", "00:00", 0, "none"],
  ["2023-11-18", "23:46", 1426, "music"],
  ["2023-11-19", "00:15", 1455, "music"],
  ["2023-11-19", "00:59", 1499, "close"],
  ["2023-11-19", "01:00", null, "none"],
  ["2023-11-20", "00:15", null, "none"],
];

for (const [date, time, minutes, kind] of NIGHTLY) {
  test(`a line beyond midnight is now when it is: ${date} ${time}`, () => {
    const found = minutesOfDay({ date, time }, "2023-11-18", NIGHT);
    assert.equal(found, minutes);
    assert.equal(NIGHT[currentLine(NIGHT, { phase: "before", round: null }, found)]?.kind ?? "none", kind);
  });
}

test("what comes later than planned begins so many minutes later, also after midnight", () => {
  const dinner = { ...line("14:10", "14:35", "dinner"), round: null };
  const late = { ...line("23:55", "+00:30", "late"), round: null };
  assert.deepEqual([shifted(dinner, 6), shifted(dinner, 50), shifted(late, 6)], ["14:16", "15:00", "00:01"]);
});
