/**
 * What the server suggests, and what of it still holds on this board.
 *
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("./board.js").View} View
 *
 * @typedef {{id: string, language: string, text: string, by: "host"|"guest"|"machine"}} WordedBy
 * @typedef {{ids: string[], words: string[], language: string, wordings: WordedBy[]}} SameIds
 * @typedef {{ids: string[], words: string[], title: string, cluster: string|null, wordings: WordedBy[]}} ThemeIds
 * @typedef {{revision: number, pairs: SameIds[], clusters: ThemeIds[]}} Suggested as the server answers
 *
 * @typedef {{key: string, cards: Contribution[], words: string[], language: string, wordings: WordedBy[]}} Same
 *   contributions that seem to say the same
 * @typedef {Omit<ThemeIds, "ids"> & {key: string, cards: Contribution[]}} Theme
 *   wordings: those by which the cards are alike, in the language in which their words stand
 */
import { at } from "../base/at.js";
import { isBeneath } from "./merged.js";

const FEWEST_IN_THEME = 3;

/** @param {Pick<SameIds, "ids">} same */
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
    .map((one) => ({ ...one, key: sameKey(one), cards: cardsOf(one.ids) }))
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
