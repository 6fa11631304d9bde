import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createClock, settled } from "../clock.js";
import { begin, createServer, KEY, NEVER, NO_NETWORK, PAUSE, swallowed } from "../saving-form.js";

/** @typedef {import("../saving-form.js").Fields} Fields */

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

test("what is typed is saved after a pause, once, as it was typed last", async () => {
  const { form, server, phone } = await begin();
  form.type({ text: "E" });
  await clock.advance(PAUSE - 1);
  form.type({ text: "Eins" });
  assert.deepEqual([form.state, phone.kept()[KEY].fields], ["typing", { text: "Eins" }]);
  await clock.advance(PAUSE - 1);
  assert.deepEqual(server.posts, []);
  await clock.advance(1);
  assert.deepEqual([server.posts, form.state], [[[{ text: "Eins" }, 0]], "saved"]);
  await clock.advance(60_000);
  assert.deepEqual([server.posts.length, phone.kept(), clock.pending()], [1, {}, 0]);
});

test("what keys only pass by is kept and not saved before they have left it", async () => {
  const { form, server, phone } = await begin();
  form.type({ text: "Europe/Athens" });
  form.type({ text: "Europe/Berlin" }, { waits: true });
  await clock.advance(60_000);
  assert.deepEqual([server.posts, phone.kept()[KEY].fields, form.state], [[], { text: "Europe/Berlin" }, "typing"]);
  await form.save();
  assert.deepEqual([server.posts, form.state], [[[{ text: "Europe/Berlin" }, 0]], "saved"]);
});

test("it goes on from what it saved", async () => {
  const { form, server } = await begin();
  form.type({ text: "Eins" });
  await clock.advance(PAUSE);
  form.type({ text: "Zwei" });
  await form.save();
  assert.deepEqual(server.posts, [
    [{ text: "Eins" }, 0],
    [{ text: "Zwei" }, 1],
  ]);
  assert.deepEqual([form.state, server.fields, server.revision], ["saved", { text: "Zwei" }, 2]);
});

test("a form that was begun and emptied again was never there", async () => {
  const { form, server, phone } = await begin();
  form.type({ text: "E" });
  form.type({ text: "  " });
  await clock.advance(PAUSE);
  assert.deepEqual([server.posts, form.state, phone.kept()], [[], "saved", {}]);
});

test("one that is known may be emptied", async () => {
  const server = createServer({ text: "Alt" });
  server.revision = 3;
  const { form } = await begin(server);
  form.type({ text: "" });
  await clock.advance(PAUSE);
  assert.deepEqual([server.posts, form.state], [[[{ text: "" }, 3]], "saved"]);
});

test("what is typed while it is on its way is saved next", async () => {
  const { form, server } = await begin();
  form.type({ text: "Eins" });
  const saving = form.save();
  assert.equal(form.state, "sending");
  form.type({ text: "Eins und zwei" });
  assert.equal(form.state, "sending");
  await saving;
  assert.equal(form.state, "typing");
  await clock.advance(PAUSE);
  assert.deepEqual(server.posts, [
    [{ text: "Eins" }, 0],
    [{ text: "Eins und zwei" }, 1],
  ]);
  assert.equal(form.state, "saved");
});

/** @type {[name: string, answer: any, message: string][]} */
const PASSING = [
  ["no network", NO_NETWORK, ""],
  ["a full disk", { ok: false, error: "storage_full", message: "Gerade kein Platz." }, "Gerade kein Platz."],
  ["a link that rested too long", { ok: false, error: "door_expired", message: "Link öffnen." }, "Link öffnen."],
  ["a fault of the server", { ok: false, error: "server_error", message: "Ein Fehler." }, "Ein Fehler."],
  ["too much at once", { ok: false, error: "too_many", message: "Das war viel." }, "Das war viel."],
];

