import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDraft } from "../../../../static/js/lib/drafts/draft.js";
import { createClock, START, settled } from "../clock.js";
import { EVENT, STATION } from "../nouns.js";
import { createPhone } from "../phone.js";

/** @typedef {import("../../../../static/js/lib/drafts/draft.js").Draft} Draft */

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

/** @param {string} text @returns {Draft} */
const saying = (text) => ({ text, kind: "question", language: "de", replyTo: null, editing: null, stash: null });

/** @param {ReturnType<typeof createPhone>} phone @param {string} [station] */
const open = (phone, station = STATION) => createDraft(EVENT, station, phone.device());

test("a draft survives a reload whole, and leaves nothing behind once it was sent", async () => {
  const phone = createPhone();
  const stash = saying("Schon das Nächste");
  const draft = open(phone);
  assert.equal(draft.read(), null);
  assert.equal(draft.write({ ...saying("Mit Tipfehler"), editing: "a", stash }), true);
  assert.deepEqual(open(phone).read(), { ...saying("Mit Tipfehler"), editing: "a", stash, serial: START });
  draft.clear();
  assert.deepEqual([open(phone).read(), phone.kept()], [null, {}]);
  await settled();
});

test("each station has its own", () => {
  const phone = createPhone();
  open(phone).write(saying("Hier"));
  assert.equal(open(phone, "amt").read(), null);
});

for (const left of ['{"words": "Ein Entwurf"}', '"Text"', '{"text": 7}', "{kein JSON", "null", "[]"]) {
  test(`what another version left is no draft: ${left}`, () => {
    const phone = createPhone();
    phone.leave(`cafe.draft.${EVENT}.${STATION}`, left);
    assert.equal(open(phone).read(), null);
  });
}

test("where nothing may be stored it is told, and lasts as long as the page", () => {
  const phone = createPhone();
  phone.trouble.forbidden = true;
  const draft = open(phone);
  assert.equal(draft.write(saying("Nur hier")), false);
  assert.equal(draft.read()?.text, "Nur hier");
});

test("what was written last comes back after the browser was killed", async () => {
  const phone = createPhone();
  const draft = open(phone);
  draft.write(saying("Eins"));
  const minute = phone.saved();
  draft.write(saying("Eins und zwei"));
  await settled();
  minute.killed();
  const again = open(phone);
  assert.equal(again.read()?.text, "Eins");
  assert.equal((await again.newer())?.draft?.text, "Eins und zwei");
});

test("what was sent before the browser was killed does not come back", async () => {
  const phone = createPhone();
  const draft = open(phone);
  draft.write(saying("Gesendet"));
  const minute = phone.saved();
  draft.clear();
  await settled();
  minute.killed();
  const again = open(phone);
  assert.equal(again.read()?.text, "Gesendet");
  assert.deepEqual(await again.newer(), { draft: null });
});

test("a clock that was put back does not make older what is written now", async () => {
  const phone = createPhone();
  const draft = open(phone);
  draft.write(saying("Gestern"));
  clock.jump(-86_400_000);
  const later = open(phone);
  later.write(saying("Heute, sagt die Uhr"));
  const minute = phone.saved();
  later.write(saying("Heute, zu Ende geschrieben"));
  await settled();
  minute.killed();
  assert.equal((await open(phone).newer())?.draft?.text, "Heute, zu Ende geschrieben");
});

test("nothing is newer after an ordinary reload, nor where there is no second copy", async () => {
  const phone = createPhone();
  open(phone).write(saying("Eins"));
  await settled();
  assert.equal(await open(phone).newer(), null);
  phone.trouble.database = "missing";
  assert.equal(await open(phone).newer(), null);
});

test("whoever types before the second copy was read is not interrupted by it", async () => {
  const phone = createPhone();
  const draft = open(phone);
  const minute = phone.saved();
  draft.write(saying("Alt"));
  await settled();
  minute.killed();
  const again = open(phone);
  const newer = again.newer();
  again.write(saying("Schon weiter"));
  assert.equal(await newer, null);
  assert.equal(again.read()?.text, "Schon weiter");
});
