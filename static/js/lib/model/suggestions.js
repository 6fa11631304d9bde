/**
 * What the server suggests, and what of it still holds on this board.
 *
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("./board.js").View} View
 *
 * @typedef {{ids: string[], words: string[]}} SameIds
 * @typedef {{ids: string[], words: string[], title: string, cluster: string|null}} ThemeIds
 * @typedef {{revision: number, pairs: SameIds[], clusters: ThemeIds[]}} Suggested as the server answers
 *
 * @typedef {{key: string, cards: Contribution[], words: string[]}} Same contributions that seem to say the same
 * @typedef {{key: string, cards: Contribution[], words: string[], title: string, cluster: string|null}} Theme
 */
import { at } from "../base/at.js";
import { isBeneath } from "./merged.js";

const FEWEST_IN_THEME = 3;

/** @param {SameIds} same */
export const sameKey = ({ ids }) => ids.join(" ");

/** A theme keeps its name while cards come and go. @param {ThemeIds|Theme} theme */
export const themeKey = ({ title, cluster }) => `${cluster ?? ""} ${title}`;

/**
 * @param {Suggested} suggested
 * @param {View} view what was just done here counts already
 * @param {(key: string) => boolean} left the host has said no
 * @returns {{same: Same[], themes: Theme[]}}
 */
export function holding({ pairs, clusters }, { contributions, clusters: standing }, left) {
  /** @param {string[]} ids */
  const cardsOf = (ids) =>
    ids
      .map((id) => contributions.get(id))
      .filter((card) => card !== undefined)
      .filter((card) => card.state === "visible" && !isBeneath(card, contributions));
  const same = pairs
    .map((one) => ({ key: sameKey(one), cards: cardsOf(one.ids), words: one.words }))
    .filter(({ key, cards }) => cards.length > 1 && !left(key));
  const themes = clusters
    .map((one) => ({
      ...one,
      key: themeKey(one),
      cards: cardsOf(one.ids).filter((card) => !at(standing, card.cluster)),
    }))
    .filter(({ cluster, cards }) =>
      cluster ? standing.has(cluster) && cards.length > 0 : cards.length >= FEWEST_IN_THEME,
    )
    .filter(({ key }) => !left(key));
  return { same, themes };
}
