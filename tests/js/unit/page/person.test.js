import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createClock, settled } from "../clock.js";
import { createPhone } from "../phone.js";

const { createDraft } = await import("../../../../static/js/lib/drafts/draft.js");
const { createPerson, keptBy } = await import("../../../../static/js/lib/page/person.js");

const EVENT = "dresden-2023";
const ME = { name: null, language: "de", ui_language: "de", person: "" };
const at = (/** @type {number} */ minute) => `2023-11-18T14:${String(minute).padStart(2, "0")}:00.000Z`;

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

/** A page of a phone, as it was made in this minute. */
function open(/** @type {ReturnType<typeof createPhone>} */ phone, me = {}, minute = 0) {
  const device = phone.device();
  let loads = 0;
  let changes = 0;
  const reload = () => {
    loads += 1;
  };
  const person = createPerson(EVENT, { ...ME, ...me }, at(minute), { device, reload });
  person.subscribe(() => {
    changes += 1;
  });
  return {
    person,
    device,
    get loads() {
      return loads;
    },
    get changes() {
      return changes;
    },
  };
}

test("a page that is brought back learns what a later page of this phone knows of its person", () => {
  const phone = createPhone();
  const before = open(phone);
  phone.leave(`cafe.me.${EVENT}`, JSON.stringify({ ...ME, name: "Amina", language: "en", at: Date.parse(at(1)) }));
  before.device.tab.tell("pageshow", { persisted: false });
  assert.equal(before.person.current.language, "de");
  before.device.tab.tell("pageshow", { persisted: true });
  assert.deepEqual(before.person.current, { ...ME, name: "Amina", language: "en" });
  assert.deepEqual([before.changes, before.loads], [1, 0]);
});

test("another tab, and what the server says at a reconnect, are learnt at once", async () => {
  const phone = createPhone();
  const [one, other] = [open(phone), open(phone)];
  one.person.learn({ ...ME, name: "Amina", language: "uk" }, at(2));
  await settled();
  assert.deepEqual([one.person.current.language, other.person.current.language], ["uk", "uk"]);
  one.person.learn({ ...ME, language: null }, at(3));
  assert.equal(one.person.current.language, "uk", "of somebody who did nothing yet the server knows no language");
  one.person.learn(undefined, at(4)); // a server of an earlier version
  assert.equal(one.changes, 2);
});

test("an old copy of a page takes nothing from what is known by now, and learns it", () => {
  const phone = createPhone();
  open(phone, { language: "en" }, 9);
  const copy = open(phone, { language: "de" }, 3);
  assert.equal(phone.kept()[`cafe.me.${EVENT}`].language, "en");
  copy.person.learn({ ...ME, language: "en" }, at(10));
  assert.equal(copy.person.current.language, "en");
});

test("texts in another language, or another person, need another page, once", () => {
  for (const other of [{ ui_language: "en" }, { person: "a1b2c3d4" }]) {
    const page = open(createPhone());
    page.person.learn({ ...ME, ...other }, at(1));
    page.person.learn({ ...ME, ...other }, at(2));
    assert.equal(page.loads, 1, JSON.stringify(other));
  }
});

test("where nobody chose the texts' language the page keeps the browser's own", () => {
  const page = open(createPhone(), { ui_language: null });
  page.person.learn({ ...ME, name: "Amina", ui_language: null }, at(1));
  assert.deepEqual([page.loads, page.changes], [0, 1]);
});

test("who gets the phone finds nothing of the one before, and no other event loses anything", async () => {
  const phone = createPhone();
  const first = open(phone);
  const typed = {
    text: "Nur für mich",
    kind: /** @type {const} */ ("idea"),
    language: "de",
    replyTo: null,
    editing: null,
    stash: null,
  };
  createDraft(keptBy(EVENT, ME), "~feedback", first.device).write(typed);
  createDraft(`${EVENT}-b`, "s1", first.device).write(typed);
  first.device.storage.write(`cafe.outbox.${EVENT}.00000000000001-x`, { name: "vote.set", payload: {} });
  first.device.storage.write(`cafe.board.${EVENT}.s1.00000000000001-x`, { name: "x" });
  await settled();
  const me = { ...ME, person: "a1b2c3d4" };
  const next = open(phone, me, 1);
  await clock.advance(1500);
  assert.equal(createDraft(keptBy(EVENT, me), "~feedback", next.device).read(), null);
  assert.deepEqual(Object.keys(phone.kept()).sort(), [
    `cafe.board.${EVENT}.s1.00000000000001-x`,
    `cafe.draft.${EVENT}-b.s1`,
    `cafe.me.${EVENT}`,
  ]);
  assert.deepEqual([...phone.disk.rows().keys()], [`cafe.draft.${EVENT}-b.s1`]);
  createDraft(keptBy(EVENT, me), "s1", next.device).write(typed);
  open(phone, me, 2);
  await clock.advance(1500);
  assert.equal(createDraft(keptBy(EVENT, me), "s1", next.device).read()?.text, "Nur für mich");
});
