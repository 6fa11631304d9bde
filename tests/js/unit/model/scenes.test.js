import assert from "node:assert/strict";
import { test } from "node:test";
import { createScenes, KINDS, scenes, TURN, turns } from "../../../../static/js/lib/model/scenes.js";

/** @typedef {import("../../../../static/js/lib/model/scenes.js").Hall} Hall */

/** @param {Partial<Hall>} [values] @returns {Hall} */
function hall(values = {}) {
  return {
    phase: "round",
    chosen: "",
    moving: false,
    answers: false,
    stations: [
      { slug: "verein", contributions: 5 },
      { slug: "amt", contributions: 0 },
      { slug: "schule", contributions: 3 },
    ],
    strong: 3,
    programme: true,
    ...values,
  };
}

const EMPTY = [{ slug: "verein", contributions: 0 }];
const FULL = ["stations", "station:verein", "station:schule", "strongest", "cloud"];

/** @type {[name: string, hall: Hall, turns: string[]][]} */
const TURNS = [
  ["in a round what was written", hall(), FULL],
  ["in a change the same", hall({ phase: "change" }), FULL],
  ["afterwards the programme as well", hall({ phase: "after" }), [...FULL, "programme"]],
  ["afterwards without a programme", hall({ phase: "after", programme: false }), FULL],
  ["two with dots are no ranking", hall({ strong: 2 }), ["stations", "station:verein", "station:schule", "cloud"]],
  [
    "seven contributions make no cloud",
    hall({ stations: [{ slug: "verein", contributions: 7 }] }),
    ["stations", "station:verein", "strongest"],
  ],
  [
    "eight do",
    hall({ stations: [{ slug: "verein", contributions: 8 }] }),
    ["stations", "station:verein", "strongest", "cloud"],
  ],
  ["before anything was written", hall({ phase: "before", stations: EMPTY }), ["stations", "programme"]],
  ["before the first round, once somebody wrote", hall({ phase: "before" }), ["stations", "programme", "code"]],
  ["before, without a programme", hall({ phase: "before", stations: EMPTY, programme: false }), ["stations"]],
];

for (const [name, given, wanted] of TURNS) {
  test(`scenes take turns: ${name}`, () => {
    assert.deepEqual(turns(given), wanted);
  });
}

const EVERY = [
  "stations",
  ...["verein", "amt", "schule"].map((slug) => `station:${slug}`),
  "strongest",
  "cloud",
  ...["verein", "amt", "schule"].map((slug) => `cloud:${slug}`),
  "countdown",
  "code",
];

test("the arrow keys reach every scene that there is", () => {
  assert.deepEqual(scenes(hall()), [...EVERY, "programme"]);
  assert.deepEqual(scenes(hall({ programme: false, answers: true })), [...EVERY, "feedback"]);
});

test("every scene has its time, all stations the longest, and then it begins anew", () => {
  const wall = createScenes();
  /** @type {[scene: string, since: number][]} */
  const seen = [];
  for (let now = 0; now <= 150_000; now += 1000) {
    const scene = wall.current(hall(), now);
    if (seen.at(-1)?.[0] !== scene) {
      seen.push([scene, now]);
    }
  }
  assert.deepEqual(seen, [
    ["stations", 0],
    ["station:verein", 40_000],
    ["station:schule", 60_000],
    ["strongest", 80_000],
    ["cloud", 100_000],
    ["stations", 120_000],
  ]);
  assert.deepEqual(TURN, { stations: 40_000, other: 20_000 });
});

test("each part of the strongest has its time", () => {
  const wall = createScenes();
  const given = hall({ strongParts: 3 });
  [0, 40_000, 60_000, 80_000].forEach((now) => wall.current(given, now));
  assert.equal(wall.current(given, 139_999), "strongest");
  assert.equal(wall.current(given, 140_000), "cloud");
});

test("every scene that can be seen is of a known kind", () => {
  const seen = [...scenes(hall({ answers: true })), ...turns(hall({ phase: "after" })), "move"];
  assert.deepEqual(new Set(seen.map((scene) => scene.split(":")[0])), new Set(KINDS));
});

