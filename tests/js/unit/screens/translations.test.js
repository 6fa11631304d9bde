import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createTranslations } from "../../../../static/js/screens/host/translations.js";
import { statement } from "../nouns.js";
import { embed } from "../page.js";

embed("phrases", { "translation.saved": "Gespeichert.", "form.unsaved": "Nicht gespeichert." });
Object.assign(globalThis, { CSS: { escape: String } });

function begin() {
  const known = statement("s", { translations: { fr: "Vieux" } });
  const statements = new Map([
    ["s", known],
    ["t", statement("t")],
  ]);
  /** @type {any[]} */
  const given = [];
  const translations = createTranslations({
    orders: /** @type {any} */ ({
      hold: () => {},
      view: () => ({ statements }),
      give: (/** @type {string} */ _, /** @type {any} */ payload, /** @type {any} */ { back }) =>
        given.push([payload, back.written.text, back.written.language, back.written.others]),
    }),
    event: "dresden",
    station: "verein",
    languages: new Map([
      ["de", "Deutsch"],
      ["fr", "Français"],
      ["en", "English"],
      ["uk", "Українська"],
    ]),
    place: /** @type {any} */ ({ querySelector: () => null }),
    say: () => {},
    draw: () => {},
  });
  const shown = () => {
    const { id, language, text, message } = translations.written(statements) ?? {};
    return [id, language, text, message];
  };
  return { translations, given, shown, known, other: /** @type {any} */ (statements.get("t")) };
}

test("what is typed in one language stays while another is looked at, and is saved with it", () => {
  const { translations, given, shown, known } = begin();
  translations.begin(known);
  translations.form.type({ text: "Nouveau" });
  translations.choose("en");
  assert.deepEqual(shown(), ["s", "en", "", undefined]);
  translations.form.type({ text: "New" });
  translations.choose("uk");
  translations.choose("fr");
  assert.deepEqual(shown(), ["s", "fr", "Nouveau", undefined]);
  translations.form.save();
  assert.deepEqual(given, [
    [{ id: "s", language: "en", text: "New", was: null }, "New", "en", undefined],
    [{ id: "s", language: "fr", text: "Nouveau", was: "Vieux" }, "Nouveau", "fr", undefined],
  ]);
  assert.deepEqual(shown(), [undefined, undefined, undefined, undefined]);
});

test("putting one language away leads to the next, and another statement waits", () => {
  const { translations, given, shown, known, other } = begin();
  translations.begin(known);
  translations.form.type({ text: "Nouveau" });
  translations.choose("en");
  translations.begin(other);
  assert.deepEqual(shown(), ["s", "en", "", "Nicht gespeichert."]);
  translations.form.end();
  assert.deepEqual(shown(), ["s", "fr", "Nouveau", undefined]);
  translations.form.end();
  translations.begin(other);
  assert.deepEqual([shown(), given], [["t", "fr", "", undefined], []]);
});
