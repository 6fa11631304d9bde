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

/** A blank line, and what stands on it. */
const BLANK_LINES = /\n\s*\n/g;
/** Where German joins two words with an s: "Gleichstellungs-beauftragte". Browsers often know no syllables. */
const JOINT = /(\p{L}{2}(?:ungs|heits|keits|schafts|tions|itäts))(?=\p{L}{4})/gu;

/**
 * The text as a wall shows it, in large letters and narrow columns: no line is spent on nothing, and long words may
 * break where they are joined.
 * @param {string} text
 * @returns {string}
 */
export function onWall(text) {
  return soft(text.replace(BLANK_LINES, "\n")).replace(JOINT, "$1\u00ad");
}
