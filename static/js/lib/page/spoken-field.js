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
