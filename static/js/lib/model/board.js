import { at } from "../base/at.js";
import { beneath, countedDots, isBeneath } from "./merged.js";
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
 * @typedef {{
 *   cluster: Cluster,
 *   cards: Contribution[],
 *   shown?: Contribution[],
 *   votes: number,
 *   size: number,
 * }} Column size: how many visible contributions are in it, with those that lie beneath others; votes: their dots, each
 *   counted once; shown: what of its cards is wanted, where not all
 *
 * @typedef {object} Board
 * @property {Contribution[]} inbox in no cluster: what waits first, the oldest of it on top, then the newest
 * @property {Contribution[]} hidden newest first, wherever they were
 * @property {Column[]} columns the clusters as they were made, each with its strongest card first
 * @property {Map<string, Contribution[]>} beneath what was merged into a card, the strongest first
 * @property {Contribution[]} waiting what waits for a host, also in clusters, the oldest first
 */

/** @param {Contribution} a @param {Contribution} b */
export const waitingFirst = (a, b) => Number(b.state === "pending") - Number(a.state === "pending");

/** @param {Contribution} a @param {Contribution} b */
const inInbox = (a, b) => waitingFirst(a, b) || (a.state === "pending" ? -newestFirst(a, b) : newestFirst(a, b));

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
  const under = beneath(contributions);
  /** @param {Contribution} item */
  const clusterOf = ({ cluster }) => at(clusters, cluster);
  return {
    inbox: open.filter((item) => !clusterOf(item)).sort(inInbox),
    hidden: shown.filter(({ state }) => state === "hidden").sort(newestFirst),
    columns: [...clusters.values()]
      .sort((a, b) => a.position - b.position)
      .map((cluster) =>
        column(
          cluster,
          open.filter((item) => clusterOf(item) === cluster),
          under,
          contributions,
        ),
      ),
    beneath: under,
    waiting: open.filter(({ state }) => state === "pending").sort((a, b) => -newestFirst(a, b)),
  };
}

/**
 * @param {Cluster} cluster
 * @param {Contribution[]} cards
 * @param {Map<string, Contribution[]>} under what lies beneath each
 * @param {Map<string, Contribution>} contributions
 * @returns {Column}
 */
function column(cluster, cards, under, contributions) {
  cards.sort((a, b) => waitingFirst(a, b) || b.votes - a.votes || -newestFirst(a, b));
  const inside = cards.flatMap((card) => [card, ...(under.get(card.id) ?? [])]);
  const votes = inside.reduce((sum, one) => sum + countedDots(one, contributions), 0);
  return { cluster, cards, votes, size: inside.filter(({ state }) => state === "visible").length };
}

/**
 * The one of several cards that should stand for all: the strongest, and of these the oldest.
 * @param {Contribution[]} cards
 */
export function headOf(cards) {
  return [...cards].sort((a, b) => b.votes - a.votes || -newestFirst(a, b))[0];
}

/**
 * The clusters that people care about most, of those that have a name: a new group is told what others know, too.
 * @param {Column[]} columns
 * @param {number} most
 */
export function strongest(columns, most) {
  const named = columns.filter(({ cluster }) => cluster.title);
  return named.sort((a, b) => b.votes - a.votes).slice(0, most);
}

/** So many themes are what a station cares about most: as many as it should bring key statements. */
const STRONG = 5;

/**
 * Of the strongest themes, those that people gave dots and that no key statement rests on; an open question states
 * nothing yet.
 * @param {Column[]} columns
 * @param {Iterable<Statement>} statements
 */
export function unstated(columns, statements) {
  const stated = new Set(
    [...statements].filter(({ kind }) => kind === "statement").flatMap(({ behind }) => behind?.clusters ?? []),
  );
  return strongest(columns, STRONG).filter(({ cluster, votes }) => votes > 0 && !stated.has(cluster.id));
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
    count += Number(at * 1000 > since);
  }
  return count / PACE_MINUTES;
}