for (const [name, answer, message] of PASSING) {
  test(`what says nothing about the text is tried again ever later: ${name}`, async () => {
    const { form, server, phone } = await begin();
    server.answers = Array(6).fill(answer);
    form.type({ text: "Eins" });
    await clock.advance(PAUSE);
    assert.deepEqual([form.state, form.message, phone.kept()[KEY].fields], ["waiting", message, { text: "Eins" }]);
    let tries = 1;
    for (const wait of [2000, 4000, 8000, 16_000, 30_000]) {
      await clock.advance(wait - 1);
      assert.equal(server.posts.length, tries);
      await clock.advance(1);
      tries += 1;
      assert.equal(server.posts.length, tries);
    }
    await clock.advance(30_000);
    assert.deepEqual([form.state, form.message, server.fields], ["saved", "", { text: "Eins" }]);
    server.answers = [answer];
    form.type({ text: "Zwei" });
    await clock.advance(PAUSE);
    await clock.advance(2000);
    assert.deepEqual([form.state, server.fields], ["saved", { text: "Zwei" }]);
  });
}

test("an answer that does not come within twenty seconds is none", async () => {
  const { form, server } = await begin();
  server.answers = [NEVER];
  form.type({ text: "Eins" });
  await clock.advance(PAUSE + 19_999);
  assert.equal(form.state, "sending");
  await clock.advance(1);
  assert.equal(form.state, "waiting");
  await clock.advance(2000);
  assert.equal(form.state, "saved");
});

test("the network that comes back is used at once", async () => {
  const { form, server, tab } = await begin();
  server.answers = [NO_NETWORK];
  form.type({ text: "Eins" });
  await clock.advance(PAUSE);
  form.type({ text: "Eins und zwei" });
  assert.equal(form.state, "waiting");
  tab.tell("online");
  await clock.advance(0);
  assert.deepEqual([form.state, server.fields], ["saved", { text: "Eins und zwei" }]);
});

test("what is refused stays with its sentence, and is sent again once it was changed", async () => {
  const { form, server } = await begin();
  server.answers = [{ ok: false, error: "text_too_long", message: "Zu lang." }];
  form.type({ text: "Zu lang" });
  await clock.advance(PAUSE);
  assert.deepEqual([form.state, form.message], ["refused", "Zu lang."]);
  await clock.advance(60_000);
  assert.equal(server.posts.length, 1);
  form.type({ text: "Kurz" });
  assert.equal(form.message, "");
  await clock.advance(PAUSE);
  assert.deepEqual([form.state, server.fields], ["saved", { text: "Kurz" }]);
});

test("a refusal of what was changed meanwhile is not told", async () => {
  const { form, server } = await begin();
  server.answers = [{ ok: false, error: "text_too_long", message: "Zu lang." }];
  form.type({ text: "Zu lang" });
  const saving = form.save();
  form.type({ text: "Kurz" });
  await saving;
  assert.deepEqual([form.state, form.message], ["typing", ""]);
});

test("what somebody else wrote is shown and not overwritten, and nothing more is sent", async () => {
  const { form, server } = await begin();
  server.store({ text: "Von der einen" });
  form.type({ text: "Von der anderen" });
  await clock.advance(PAUSE);
  assert.deepEqual(form.conflict, { now: { text: "Von der einen" }, revision: 1, removed: false });
  assert.deepEqual([form.state, form.fields], ["conflict", { text: "Von der anderen" }]);
  form.type({ text: "Von der anderen, noch mehr" });
  await form.save();
  await clock.advance(60_000);
  assert.deepEqual([form.state, server.posts.length, server.fields], ["conflict", 1, { text: "Von der einen" }]);
});

test("of two wordings mine takes the other's place, as it stands now", async () => {
  const { form, server, phone } = await begin();
  server.store({ text: "Von der einen" });
  form.type({ text: "Von der anderen" });
  await clock.advance(PAUSE);
  form.type({ text: "Von der anderen, länger" });
  form.keepMine();
  await settled();
  assert.deepEqual([form.state, form.conflict, form.message], ["saved", null, ""]);
  assert.deepEqual([server.fields, phone.kept()], [{ text: "Von der anderen, länger" }, {}]);
});

test("or theirs stays, and typing goes on from there", async () => {
  const { form, server, phone, restored } = await begin();
  server.store({ text: "Von der einen" });
  form.type({ text: "Von der anderen" });
  await clock.advance(PAUSE);
  form.takeTheirs({ text: "Von der einen" });
  assert.deepEqual([form.state, form.fields, restored, phone.kept()], ["saved", { text: "Von der einen" }, [true], {}]);
  form.type({ text: "Von beiden" });
  await clock.advance(PAUSE);
  assert.deepEqual([form.state, server.fields], ["saved", { text: "Von beiden" }]);
});

