/**
 * The beginning of a text, on one line.
 * @param {string} text
 * @param {number} [most] characters
 */
export function excerpt(text, most = 60) {
  const letters = [...text.replace(/\s+/g, " ")];
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()} …` : letters.join("");
}