test("a scene that is no more takes no turn", () => {
  const wall = createScenes();
  wall.current(hall(), 0);
  assert.equal(wall.current(hall(), 40_000), "station:verein");
  const without = hall({ stations: [{ slug: "schule", contributions: 3 }] });
  assert.equal(wall.current(without, 41_000), "stations");
  assert.equal(wall.current(without, 80_999), "stations");
  assert.equal(wall.current(without, 81_000), "station:schule");
});

/** @type {[name: string, hall: Hall, held: string|null, fixed: string|null, shown: string][]} */
const WISHES = [
  ["what the desk chose", hall({ chosen: "cloud" }), null, null, "cloud"],
  ["this screen's own before the desk's", hall({ chosen: "cloud" }), null, "code", "code"],
  ["the change before both", hall({ chosen: "cloud", moving: true }), null, "code", "move"],
  [
    "what somebody holds here before everything",
    hall({ chosen: "cloud", moving: true }),
    "strongest",
    "code",
    "strongest",
  ],
  ["what the desk chose before released answers", hall({ chosen: "cloud", answers: true }), null, null, "cloud"],
  ["released answers before turns", hall({ answers: true }), null, null, "feedback"],
  ["not what there is no more", hall({ chosen: "station:gone" }), "cloud:gone", null, "stations"],
  ["no feedback that is not released", hall({ chosen: "feedback" }), null, null, "stations"],
];

for (const [name, given, held, fixed, shown] of WISHES) {
  test(`of several wishes one holds: ${name}`, () => {
    const wall = createScenes(fixed);
    wall.current(given, 0);
    if (held) {
      wall.hold(held);
    }
    assert.equal(wall.current(given, 1), shown);
  });
}

test("what was held is let go with the phase, and turns begin anew", () => {
  const wall = createScenes();
  wall.current(hall(), 0);
  wall.hold("code");
  assert.equal(wall.current(hall(), 500_000), "code");
  assert.equal(wall.current(hall({ phase: "after" }), 500_001), "stations");
  assert.equal(wall.held, null);
  assert.equal(wall.current(hall({ phase: "after" }), 540_000), "stations");
  assert.equal(wall.current(hall({ phase: "after" }), 540_001), "station:verein");
});

test("steps go round, from what is to be seen", () => {
  const wall = createScenes();
  const given = hall();
  wall.current(given, 0);
  wall.step(given, 1);
  assert.equal(wall.current(given, 1), "station:verein");
  wall.step(given, -1);
  wall.step(given, -1);
  assert.equal(wall.current(given, 2), "programme");
  wall.step(given, 1);
  assert.equal(wall.current(given, 3), "stations");
});

/** @type {[name: string, hall: Hall, fixed: string|null, next: string][]} */
const STEPS = [
  ["the one fixed here", hall({ chosen: "cloud" }), "code", "programme"],
  ["the desk's", hall({ chosen: "strongest" }), null, "cloud"],
  ["the answers", hall({ answers: true, programme: false }), null, "stations"],
];

for (const [name, given, fixed, next] of STEPS) {
  test(`a step goes on from what is shown: ${name}`, () => {
    const wall = createScenes(fixed);
    wall.current(given, 0);
    wall.step(given, 1);
    assert.equal(wall.current(given, 1), next);
  });
}

test("turns can be paused and go on with a whole turn", () => {
  const wall = createScenes();
  wall.current(hall(), 0);
  wall.pause(30_000);
  assert.equal(wall.paused, true);
  assert.equal(wall.current(hall(), 90_000), "stations");
  wall.pause(100_000);
  assert.equal(wall.paused, false);
  assert.equal(wall.current(hall(), 139_999), "stations");
  assert.equal(wall.current(hall(), 140_000), "station:verein");
});

test("letting go ends a pause, too, and gives what is shown its whole time", () => {
  const wall = createScenes();
  wall.current(hall(), 0);
  wall.pause(30_000);
  wall.hold("cloud");
  wall.release();
  assert.deepEqual([wall.held, wall.paused], [null, false]);
  assert.equal(wall.current(hall(), 100_000), "stations");
  assert.equal(wall.current(hall(), 139_999), "stations");
  assert.equal(wall.current(hall(), 140_000), "station:verein");
});
