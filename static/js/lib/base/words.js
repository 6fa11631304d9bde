/**
 * Where there is no segmenter: letters and digits that stand together.
 * Two signs of Chinese or Japanese are about a word.
 */
const LETTERS = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;
const SIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/**
 * How many words a text has, as its readers would count them: also where none stand between spaces, as in Chinese.
 * @param {string} text
 * @param {string} language
 * @returns {number}
 */
export function countWords(text, language) {
  if (typeof Intl.Segmenter !== "function") {
    const signs = text.match(SIGN)?.length ?? 0;
    return Math.ceil(signs / 2) + (text.replace(SIGN, " ").match(LETTERS)?.length ?? 0);
  }
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter(language, { granularity: "word" }).segment(text)) {
    words += isWordLike ? 1 : 0;
  }
  return words;
}
