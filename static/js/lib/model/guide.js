import { arrange, strongest } from "./board.js";

/**
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("./board.js").View} View
 */

/** Four questions that lead from what was said to what follows: facts, feelings, meaning, steps. */
export const STEPS = /** @type {const} */ (["said", "moved", "means", "follows"]);

/** As much as helps, and fits beside the field. */
const MOST = 6;

/** @type {Record<typeof STEPS[number], (card: Contribution) => boolean>} */
const HELPS = {
  said: () => true,
  moved: ({ highlighted }) => highlighted,
  means: ({ kind }) => kind === "question",
  follows: ({ kind }) => kind === "offer" || kind === "wish",
};

/**
 * What helps to answer a question: the strongest themes, and of the contributions those that speak to it.
 * @param {typeof STEPS[number]} step
 * @param {View} view
 */
export function material(step, view) {
  const { inbox, columns } = arrange(view);
  const seen = [...inbox, ...columns.flatMap(({ cards }) => cards)].filter(({ state }) => state === "visible");
  seen.sort((a, b) => b.votes - a.votes);
  return {
    clusters: step === "said" || step === "means" ? strongest(columns, MOST) : [],
    cards: seen.filter(HELPS[step]).slice(0, MOST),
  };
}
