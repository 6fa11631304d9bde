import assert from "node:assert/strict";
import { test } from "node:test";
import { createSecondCopy } from "../../../../static/js/lib/storage/indexed-db.js";
import { createClock, settled } from "../clock.js";
import { createPhone } from "../phone.js";

const PREFIX = "cafe.outbox.dresden.";

test("what was added is there for the next page, with the highest key that ever was", async () => {
  const phone = createPhone();
  const copy = createSecondCopy(PREFIX, phone.openTab());
  assert.equal(await copy.add(`${PREFIX}1`, { text: "eins" }), true);
  assert.equal(await copy.add(`${PREFIX}2`, { text: "zwei" }), true);
  assert.equal(await copy.change(`${PREFIX}1`, { text: "anders" }), true);
  assert.equal(await copy.remove(`${PREFIX}2`), true);
  assert.deepEqual(await createSecondCopy(PREFIX, phone.openTab()).read(), {
    values: new Map([[`${PREFIX}1`, { text: "anders" }]]),
    highest: `${PREFIX}2`,
  });
});

test("a change of something else does not raise the highest key", async () => {
  const copy = createSecondCopy("cafe.draft.a", createPhone().openTab());
  await copy.change("cafe.draft.a", { text: "Entwurf" });
  assert.deepEqual(await copy.read(), { values: new Map([["cafe.draft.a", { text: "Entwurf" }]]), highest: "" });
});

test("each place has its own, and its neighbours' stay where they are", async () => {
  const phone = createPhone();
  for (const prefix of ["cafe.a.", "cafe.b.", "cafe.a"]) {
    const copy = createSecondCopy(prefix, phone.openTab());
    await copy.add(`${prefix}1`, prefix);
  }
  const values = (/** @type {string} */ prefix) => createSecondCopy(prefix, phone.openTab()).read();
  assert.deepEqual([...((await values("cafe.a."))?.values ?? [])], [["cafe.a.1", "cafe.a."]]);
  assert.deepEqual([...((await values("cafe.b."))?.values ?? [])], [["cafe.b.1", "cafe.b."]]);
});

test("nothing was ever there is not the same as nothing can be known", async () => {
  const copy = createSecondCopy(PREFIX, createPhone().openTab());
  assert.deepEqual(await copy.read(), { values: new Map(), highest: "" });
});

for (const database of /** @type {const} */ (["missing", "failing"])) {
  test(`a browser whose database is ${database} has no second copy, and nothing fails because of it`, async () => {
    const phone = createPhone();
    phone.trouble.database = database;
    const copy = createSecondCopy(PREFIX, phone.openTab());
    assert.deepEqual(
      [
        await copy.add(`${PREFIX}1`, 1),
        await copy.change(`${PREFIX}1`, 2),
        await copy.remove(`${PREFIX}1`),
        await copy.read(),
      ],
      [false, false, false, null],
    );
  });
}

test("a full disk takes nothing and says so; what was there stays", async () => {
  const phone = createPhone();
  const copy = createSecondCopy(PREFIX, phone.openTab());
  await copy.add(`${PREFIX}1`, "eins");
  phone.trouble.database = "full";
  assert.equal(await copy.add(`${PREFIX}2`, "zwei"), false);
  assert.deepEqual(
    [...phone.disk.rows()],
    [
      [`${PREFIX}1`, "eins"],
      [`highest.${PREFIX}`, `${PREFIX}1`],
    ],
  );
});

test("nobody waits longer than a second for a database that hangs", async () => {
  const clock = createClock().install();
  const phone = createPhone();
  phone.trouble.database = "hanging";
  /** @type {unknown[]} */
  const came = [];
  void createSecondCopy(PREFIX, phone.openTab())
    .read()
    .then((second) => came.push(second));
  await clock.advance(999);
  assert.deepEqual(came, []);
  await clock.advance(1);
  assert.deepEqual(came, [null]);
});

test("what cannot be stored at all is not, and the next thing is", async () => {
  const copy = createSecondCopy(PREFIX, createPhone().openTab());
  assert.equal(await copy.add(`${PREFIX}1`, () => {}), false);
  assert.equal(await copy.add(`${PREFIX}2`, "zwei"), true);
});

test("a page that is left before the disk has it has not stored it", async () => {
  const phone = createPhone();
  const tab = phone.openTab();
  const copy = createSecondCopy(PREFIX, tab);
  await settled();
  const release = phone.disk.hold();
  void copy.add(`${PREFIX}1`, "eins");
  await settled();
  tab.close();
  release();
  await settled();
  assert.deepEqual([...phone.disk.rows()], []);
});
