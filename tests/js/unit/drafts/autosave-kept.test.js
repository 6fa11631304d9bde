import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createAutosave } from "../../../../static/js/lib/drafts/autosave.js";
import { createClock, settled } from "../clock.js";
import { createPhone } from "../phone.js";
import { begin, createServer, KEY, NO_NETWORK, PAUSE, swallowed } from "../saving-form.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

test("also where several were, the server cleaned their spaces, and the page was loaded anew in between", async () => {
  const server = createServer();
  const phone = createPhone();
  const first = await begin(server, phone);
  server.answers = [swallowed(server), NO_NETWORK];
  first.form.type({ text: "  Eins \n zwei " });
  await clock.advance(PAUSE);
  server.fields = { text: "Eins zwei" };
  first.form.type({ text: "Eins zwei drei" });
  await clock.advance(2000);
  first.tab.close();
  server.answers = [];
  const again = await begin(server, phone);
  assert.deepEqual([again.form.fields, again.restored], [{ text: "Eins zwei drei" }, [true]]);
  await clock.advance(PAUSE);
  assert.deepEqual([again.form.state, server.fields], ["saved", { text: "Eins zwei drei" }]);
});

test("what was not saved is there after a reload, and is saved", async () => {
  const phone = createPhone();
  const server = createServer();
  server.answers = [NO_NETWORK];
  const first = await begin(server, phone);
  first.form.type({ text: "Im Zug geschrieben" });
  await clock.advance(PAUSE);
  first.tab.close();
  const again = await begin(server, phone);
  assert.deepEqual([again.form.fields, again.restored], [{ text: "Im Zug geschrieben" }, [true]]);
  await settled();
  assert.deepEqual([again.form.state, server.fields], ["saved", { text: "Im Zug geschrieben" }]);
});

test("what the page says already is not restored", async () => {
  const phone = createPhone();
  const server = createServer();
  const first = await begin(server, phone);
  server.answers = [swallowed(server)];
  first.form.type({ text: "Eins" });
  await clock.advance(PAUSE);
  first.tab.close();
  const again = await begin(server, phone);
  assert.deepEqual([again.form.state, again.restored], ["saved", []]);
});

/** A phone whose browser was killed after somebody typed something. @param {string} text */
async function killedAfter(text) {
  const phone = createPhone();
  const first = await begin(createServer(), phone);
  const minute = phone.saved();
  first.form.type({ text });
  await settled();
  minute.killed();
  return phone;
}

test("what was typed last before the browser was killed comes back", async () => {
  const phone = await killedAfter("Noch nicht fertig");
  const again = await begin(createServer(), phone);
  assert.deepEqual([again.form.fields, again.restored], [{ text: "Noch nicht fertig" }, [true]]);
});

/** A browser that was killed in the minute in which its text was saved and somebody else wrote another. */
async function killedAfterSaving() {
  const phone = createPhone();
  const server = createServer();
  const first = await begin(server, phone);
  first.form.type({ text: "Eins" });
  const minute = phone.saved();
  await clock.advance(PAUSE);
  server.store({ text: "Inzwischen von jemand anderem" });
  minute.killed();
  return { phone, server };
}

test("what was saved before the browser was killed does not come back", async () => {
  const { phone, server } = await killedAfterSaving();
  const posts = server.posts.length;
  const again = await begin(server, phone);
  await clock.advance(PAUSE);
  assert.deepEqual(
    [again.form.fields, server.fields],
    [{ text: "Inzwischen von jemand anderem" }, { text: "Inzwischen von jemand anderem" }],
  );
  assert.equal(server.posts.length, posts);
});

test("nor does it stay in the form where the disk is slower than the page", async () => {
  const { phone, server } = await killedAfterSaving();
  const release = phone.disk.hold();
  const again = await begin(server, phone);
  assert.deepEqual([again.form.state, again.form.fields], ["typing", { text: "Eins" }]);
  release();
  await clock.advance(60_000);
  assert.deepEqual([again.form.state, again.form.fields], ["saved", { text: "Inzwischen von jemand anderem" }]);
  assert.deepEqual([again.restored, server.posts.length, phone.kept()], [[true, true], 1, {}]);
});

test("whoever types before the second copy was read keeps what was typed", async () => {
  const phone = await killedAfter("Von vorhin");
  clock.jump(-3_600_000); // so that what is typed now looks older
  const server = createServer();
  const device = phone.device();
  const form = createAutosave({ key: KEY, known: 0, fields: { text: "" }, post: server.post, onChange() {} }, device);
  form.type({ text: "Von jetzt" });
  await clock.advance(PAUSE - 1);
  assert.deepEqual(server.posts, []);
  await clock.advance(1);
  assert.deepEqual([form.fields, server.fields], [{ text: "Von jetzt" }, { text: "Von jetzt" }]);
});

test("where nothing may be stored it says so, and saves all the same", async () => {
  const phone = createPhone();
  phone.trouble.forbidden = true;
  const { form, server } = await begin(createServer(), phone);
  assert.equal(form.outlivesPage, true);
  form.type({ text: "Eins" });
  assert.equal(form.outlivesPage, false);
  await clock.advance(PAUSE);
  assert.deepEqual([form.state, server.fields], ["saved", { text: "Eins" }]);
});
