/** What goes on after "*innen" (also with a colon or an underscore): browsers hyphenate no such word. */
const AFTER_STAR = /([*:_]innen)(?=\p{L})/gu;
/** In such words also before what many of them end with: "Migrant*innen-selbst-organisationen". */
const LONG_TAIL =
  /([*:_]innen\u00ad\p{L}{3,}?)(?=organisation|verein|verband|vertretung|beauftragt|beirat|beratung|förder)/gu;

/**
 * The text with places where a long word may break, as `soft` of `facilitation/text.py`. The star stays with its word.
 * @param {string} text
 * @returns {string}
 */
export function soft(text) {
  return text.replace(AFTER_STAR, "$1\u00ad").replace(LONG_TAIL, "$1\u00ad");
}

/**
 * The text as a wall shows it: whatever stands in a contribution, no line is spent on nothing.
 * @param {string} text
 * @returns {string}
 */
export function withoutBlankLines(text) {
  return text.replace(/\n\s*\n/g, "\n");
}
