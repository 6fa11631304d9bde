import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { languageName } from "../../../../static/js/lib/base/language-name.js";

test("languages are named in the language of the page, also those that the interface does not speak", () => {
  const named = ["uk", "de", "ar", "ro", "so"].map(languageName);
  assert.deepEqual(named, ["Ukrainisch", "Deutsch", "Arabisch", "Rumänisch", "Somali"]);
});

test("what is no code of a language is shown as it is", () => {
  assert.deepEqual(["", "x", "nicht so"].map(languageName), ["", "x", "nicht so"]);
});