test("what somebody removed is told as removed", async () => {
  const { form, server } = await begin();
  server.store({ text: "" });
  server.removed = true;
  form.type({ text: "" });
  form.type({ text: "Weil sie fehlen" });
  await clock.advance(PAUSE);
  assert.deepEqual([form.state, form.conflict?.removed], ["conflict", true]);
});

test("an answer that was lost is no conflict with oneself", async () => {
  const { form, server } = await begin();
  server.answers = [swallowed(server)];
  form.type({ text: "Eins" });
  await clock.advance(PAUSE);
  assert.equal(form.state, "waiting");
  form.type({ text: "Eins und zwei" });
  await clock.advance(2000);
  await clock.advance(PAUSE);
  assert.deepEqual([form.state, form.conflict, server.fields], ["saved", null, { text: "Eins und zwei" }]);
});

test("a choice of several is one's own in whatever order it comes back", async () => {
  const server = createServer({ clusters: "" });
  const { form } = await begin(server);
  server.answers = [
    (/** @type {Fields} */ next) => {
      server.store({ ...next, clusters: /** @type {any} */ (["b", "a"]) });
      return NO_NETWORK;
    },
  ];
  form.type({ clusters: "a,b" });
  await clock.advance(PAUSE);
  await clock.advance(2000);
  await clock.advance(PAUSE);
  assert.deepEqual([form.state, form.conflict], ["saved", null]);
});

test("one's own wording that somebody removed is a conflict all the same", async () => {
  const { form, server } = await begin();
  server.answers = [swallowed(server)];
  form.type({ text: "Eins" });
  await clock.advance(PAUSE);
  server.removed = true;
  await clock.advance(2000);
  assert.deepEqual([form.state, form.conflict?.removed], ["conflict", true]);
});

test("what the server may have is told, also where its answer was lost, and after a reload", async () => {
  const { form, server, phone, tab } = await begin();
  assert.equal(form.mayBeThere, false);
  form.type({ text: "Eins" });
  assert.equal(form.mayBeThere, false);
  server.answers = [swallowed(server)];
  await form.save();
  assert.deepEqual([form.state, form.mayBeThere], ["waiting", true]);
  tab.close();
  const again = await begin(createServer(), phone);
  assert.equal(again.form.mayBeThere, true);
  const other = await begin();
  other.form.type({ text: "Eins" });
  await clock.advance(PAUSE);
  other.form.type({ text: "Eins m" });
  assert.deepEqual([other.form.state, other.form.mayBeThere], ["typing", true]);
});

test("a form that is put away sends nothing more", async () => {
  const { form, server, phone } = await begin();
  form.type({ text: "Eins" });
  form.forget();
  await clock.advance(60_000);
  assert.deepEqual([server.posts, form.state, phone.kept()], [[], "saved", {}]);
});

/** @type {[name: string, answer: any][]} */
const ANSWERS = [
  ["none", NO_NETWORK],
  ["a full disk", { ok: false, error: "storage_full", message: "voll" }],
  ["a refusal", { ok: false, error: "text_too_long", message: "zu lang" }],
  [
    "somebody else's wording",
    { ok: false, error: "reworded", message: "anders", now: "{}", revision: 4, removed: true },
  ],
];

for (const [name, answer] of ANSWERS) {
  test(`a form that is put away while it is on its way does not come back with the answer: ${name}`, async () => {
    const { form, server, phone } = await begin();
    server.answers = [answer];
    form.type({ text: "Eins" });
    const saving = form.save();
    form.forget();
    await saving;
    await clock.advance(60_000);
    assert.deepEqual([server.posts.length, form.state, form.message, form.conflict], [1, "saved", "", null]);
    assert.deepEqual([phone.kept(), clock.pending()], [{}, 0]);
  });
}

test("a form that is put away on its way and brought back goes on from what the server has", async () => {
  const { form, server } = await begin();
  form.type({ text: "Eins" });
  const saving = form.save();
  form.forget();
  await saving;
  form.type({ text: "Zwei" });
  await clock.advance(PAUSE);
  assert.deepEqual([server.posts.at(-1), form.state], [[{ text: "Zwei" }, 1], "saved"]);
});
