/**
 * @typedef {import("../net/wire.js").Contribution} Contribution
 * @typedef {import("./wordings.js").Wording} Wording
 *
 * @typedef {object} Spoken a contribution in the language of its reader
 * @property {string} text
 * @property {string} language
 * @property {"host"|"guest"|"machine"} by who worded it; what a machine says nobody has read
 */

/** The code of a language that somebody named themselves: of two of these nobody knows whether they are the same. */
const NAMED = "und";

/** What a host says in this language stands with the contribution itself. */
const OF_HOSTS = "de";

/**
 * Whether two codes are known to name the same language, in whatever country.
 * @param {string} one @param {string} other
 */
export const isSame = (one, other) => one !== NAMED && one.split("-")[0] === other.split("-")[0];

/**
 * How a contribution is said in a language that it was not written in; undefined where nobody said it.
 * @param {Contribution} contribution
 * @param {string} language
 * @param {{of: (contribution: string, language: string) => Wording|undefined}} wordings
 * @returns {Spoken|undefined}
 */
export function spoken({ id, german, language: own }, language, wordings) {
  if (isSame(own, language)) {
    return undefined;
  }
  if (german && isSame(language, OF_HOSTS)) {
    return { text: german, language: OF_HOSTS, by: "host" };
  }
  const worded = wordings.of(id, language);
  return worded && { text: worded.text, language, by: worded.by ?? "guest" };
}

/**
 * Into which languages somebody who understands several can bring a contribution: it is in one of them, and nobody has
 * said it in the other.
 * @param {Contribution} contribution
 * @param {string[]} understood
 * @param {(language: string) => boolean} isSaid
 * @returns {string[]}
 */
export function unsaid({ language }, understood, isSaid) {
  return understood.some((one) => isSame(one, language))
    ? understood.filter((one) => one !== NAMED && !isSame(one, language) && !isSaid(one))
    : [];
}
