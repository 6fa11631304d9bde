import assert from "node:assert/strict";
import { test } from "node:test";
import { createModeration } from "../../../../static/js/lib/model/moderation.js";
import { eventState } from "../nouns.js";

const stations = { verein: { approve_first: false }, amt: { approve_first: true } };
/** @param {object} state @param {string} station @param {number|null} [paused] */
const begin = (state, station, paused = null) => {
  const clock = { state: eventState({ stations, ...state }) };
  return { clock, moderation: createModeration({ clock, station, paused }) };
};

test("whoever writes is told beforehand that hosts read it first", () => {
  const { clock, moderation } = begin({}, "amt");
  assert.equal(moderation.state, "approve");
  clock.state = eventState({ stations: {} });
  assert.equal(moderation.state, null);
  assert.equal(begin({}, "verein").moderation.state, null);
});

test("a pause is told until the next round begins, or its host ends it", () => {
  const { clock, moderation } = begin({ phase: "round", round: 1 }, "amt", 1);
  assert.equal(moderation.state, "paused");
  clock.state = eventState({ stations, phase: "change", round: 1 });
  assert.equal(moderation.state, "paused");
  clock.state = eventState({ stations, phase: "round", round: 2 });
  assert.equal(moderation.state, "approve");
  moderation.learn(2);
  assert.equal(moderation.state, "paused");
  moderation.learn();
  assert.equal(moderation.state, "approve");
  assert.equal(begin({ phase: "before", round: null }, "verein", 0).moderation.state, "paused");
});
