/**
 * @typedef {object} Hall what there is to be shown
 * @property {"before"|"round"|"change"|"after"} phase
 * @property {string} chosen at the desk; empty: the scenes take turns
 * @property {boolean} moving whether the change tells where to go
 * @property {boolean} answers whether the survey's answers are released
 * @property {{slug: string, contributions: number}[]} stations
 * @property {number} strong contributions with dots
 * @property {number} [strongParts] in how many parts these are shown: each has its time
 * @property {boolean} programme whether there is one
 *
 * @typedef {object} Scenes
 * @property {(hall: Hall, now: number) => string} current
 * @property {(hall: Hall, by: -1|1) => void} step to the next one, which then stays
 * @property {(scene: string) => void} hold
 * @property {() => void} release what the keyboard held
 * @property {(now: number) => void} pause turns, or let them go on
 * @property {string|null} held
 * @property {boolean} paused
 */

/** All stations are shown longest: that is where people look for what they wrote. */
export const TURN = { stations: 40_000, other: 20_000 };
/** Fewer contributions make no cloud, and fewer with dots no ranking. */
const LEAST = { cloud: 8, strong: 3 };

/** Every kind of scene; those of one station are "station:slug" and "cloud:slug". */
export const KINDS = Object.freeze([
  "stations",
  "station",
  "strongest",
  "cloud",
  "countdown",
  "code",
  "programme",
  "feedback",
  "move",
]);

/**
 * What takes turns now.
 * @param {Hall} hall
 * @returns {string[]}
 */
export function turns({ phase, stations, strong, programme }) {
  const all = stations.reduce((sum, { contributions }) => sum + contributions, 0);
  const filled = stations.filter(({ contributions }) => contributions);
  if (phase === "before") {
    return ["stations", ...(programme ? ["programme"] : []), ...(all ? ["code"] : [])];
  }
  return [
    "stations",
    ...filled.map(({ slug }) => `station:${slug}`),
    ...(strong >= LEAST.strong ? ["strongest"] : []),
    ...(all >= LEAST.cloud ? ["cloud"] : []),
    ...(phase === "after" && programme ? ["programme"] : []),
  ];
}

/**
 * Every scene there is, in the order of the arrow keys.
 * @param {Hall} hall
 * @returns {string[]}
 */
export function scenes({ stations, answers, programme }) {
  return [
    "stations",
    ...stations.map(({ slug }) => `station:${slug}`),
    "strongest",
    "cloud",
    ...stations.map(({ slug }) => `cloud:${slug}`),
    "countdown",
    "code",
    ...(programme ? ["programme"] : []),
    ...(answers ? ["feedback"] : []),
  ];
}

/** @param {string} scene @param {Hall} hall */
function timeOf(scene, { strongParts = 1 }) {
  return scene === "stations" ? TURN.stations : TURN.other * (scene === "strongest" ? strongParts : 1);
}

/**
 * Which scene is to be seen. What somebody at this screen holds comes first, then the change's where-to-go, then what
 * was chosen, then released answers; else the scenes take turns.
 * @param {string|null} [fixed] chosen for this screen alone, in place of what the desk chose
 * @returns {Scenes}
 */
export function createScenes(fixed = null) {
  /** @type {string|null} */
  let held = null;
  /** @type {string} */
  let turn = "stations";
  let since = -Infinity;
  let paused = false;
  let phase = "";

  /** @param {Hall} hall @param {number} now */
  function next(hall, now) {
    const order = turns(hall);
    if (!order.includes(turn)) {
      turn = "stations";
      since = now;
    } else if (since === -Infinity) {
      since = now;
    } else if (!paused && now - since >= timeOf(turn, hall)) {
      turn = order[(order.indexOf(turn) + 1) % order.length] ?? "stations";
      since = now;
    }
    return turn;
  }

  return {
    current(hall, now) {
      if (hall.phase !== phase) {
        phase = hall.phase;
        held = null; // it was held for what was
        turn = "stations";
        since = now;
      }
      if (held !== null && scenes(hall).includes(held)) {
        return held;
      }
      if (hall.moving) {
        return "move";
      }
      const wanted = fixed ?? hall.chosen;
      if (wanted && scenes(hall).includes(wanted)) {
        return wanted;
      }
      return hall.answers ? "feedback" : next(hall, now);
    },
    step(hall, by) {
      const all = scenes(hall);
      const at = all.indexOf(held ?? fixed ?? (hall.chosen || (hall.answers ? "feedback" : turn)));
      held = all[(Math.max(at, 0) + by + all.length) % all.length] ?? null;
    },
    hold(scene) {
      held = scene;
    },
    release() {
      held = null;
      paused = false;
      since = -Infinity;
    },
    pause(now) {
      paused = !paused;
      since = now;
    },
    get held() {
      return held;
    },
    get paused() {
      return paused;
    },
  };
}
