import { first, locale, language as own } from "./page-data.js";

/**
 * A text as it is shown.
 * @typedef {object} Said
 * @property {string} text
 * @property {string} lang the language in which it is
 * @property {string} dir
 */

/**
 * One of the event's own texts in the language of the page, where it brought a translation; else as it was typed.
 * @param {string} text
 * @returns {Said}
 */
export function said(text) {
  const { event, said: known, said_here: here = [] } = first();
  /** @type {{original: string, text: string}|undefined} a theme's or statement's, see `worker.js` */
  const one = here.find((/** @type {{original: string}} */ { original }) => original === text);
  return translated(known, text) ?? translated(one && { [text]: one.text }, text) ?? asTyped(text, event.language);
}

/**
 * What the organisers tell everybody, in the language of the page where it was typed in it.
 * @param {{text: string, language: string, translations: Record<string, string>}} announcement
 * @returns {Said}
 */
export const announced = ({ text, language, translations }) =>
  translated(translations, locale) ?? translated(translations, own) ?? asTyped(text, language);

/** @param {Record<string, string>|undefined} known @param {string} key @returns {Said|null} */
function translated(known, key) {
  const text = new Map(Object.entries(known ?? {})).get(key);
  return text === undefined ? null : { text, lang: locale, dir: document.documentElement.dir || "auto" };
}

/** @param {string} text @param {string} language @returns {Said} */
const asTyped = (text, language) => ({ text, lang: language, dir: "auto" });
