import assert from "node:assert/strict";
import { test } from "node:test";
import { createKeptForm } from "../../../../static/js/lib/drafts/kept-form.js";
import { createPhone } from "../phone.js";

/** @typedef {import("../../../../static/js/lib/net/wire.js").Ack} Ack */

const KEY = "cafe.statement.dresden.verein";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TAKEN = /** @type {Ack} */ ({ ok: true });

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

/** An answer that comes when the test says so. */
function later() {
  /** @type {(ack: Ack) => void} */
  let answer = () => {};
  const promise = new Promise((/** @type {(ack: Ack) => void} */ resolve) => {
    answer = resolve;
  });
  return { order: () => promise, answer };
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

test("what is typed survives a reload; why it was refused, and what others wrote, is asked anew", async () => {
  const { form, phone } = begin();
  form.begin({ id: "a", text: "Alt" });
  form.type({ text: "Neu" });
  await form.send(() =>
    Promise.resolve(/** @type {Ack} */ ({ ok: false, error: "reworded", message: "Anders.", now: "Ihres" })),
  );
  const kept = { id: "a", fresh: false, text: "Neu", round: null, was: "Ihres" };
  assert.deepEqual(form.written, { ...kept, now: "Ihres", busy: false, message: "Anders." });
  assert.deepEqual(begin(phone).form.written, kept);
});

test("what is put away is gone, also after a reload, and typing then writes nowhere", () => {
  const { form, phone, changes } = begin();
  form.begin({ text: "Doch nicht" });
  form.end();
  form.type({ text: "ins Leere" });
  assert.deepEqual([form.written, begin(phone).form.written, changes()], [null, null, 2]);
});

test("while it is on its way it says so, and goes once the server has it", async () => {
  const { form, phone } = begin();
  form.begin({ id: "a", text: "Neu" });
  const { order, answer } = later();
  const sent = form.send(order);
  assert.equal(form.written?.busy, true);
  assert.equal(begin(phone).form.written?.text, "Neu");
  answer(TAKEN);
  assert.deepEqual([await sent, form.written, phone.kept()], [true, null, {}]);
});

test("it is sent once, however often somebody presses", async () => {
  const { form } = begin();
  form.begin({ text: "Neu" });
  const { order, answer } = later();
  let orders = 0;
  const counted = () => {
    orders += 1;
    return order();
  };
  const first = form.send(counted);
  assert.equal(await form.send(counted), false);
  answer(TAKEN);
  assert.deepEqual([await first, orders], [true, 1]);
  assert.equal(await form.send(counted), false);
  assert.equal(orders, 1);
});

test("a refusal leaves the text with its sentence, and the next try takes the sentence away", async () => {
  const { form } = begin();
  form.begin({ id: "a", text: "Zu lang" });
  assert.equal(
    await form.send(() => Promise.resolve({ ok: false, error: "text_too_long", message: "Zu lang." })),
    false,
  );
  assert.deepEqual([form.written?.text, form.written?.message, form.written?.busy], ["Zu lang", "Zu lang.", false]);
  const { order, answer } = later();
  const sent = form.send(order);
  assert.equal(form.written?.message, undefined);
  answer(TAKEN);
  assert.equal(await sent, true);
});

test("saving again after a conflict takes the other wording's place", async () => {
  const { form } = begin();
  form.begin({ id: "a", text: "Alt" });
  form.type({ text: "Meins" });
  await form.send(() => Promise.resolve({ ok: false, error: "reworded", message: "Anders.", now: "Ihres" }));
  /** @type {any} */
  let sent;
  await form.send((written) => {
    sent = written;
    return Promise.resolve(TAKEN);
  });
  assert.deepEqual([sent.text, sent.was], ["Meins", "Ihres"]);
});

test("what is typed while it is on its way is not lost with a refusal", async () => {
  const { form, phone } = begin();
  form.begin({ id: "a", text: "Eins" });
  const { order, answer } = later();
  const sent = form.send(order);
  form.type({ text: "Eins und zwei" });
  answer({ ok: false, error: "offline", message: "Kein Netz." });
  await sent;
  assert.deepEqual([form.written?.text, begin(phone).form.written?.text], ["Eins und zwei", "Eins und zwei"]);
});

test("another form that was opened meanwhile is left alone by the answer", async () => {
  const { form } = begin();
  form.begin({ id: "a", text: "Erstes" });
  const { order, answer } = later();
  const sent = form.send(order);
  form.begin({ id: "b", text: "Zweites" });
  answer(TAKEN);
  assert.equal(await sent, true);
  assert.deepEqual([form.written?.id, form.written?.text, form.written?.busy], ["b", "Zweites", undefined]);
});

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

test("where what it was to translate is gone, so is the text", () => {
  const { form, phone } = begin();
  form.begin({ id: "a", text: "Übersetzt" });
  form.forget(everything);
  assert.equal(form.written?.text, "Übersetzt");
  form.forget(nothing);
  assert.deepEqual([form.written, phone.kept()], [null, {}]);
});

test("what is on its way is neither released nor forgotten", async () => {
  const { form } = begin();
  form.begin({ id: "a", text: "Unterwegs" });
  const { order, answer } = later();
  const sent = form.send(order);
  form.release(nothing, "Weg.");
  form.forget(nothing);
  assert.deepEqual([form.written?.id, form.written?.text], ["a", "Unterwegs"]);
  answer(TAKEN);
  assert.equal(await sent, true);
});
