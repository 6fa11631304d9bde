import { soft } from "./soft.js";

const SOFT = "\u00ad";
/** No less than so many letters stand on either side of a break; no word of fewer than ten letters is broken. */
const LEAST = 4;
/** Also with a star in it, or what else stands for one: "Gastgeber*innen". */
const LONG_WORDS = /\p{L}[\p{L}*:_]{9,}/gu;

/** What ends the first part of a compound: a border is behind it, whatever follows. */
const ENDS = /(?:ungs|heits|keits|schafts|tions|täts|tums|[*:_]innen)(?=\p{L})/giu;
/** Second parts that begin with a vowel: only the word itself knows that its border is before it. */
const OPEN = `abend abschluss akteur anerkennung angebot anliegen anmeldung antrag arbeit aufgabe aussage austausch
  auswertung einführung ergebnis erfahrung öffnung organisation unterricht unterstützung`;
const BEGINS = new RegExp(OPEN.split(/\s+/).join("|"), "giu");
const VOWELS = "aeiouyäöü";
/** The consonants between two vowels, with these vowels. */
const BETWEEN = new RegExp(`[${VOWELS}]([^${VOWELS}*:_]+)(?=[${VOWELS}])`, "giu");
/** What a syllable may begin with besides one consonant; "st" and "sp" do so behind another consonant only. */
const ONSETS =
  /(?:schm|schl|schr|schw|schn|sch|spr|str|chr|ch|ck|ph|th|qu|pf|bl|br|dr|fl|fr|gl|gr|gn|kl|kn|kr|pl|pr|tr|zw|.)$/iu;
const AFTER_CONSONANT = /[^s](s[tp])$/iu;

/**
 * The text with places where its long words may break, with a hyphen: browsers know German words by a dictionary of
 * their own, and many have none. Texts of other languages have only the places that `soft` knows.
 * @param {string} text
 * @param {string} language its code
 */
export function hyphenated(text, language) {
  return /^de\b/i.test(language) ? text.replace(LONG_WORDS, broken) : soft(text);
}

/** @param {string} word */
function broken(word) {
  const borders = bordersOf(word);
  return word
    .split("")
    .map((letter, at) => (borders.has(at) ? SOFT + letter : letter))
    .join("");
}

/**
 * Before which letters a word may break: at the borders of its parts, and between the syllables of each part.
 * @param {string} word
 */
function bordersOf(word) {
  const fits = (/** @type {number} */ at) => at >= LEAST && at <= word.length - LEAST;
  const ends = [...word.matchAll(ENDS)].map(({ index = 0, 0: found }) => index + found.length);
  const begins = [...word.matchAll(BEGINS)].map(({ index = 0 }) => index);
  const parts = [0, ...[...ends, ...begins].filter(fits).sort((a, b) => a - b), word.length];
  const found = new Set(parts.slice(1, -1));
  for (const [index, begin] of parts.slice(0, -1).entries()) {
    const part = word.slice(begin, parts[index + 1]);
    // So near to a border of parts nothing else breaks: a reader finds the parts first.
    const inside = syllables(part).filter((at) => at >= LEAST && at <= part.length - LEAST);
    inside.forEach((at) => found.add(begin + at));
  }
  return found;
}

/**
 * Where the second and further syllables of a part begin.
 * @param {string} part
 */
function syllables(part) {
  return [...part.matchAll(BETWEEN)].map(({ index = 0, 1: consonants = "" }) => {
    const onset = consonants.match(AFTER_CONSONANT)?.[1] ?? consonants.match(ONSETS)?.[0] ?? "";
    return index + 1 + consonants.length - onset.length;
  });
}
