import { lastOf } from "../base/at.js";

/**
 * @typedef {{id: string, was: string}} Read a contribution, and the text that was read
 */

/** So many letters of texts go into one order: a message has at most 100,000 bytes, a letter at most four. */
const LETTERS = 12_000;

/**
 * A text and its German wording, one below the other: what is read before contact data in both may be shown.
 * @param {string} text
 * @param {string|null|undefined} german
 */
export const withGerman = (text, german) => [text, german].filter(Boolean).join("\n");

/**
 * What makes texts public, or contact data in them, says which texts were read: they may be others by the time the
 * order arrives. Several are one order, and one deed to take back.
 * @param {Read[]} read
 * @returns {object[]} payloads; more than one only where the texts are too long for one message
 */
export function asRead(read) {
  /** @type {Read[][]} */
  const parts = [];
  let letters = Infinity;
  for (const one of read) {
    letters += one.was.length + 60;
    if (letters > LETTERS) {
      parts.push([]);
      letters = one.was.length + 60;
    }
    lastOf(parts)?.push(one);
  }
  return parts.map((part) => (part.length === 1 ? { ...part[0] } : { items: part }));
}
