import { at } from "../base/at.js";
import { beneath, isBeneath } from "./merged.js";
import { newestFirst } from "./newest-first.js";

/**
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("../net/wire.js").Cluster} Cluster
 * @typedef {import("../net/wire.js").Statement} Statement
 *
 * @typedef {object} View a station as a tablet shows it: what the server said, and on top what was just done here
 * @property {Map<string, Contribution>} contributions
 * @property {Map<string, Cluster>} clusters
 * @property {Map<string, Statement>} statements
 * @property {Map<string, import("../net/wire.js").Photo>} photos
 * @property {Map<string, import("../net/wire.js").Measure>} measures
 * @property {boolean} approveFirst
 *
 * @typedef {{cluster: Cluster, cards: Contribution[], votes: number}} Column
 *
 * @typedef {object} Board
 * @property {Contribution[]} inbox in no cluster: what waits first, then the newest
 * @property {Contribution[]} hidden newest first, wherever they were
 * @property {Column[]} columns the clusters as they were made, each with its strongest card first
 * @property {Map<string, Contribution[]>} beneath what was merged into a card, the strongest first
 * @property {number} waiting how many wait for a host, also in clusters
 */

/** @param {Contribution} a @param {Contribution} b */
const waitingFirst = (a, b) => Number(b.state === "pending") - Number(a.state === "pending");

/**
 * Every contribution in its one place. What was merged into another lies beneath that one, while it is to be seen.
 * @param {View} view
 * @returns {Board}
 */
export function arrange({ contributions, clusters }) {
  const shown = [...contributions.values()].filter(
    (item) => item.state === "hidden" || !isBeneath(item, contributions),
  );
  const open = shown.filter(({ state }) => state !== "hidden");
  /** @param {Contribution} item */
  const clusterOf = ({ cluster }) => at(clusters, cluster);
  return {
    inbox: open.filter((item) => !clusterOf(item)).sort((a, b) => waitingFirst(a, b) || newestFirst(a, b)),
    hidden: shown.filter(({ state }) => state === "hidden").sort(newestFirst),
    columns: [...clusters.values()]
      .sort((a, b) => a.position - b.position)
      .map((cluster) =>
        column(
          cluster,
          open.filter((item) => clusterOf(item) === cluster),
        ),
      ),
    beneath: beneath(contributions),
    waiting: open.filter(({ state }) => state === "pending").length,
  };
}

/** @param {Cluster} cluster @param {Contribution[]} cards @returns {Column} */
function column(cluster, cards) {
  cards.sort((a, b) => waitingFirst(a, b) || b.votes - a.votes || -newestFirst(a, b));
  return { cluster, cards, votes: cards.reduce((sum, { votes }) => sum + votes, 0) };
}

/**
 * The one of several cards that should stand for all: the strongest, and of these the oldest.
 * @param {Contribution[]} cards
 */
export function headOf(cards) {
  return [...cards].sort((a, b) => b.votes - a.votes || -newestFirst(a, b))[0];
}

/**
 * The clusters that people care about most.
 * @param {Column[]} columns
 * @param {number} most
 */
export function strongest(columns, most) {
  return [...columns].sort((a, b) => b.votes - a.votes).slice(0, most);
}

const PACE_MINUTES = 3;

/**
 * Contributions a minute, over the last three.
 * @param {Iterable<Contribution>} contributions
 * @param {number} now in ms, by the server's clock
 */
export function pace(contributions, now) {
  const since = now - PACE_MINUTES * 60_000;
  let count = 0;
  for (const { created_at: at } of contributions) {
    count += Number(Date.parse(at) > since);
  }
  return count / PACE_MINUTES;
}
