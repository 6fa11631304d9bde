import { languageName } from "../base/language-name.js";

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/**
 * A text field speaks the language that is chosen for it: spelling, voices and the forms of Chinese signs go by it, and
 * where an empty one begins. Whoever then types in other letters has their full stop behind these.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLSelectElement} language
 */
export function speak(field, language) {
  field.lang = language.value;
  const isForeign = /\p{L}/u.test(field.value) && !RIGHT_TO_LEFT.test(field.value);
  field.dir = language.selectedOptions[0]?.dir === "rtl" && !isForeign ? "rtl" : "auto";
}

/**
 * Chooses a language for it, also one that its person named only after the page had come.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLSelectElement} language
 * @param {string} spoken its code
 */
export function sayIn(field, language, spoken) {
  if (spoken && ![...language.options].some(({ value }) => value === spoken)) {
    language.append(new Option(languageName(spoken), spoken));
  }
  language.value = spoken || language.value;
  speak(field, language);
}
