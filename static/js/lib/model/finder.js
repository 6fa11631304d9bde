import { at } from "../base/at.js";
import { waitingFirst } from "./board.js";
import { newestFirst } from "./newest-first.js";
import { numberName } from "./number.js";

/**
 * Search and filter of a board with many cards.
 *
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("./board.js").View} View
 *
 * @typedef {object} Wanted empty where everything is wanted
 * @property {string} text
 * @property {string} kind
 * @property {string} language
 * @property {string} round its position
 * @property {string} votes at least so many dots
 * @property {string} theme "none": in no theme, or the id of one
 * @property {"newest"|"oldest"} order
 */

/** @type {Readonly<Wanted>} */
export const EVERYTHING = { text: "", kind: "", language: "", round: "", votes: "", theme: "", order: "newest" };
export const NO_THEME = "none";

/** Whether anything is left out. @param {Wanted} wanted */
export function isFiltered({ order, ...wanted }) {
  return Object.values(wanted).some((value) => value.trim());
}

/**
 * What of a board is wanted, in the order in which it is. The words of what lies beneath a card find it, too, and no
 * card is left out in which somebody types.
 * @param {import("./board.js").Board} board
 * @param {Wanted} wanted
 * @param {View} view
 * @param {number} position the station's
 * @param {Set<string>} [typed] ids of cards in which somebody types
 * @returns {import("./board.js").Board}
 */
export function sift(board, wanted, view, position, typed = new Set()) {
  const isWanted = finds(wanted, view, position, board.beneath);
  /** @param {Contribution} card */
  const found = (card) =>
    isWanted(card) || [card, ...(board.beneath.get(card.id) ?? [])].some(({ id }) => typed.has(id));
  /** @param {Contribution[]} cards */
  const part = (cards) => {
    const some = isFiltered(wanted) ? cards.filter(found) : cards;
    return wanted.order === "oldest" ? [...some].sort((a, b) => waitingFirst(a, b) || -newestFirst(a, b)) : some;
  };
  const columns = board.columns.map((one) => ({ ...one, shown: part(one.cards) }));
  return {
    ...board,
    inbox: part(board.inbox),
    hidden: part(board.hidden),
    columns: isFiltered(wanted) ? columns.filter(({ shown }) => shown.length) : columns,
  };
}

/**
 * A test for the cards that are wanted. Every word of the search must stand somewhere in the card: in its text, its
 * German wording, its author's name or its number, however it is written.
 * @param {Wanted} wanted
 * @param {View} view
 * @param {number} position
 * @param {Map<string, Contribution[]>} beneath
 * @returns {(card: Contribution) => boolean}
 */
function finds({ text, kind, language, round, votes, theme }, { clusters }, position, beneath) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  /** @param {Contribution} card */
  const says = (card) => words.every((word) => said(card, position).includes(word));
  return (card) =>
    (!kind || card.kind === kind) &&
    (!language || card.language === language) &&
    (!round || String(card.round) === round) &&
    (!votes || card.votes >= Number(votes)) &&
    (!theme || (at(clusters, card.cluster)?.id ?? NO_THEME) === theme) &&
    (!words.length || says(card) || (beneath.get(card.id) ?? []).some(says));
}

/** A card that changes is another object. @type {WeakMap<Contribution, string>} */
const known = new WeakMap();

/** All that can be found of a card. @param {Contribution} card @param {number} position */
function said(card, position) {
  const before = known.get(card);
  if (before !== undefined) {
    return before;
  }
  const now = folded([card.text, card.german, card.author, numberName(position, card.number)].join("\n"));
  known.set(card, now);
  return now;
}

/** Without case and accents, and without signs that nobody sees. @param {string} text */
function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\u00ad\u200b\u2060]/gu, "")
    .replace(/ß/g, "ss")
    .toLowerCase();
}
