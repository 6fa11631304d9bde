import assert from "node:assert/strict";
import { test } from "node:test";
import { hyphenated } from "../../../../static/js/lib/base/hyphenated.js";

/** @param {string} text @param {string} [language] its places shown as | */
const shown = (text, language = "de") => hyphenated(text, language).replaceAll("\u00ad", "|");

/** @type {[why: string, shown: string][]} */
const WORDS = [
  ["between syllables and parts", "Erfri|schungs|pause"],
  ["what ends a part ends it, whatever follows", "Begrü|ßungs|ansprache"],
  ["what begins with a vowel keeps its border", "Kern|aussagen"],
  ["in every case of it", "Zusammen|arbeit"],
  ["letters that are one sound stay together", "Projekt|schmiede"],
  ["also behind the star", "Migrant*innen|orga|ni|sa|tionen"],
  ["and before it, never at it", "Gast|ge|ber*innen"],
  ["or what else stands for the star", "Gast|ge|ber:innen|vorstel|lung"],
  ["words that have a hyphen need none in their parts", "Integra-tions"],
  ["four letters at least on either side", "Präsen|ta|tion"],
  ["ten letters are enough", "Verwal|tung & Vernet|zung"],
];

for (const [why, wanted] of WORDS) {
  test(`long German words may break: ${why}`, () => {
    assert.equal(shown(wanted.replaceAll("|", "")), wanted);
  });
}

test("what is no long German word stays as it is", () => {
  for (const text of ["", "Begrüßung", "1234567890123", "👨‍👩‍👧‍👦".repeat(5), "Организация встречи мигрантов"]) {
    assert.equal(shown(text), text.replaceAll("\u00ad", ""));
  }
  assert.equal(shown("Migrant organisations", "en"), "Migrant organisations");
  assert.equal(shown("MO: Migrant*innenverein", "en"), "MO: Migrant*innen|verein");
  assert.equal(shown("Erfrischungspause", "de-AT"), "Erfri|schungs|pause");
});

test("breaking takes nothing away and adds no more than the places", () => {
  const text = "Integrations- und Ausländerbeauftragte der Landeshauptstadt, Öffentlichkeitsarbeit\nVereinsvorstände";
  assert.equal(hyphenated(text, "de").replaceAll("\u00ad", ""), text);
});
