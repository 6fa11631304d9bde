import assert from "node:assert/strict";
import { test } from "node:test";
import { createReader } from "../../../../static/js/lib/page/read-aloud.js";

/** @typedef {{lang: string, localService: boolean, default?: boolean, name?: string}} Voice */

/** A phone with these voices, and what it is told: "cancel", or whatever is spoken with the voice's name. */
function phone(/** @type {Voice[]} */ known) {
  /** @type {string[]} */
  const told = [];
  /** @type {any[]} */
  const said = [];
  /** @type {Record<string, () => void>} */
  const heard = {};
  const listen = (/** @type {string} */ name, /** @type {any} */ fn) => {
    heard[name] = fn;
  };
  const voices = {
    getVoices: () => known,
    speak(/** @type {any} */ one) {
      said.push(one);
      told.push(`${one.text} (${one.voice.name ?? one.lang})`);
    },
    cancel: () => told.push("cancel"),
    addEventListener: listen,
  };
  let changes = 0;
  const reader = createReader(
    () => {
      changes += 1;
    },
    /** @type {any} */ (voices),
    (text) => /** @type {any} */ ({ text }),
    { addEventListener: listen },
  );
  return { reader, told, said, heard, changes: () => changes };
}

test("only a voice that lies in the phone reads, the language's usual one first", () => {
  const { reader, told } = phone([
    { lang: "de-DE", localService: false, name: "elsewhere", default: true },
    { lang: "de_AT", localService: true, name: "one" },
    { lang: "de-DE", localService: true, name: "usual", default: true },
    { lang: "uk-UA", localService: false, name: "elsewhere" },
  ]);
  assert.deepEqual(["de", "de-CH", "uk", "ar", ""].map(reader.can), [true, true, false, false, false]);
  reader.toggle("a", { text: "Migrant*innen\u00adorganisationen", language: "de" });
  reader.toggle("b", { text: "Простір", language: "uk" });
  assert.deepEqual(told, ["cancel", "Migrant*innenorganisationen (usual)", "cancel"]);
  assert.equal(reader.reading, null, "nothing is read that no voice of the phone can read");
});

test("two texts never overlap, and one that was stopped does not end the next", () => {
  const { reader, told, said, changes } = phone([{ lang: "de", localService: true, name: "voice" }]);
  reader.toggle("a", { text: "Eins", language: "de" });
  reader.toggle("b", { text: "Zwei", language: "de" });
  assert.deepEqual(told, ["cancel", "Eins (voice)", "cancel", "Zwei (voice)"]);
  said[0].onend();
  said[0].onerror();
  assert.equal(reader.reading, "b");
  said[1].onend();
  assert.equal(reader.reading, null);
  assert.equal(changes(), 4, "begun, stopped, begun, over");
});

test("reading stops on the same button, with the page, and where the voice fails", () => {
  const { reader, told, said, heard } = phone([{ lang: "de", localService: true, name: "voice" }]);
  const text = { text: "Eins", language: "de" };
  reader.toggle("a", text);
  reader.toggle("a", text);
  assert.deepEqual([reader.reading, told.splice(0)], [null, ["cancel", "Eins (voice)", "cancel"]]);
  reader.toggle("a", text);
  heard.pagehide?.();
  assert.deepEqual([reader.reading, told.splice(0)], [null, ["cancel", "Eins (voice)", "cancel"]]);
  reader.toggle("a", text);
  said[2].onerror();
  assert.equal(reader.reading, null);
});

test("voices that come later are told of, and a browser without any has none", () => {
  const { heard, changes } = phone([]);
  heard.voiceschanged?.();
  assert.equal(changes(), 1);
  const without = createReader(() => {}, undefined, undefined, new EventTarget());
  assert.equal(without.can("de"), false);
  without.toggle("a", { text: "Eins", language: "de" });
  assert.equal(without.reading, null);
});
