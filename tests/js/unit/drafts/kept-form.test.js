import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeptForm } from "../../../../static/js/lib/drafts/kept-form.js";
import { settled } from "../clock.js";
import { embed } from "../page.js";
import { createPhone } from "../phone.js";

embed("phrases", { "form.unsaved": "Nicht gespeichert." });

const KEY = "cafe.statement.dresden.verein";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** @param {ReturnType<typeof createPhone>} [phone] */
function begin(phone = createPhone()) {
  let changes = 0;
  const form = createKeptForm(
    KEY,
    () => {
      changes += 1;
    },
    phone.device(),
  );
  return { form, phone, changes: () => changes };
}

test("a new one gets its id here, so that sending it twice is harmless", () => {
  const { form, changes } = begin();
  assert.equal(form.written, null);
  form.begin({ round: 2 });
  const { id, ...rest } = /** @type {any} */ (form.written);
  assert.match(id, UUID);
  assert.deepEqual([rest, changes()], [{ fresh: true, text: "", round: 2, was: "" }, 1]);
});

test("a known one keeps its id and remembers the wording it began with", () => {
  const { form } = begin();
  form.begin({ id: "a", text: "Alt", kind: "question" });
  assert.deepEqual(form.written, { id: "a", fresh: false, text: "Alt", round: null, was: "Alt", kind: "question" });
});

/** @type {[what: string, begun: any, typed: any][]} */
const CHANGED = [
  ["a new one's words", {}, { text: "Neu" }],
  ["another wording", { id: "a", text: "Alt" }, { text: "Neu" }],
  ["an emptied field", { id: "a", text: "Alt" }, { text: "" }],
  ["who does a new step", { state: "open" }, { who: "Ada" }],
  ["who does a known step", { id: "a", text: "Plan", who: "", by_when: "Mai", was: "Plan\n\nMai" }, { who: "Ada" }],
  ["a translation where there was none", { id: "a", text: "", was: null, language: "fr" }, { text: "Oui" }],
  ["words in another language", { id: "a", text: "", was: null }, { others: { fr: { text: "Oui", was: null } } }],
];

for (const [what, begun, typed] of CHANGED) {
  test(`whoever begins another one is led to what is not saved: ${what}`, () => {
    const { form, phone } = begin();
    assert.equal(form.begin(begun), true);
    form.type(typed);
    const { message: _, ...stood } = /** @type {any} */ (form.written);
    assert.equal(form.begin({ id: "b", text: "Anderes" }), false);
    assert.deepEqual(form.written, { ...stood, message: "Nicht gespeichert." });
    assert.deepEqual(begin(phone).form.written, JSON.parse(JSON.stringify(stood)));
  });

  test(`what nobody has changed gives way: ${what}`, () => {
    const { form } = begin();
    form.begin(begun);
    assert.equal(form.begin({ id: "b", text: "Anderes" }), true);
    assert.equal(form.written?.id, "b");
  });
}

test("what came back keeps its place and its sentence where another one is to begin", () => {
  const { form } = begin();
  form.take({ id: "a", fresh: false, text: "Meins", round: null, was: "Ihres", now: "Ihres", message: "Anders." });
  assert.equal(form.begin({ id: "b", text: "Anderes" }), false);
  assert.deepEqual([form.written?.id, form.written?.now, form.written?.message], ["a", "Ihres", "Anders."]);
});

test("what is typed survives a reload, beside what others wrote; why it was refused is asked anew", () => {
  const { form, phone } = begin();
  const kept = { id: "a", fresh: false, text: "Neu", round: null, was: "Ihres" };
  form.take({ ...kept, now: "Ihres", message: "Anders." });
  assert.deepEqual(form.written, { ...kept, now: "Ihres", message: "Anders." });
  assert.deepEqual(begin(phone).form.written, { ...kept, now: "Ihres" });
});

test("what is put away is gone, also after a reload, and typing then writes nowhere", () => {
  const { form, phone, changes } = begin();
  form.begin({ text: "Doch nicht" });
  form.end();
  form.type({ text: "ins Leere" });
  assert.deepEqual([form.written, begin(phone).form.written, changes()], [null, null, 2]);
});

test("it is given with its way back, still stands there meanwhile, and is gone afterwards", () => {
  const { form, phone, changes } = begin();
  form.take({
    id: "a",
    fresh: false,
    text: "Neu",
    round: null,
    was: "Alt",
    now: "Ihres",
    message: "Anders.",
    note: "…",
  });
  /** @type {any[]} */
  const given = [];
  assert.equal(
    form.give((written, back) => given.push(written, back, phone.kept()[KEY].text)),
    true,
  );
  const written = { id: "a", fresh: false, text: "Neu", round: null, was: "Alt" };
  assert.deepEqual(given, [written, { form: KEY, written }, "Neu"]);
  assert.deepEqual([form.written, phone.kept(), changes()], [null, {}, 2]);
});

