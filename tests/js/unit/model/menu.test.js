import assert from "node:assert/strict";
import { test } from "node:test";
import { embed } from "../page.js";

const PHRASES = {
  "menu.station": "Beiträge: {n} · Punkte übrig: {left}",
  "menu.own": "Beiträge: {n}",
  "menu.pending": "wartend: {n}",
  "menu.survey_before": "noch nicht geöffnet",
  "menu.survey_open": "geöffnet",
  "menu.survey_closed": "geschlossen",
};
embed("phrases", PHRASES);
const { ownLine, stationLine, surveyLine } = await import("../../../../static/js/lib/model/menu.js");

test("a station says how much stands there and what is left to give", () => {
  assert.equal(stationLine({ contributions: 0, left: 3 }), "Beiträge: 0 · Punkte übrig: 3");
});

test("what waits is told of what one wrote, and nothing of who wrote nothing", () => {
  assert.equal(ownLine({ all: 7, pending: 1, hidden: 2 }), "Beiträge: 7 · wartend: 1");
  assert.equal(ownLine({ all: 7, pending: 0, hidden: 0 }), "Beiträge: 7");
  assert.equal(ownLine({ all: 0, pending: 0, hidden: 0 }), "");
});

test("a sealed survey is closed", () => {
  const states = /** @type {const} */ (["before", "open", "closed", "sealed"]);
  assert.deepEqual(states.map(surveyLine), ["noch nicht geöffnet", "geöffnet", "geschlossen", "geschlossen"]);
});
