import { languageName } from "../base/language-name.js";

/**
 * A text field speaks the language that is chosen for it: spelling, voices and the forms of Chinese signs go by it, and
 * where the first line begins.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLSelectElement} language
 */
export function speak(field, language) {
  field.lang = language.value;
  field.dir = language.selectedOptions[0]?.dir === "rtl" ? "rtl" : "auto";
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
