import assert from "node:assert/strict";
import { test } from "node:test";
import { isSame, spoken, unsaid } from "../../../../static/js/lib/model/spoken.js";

const NOBODY = { of: () => undefined };
const said = (/** @type {string} */ text) => ({ of: () => /** @type {any} */ ({ text }) });
/** @param {object} fields @returns {any} */
const card = (fields) => ({ id: "a", text: "Räume", language: "de", german: null, ...fields });

test("a card in its reader's language is read as it was written", () => {
  assert.equal(spoken(card({}), "de", said("Zimmer")), undefined);
  assert.equal(spoken(card({ language: "de-AT" }), "de", said("Zimmer")), undefined);
  assert.ok(isSame("ar-SY", "ar") && !isSame("ar", "fa"));
});

test("a guest's wording is read in place of the original, a host's before it", () => {
  assert.deepEqual(spoken(card({}), "ar", said("غرف")), { text: "غرف", language: "ar", by: "guest" });
  const arabic = card({ language: "ar", text: "غرف", german: "Räume" });
  assert.deepEqual(spoken(arabic, "de", said("Zimmer")), { text: "Räume", language: "de", by: "host" });
  assert.equal(spoken(arabic, "uk", NOBODY), undefined);
});

test("somebody brings into a language what they understand and nobody has said there", () => {
  const nobody = () => false;
  assert.deepEqual(unsaid(card({}), ["ar"], nobody), []);
  assert.deepEqual(unsaid(card({}), ["ar", "de"], nobody), ["ar"]);
  assert.deepEqual(unsaid(card({ language: "ar" }), ["ar", "de"], nobody), ["de"]);
  assert.deepEqual(
    unsaid(card({}), ["ar", "de", "uk"], (one) => one === "ar"),
    ["uk"],
  );
  assert.deepEqual(unsaid(card({ language: "zh" }), ["ar", "de"], nobody), []);
  assert.deepEqual(unsaid(card({}), ["und", "de"], nobody), [], "nobody could look for it");
});

test("of two languages that people named themselves nobody knows whether they are the same", () => {
  assert.ok(!isSame("und", "und"));
  assert.equal(spoken(card({ language: "und" }), "und", said("Zimmer"))?.text, "Zimmer");
  assert.deepEqual(
    unsaid(card({ language: "und" }), ["und", "de"], () => false),
    [],
  );
});

test("a machine's draft is read where neither a host nor a guest said it, and named as one", () => {
  const draft = { of: () => /** @type {any} */ ({ text: "غرف", by: "machine" }) };
  assert.deepEqual(spoken(card({}), "ar", draft), { text: "غرف", language: "ar", by: "machine" });
  const arabic = card({ language: "ar", text: "غرف", german: "Räume" });
  assert.equal(spoken(arabic, "de", draft)?.by, "host");
});