test("where nothing stands there is nothing to give", () => {
  const { form } = begin();
  let orders = 0;
  const order = () => {
    orders += 1;
  };
  assert.equal(form.give(order), false);
  form.begin({ text: "Neu" });
  assert.deepEqual([form.give(order), form.give(order), orders], [true, false, 1]);
});

test("a refusal leaves the text with its sentence, until somebody goes on", () => {
  const { form } = begin();
  form.refuse("Noch nichts.");
  assert.deepEqual([form.written], [null]);
  form.begin({ text: "" });
  form.refuse("Noch nichts.");
  assert.deepEqual([form.written?.text, form.written?.message], ["", "Noch nichts."]);
});

for (const way of /** @type {const} */ (["end", "give"])) {
  test(`whoever waits for the field is told that it is free, and may take it: ${way}`, () => {
    const { form } = begin();
    form.whenFree(() => form.take({ id: "b", fresh: true, text: "Zurück", round: null }));
    form.begin({ id: "a", text: "Neu" });
    form[way](() => {});
    assert.equal(form.written?.text, "Zurück");
  });
}

const nothing = () => false;
const everything = () => true;

test("where what it was to change is gone, the text becomes a new item's", () => {
  const { form, phone } = begin();
  form.begin({ id: "a", text: "Alt", round: 1 });
  form.type({ text: "Umformuliert" });
  form.release(everything, "Weg.");
  assert.equal(form.written?.id, "a");
  form.release(nothing, "Weg.");
  const { id, ...rest } = /** @type {any} */ (form.written);
  assert.match(id, UUID);
  assert.deepEqual(rest, {
    fresh: true,
    text: "Umformuliert",
    round: 1,
    was: undefined,
    now: undefined,
    message: "Weg.",
  });
  assert.deepEqual(begin(phone).form.written, { id, fresh: true, text: "Umformuliert", round: 1 });
  form.release(nothing, "Noch einmal.");
  assert.deepEqual([form.written?.id, form.written?.message], [id, "Weg."]);
});

for (const [what, begun, typed] of /** @type {const} */ ([
  ["a statement's", { id: "a", text: "Wie es dort stand" }, "Ganz anders"],
  ["a step's", { id: "a", text: "Plan schreiben", who: "Ada", by_when: "Mai", was: "Plan schreiben\nAda\nMai" }, "Neu"],
])) {
  test(`words that nobody has changed go with the item that they are: ${what}`, () => {
    const { form, phone } = begin();
    form.begin({ ...begun });
    form.release(everything, "Weg.");
    assert.equal(form.written?.text, begun.text);
    form.release(nothing, "Weg.");
    assert.deepEqual([form.written, phone.kept()], [null, {}]);
    form.begin({ ...begun });
    form.type({ text: typed });
    form.release(nothing, "Weg.");
    assert.equal(form.written?.text, typed);
  });
}

test("what was proposed in somebody's words goes with them, and what was typed in their place stays", () => {
  const { form, phone } = begin();
  const from = { id: "card", text: "Frau Schmidt sagt …" };
  form.begin({ id: "a", text: from.text, was: "", from });
  form.unpropose(everything);
  assert.deepEqual(form.written?.from, from);
  form.unpropose(nothing);
  assert.deepEqual([form.written?.id, form.written?.text, form.written?.from], ["a", "", undefined]);
  assert.equal(JSON.stringify(phone.kept()).includes("Schmidt"), false);
  form.begin({ id: "a", text: from.text, was: "", from });
  form.type({ text: "Räume" });
  form.unpropose(nothing);
  assert.deepEqual([form.written?.text, form.written?.from], ["Räume", undefined]);
  assert.equal(JSON.stringify([...phone.disk.rows().values()]).includes("Schmidt"), false);
});

test("where what it was to translate is gone, so is the text", () => {
  const { form, phone } = begin();
  form.begin({ id: "a", text: "Übersetzt" });
  form.forget(everything);
  assert.equal(form.written?.text, "Übersetzt");
  form.forget(nothing);
  assert.deepEqual([form.written, phone.kept()], [null, {}]);
});

test("what came back into a form survives a killed browser, and what was given does not come again", async () => {
  const phone = createPhone();
  const { form } = begin(phone);
  const before = phone.saved();
  form.take({ id: "a", fresh: false, text: "Kam zurück", round: null, was: "Ihres" });
  await settled();
  before.killed();
  const again = begin(phone);
  const text = () => again.form.written?.text;
  assert.equal(text(), undefined, "the storage by keys is as it was a minute ago");
  await settled();
  assert.deepEqual([text(), again.changes()], ["Kam zurück", 1]);
  const typed = phone.saved();
  again.form.give(() => {});
  await settled();
  typed.killed();
  const last = begin(phone);
  await settled();
  assert.equal(last.form.written, null);
});

test("what is typed before the second copy was read stays", async () => {
  const phone = createPhone();
  const { form } = begin(phone);
  const before = phone.saved();
  form.begin({ text: "Von vorhin" });
  await settled();
  before.killed();
  const again = begin(phone);
  again.form.begin({ text: "Von jetzt" });
  await settled();
  assert.equal(again.form.written?.text, "Von jetzt");
});
