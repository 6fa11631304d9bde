import { embed, speak } from "../page.js";

speak("ar");
document.documentElement.dir = "rtl";
embed("first", {
  event: { language: "de" },
  said: { Sammeln: "جمع الأفكار" },
  said_here: [{ id: "theme", original: "Ein Haus", text: "بيت" }],
});

import assert from "node:assert/strict";
import { test } from "node:test";

const { announced, said } = await import("../../../../static/js/lib/base/said.js");

test("a text with a translation is shown in the page's language", () => {
  assert.deepEqual(said("Sammeln"), { text: "جمع الأفكار", lang: "ar", dir: "rtl" });
});

test("a theme is shown in the page's language, too", () => {
  assert.deepEqual(said("Ein Haus"), { text: "بيت", lang: "ar", dir: "rtl" });
});

test("a text without one is shown as typed, in the event's", () => {
  for (const text of ["Lösungen", "constructor", "__proto__", ""]) {
    assert.deepEqual(said(text), { text, lang: "de", dir: "auto" });
  }
});

test("an announcement is shown in the page's language where it was typed in it", () => {
  const announcement = { text: "Kaffee!", language: "de", translations: { ar: "قهوة!" }, until: "" };
  assert.deepEqual(announced(announcement), { text: "قهوة!", lang: "ar", dir: "rtl" });
  assert.deepEqual(announced({ ...announcement, translations: { en: "Coffee!" } }), {
    text: "Kaffee!",
    lang: "de",
    dir: "auto",
  });
});
