/** What a person sees as one sign: two letters of a flag; or a sign with its marks, and what is joined to it. */
const SIGN = /\p{RI}\p{RI}|[\s\S](?:\p{M}|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}]|\u200d[\s\S]|\u200c)*/gu;

/**
 * The beginning of a text, on one line; cut between two signs as people see them, never through one.
 * @param {string} text
 * @param {number} [most] signs
 */
export function excerpt(text, most = 60) {
  const line = text.replace(/\s+/g, " ");
  const signs = line.match(SIGN) ?? [];
  return signs.length > most ? `${signs.slice(0, most).join("").trimEnd()} …` : line;
}
