import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createStationStore } from "../../../../static/js/lib/model/station-store.js";
import { createOutbox } from "../../../../static/js/lib/queue/outbox.js";
import { createOwn } from "../../../../static/js/lib/queue/own-contributions.js";
import { createCafe } from "../cafe.js";
import { createClock, settled } from "../clock.js";
import { createLive } from "../live.js";
import { change, contribution, EVENT, gone, ids, STATION } from "../nouns.js";
import { createPhone } from "../phone.js";

/** @typedef {import("../nouns.js").Contribution} Contribution */

beforeEach(() => {
  createClock().install();
});

/**
 * @param {Contribution[]} [mine]
 * @param {ReturnType<typeof createPhone>} [phone]
 */
function begin(mine = [], phone = createPhone()) {
  const cafe = createCafe();
  mine.forEach(({ id, text }) => cafe.serve("contribution.add", { id, text }));
  const live = createLive(cafe.serve);
  const shared = [contribution("theirs"), ...mine.filter(({ state }) => state === "visible")];
  const store = createStationStore(live, {
    event: EVENT,
    station: STATION,
    change: change(0, 1, { contributions: shared }),
  });
  const outbox = createOutbox(live, EVENT, phone.device());
  const blank = (/** @type {any} */ { payload }) =>
    contribution(payload.id, { text: payload.text, number: null, revision: 0 });
  const own = createOwn({ outbox, store, live, station: STATION }, { mine, blank });
  const put = (/** @type {any} */ name, /** @type {string} */ id, /** @type {string} */ text = id) =>
    outbox.put(name, name === "contribution.withdraw" ? { id } : { id, text }, STATION);
  return {
    cafe,
    live,
    store,
    outbox,
    own,
    add: (/** @type {string} */ id, /** @type {string} */ text = id) => put("contribution.add", id, text),
    edit: (/** @type {string} */ id, /** @type {string} */ text) => put("contribution.edit", id, text),
    withdraw: (/** @type {string} */ id) => put("contribution.withdraw", id),
    /** What the phone shows. */
    shown() {
      const { items, own: mine, transit, refused, hidden } = own.view();
      return {
        items: Object.fromEntries([...items.values()].map(({ id, text }) => [id, text])),
        own: [...mine].sort(),
        transit: Object.fromEntries(transit),
        refused: refused.map(({ payload }) => payload.id),
        hidden: ids(hidden),
      };
    },
  };
}

/** @param {Partial<ReturnType<ReturnType<typeof begin>["shown"]>>} [values] */
const showing = (values = {}) => ({
  items: { theirs: "theirs" },
  own: [],
  transit: {},
  refused: [],
  hidden: [],
  ...values,
});

test("what was just written shows at once, on its way, and once", async () => {
  const { add, live, store, shown, own } = begin();
  live.connect();
  await settled();
  add("a", "Räume");
  const items = { theirs: "theirs", a: "Räume" };
  assert.deepEqual(shown(), showing({ items, own: ["a"], transit: { a: "sending" } }));
  await settled();
  assert.deepEqual([shown(), own.has("a")], [showing({ items, own: ["a"] }), true]);
  store.apply(change(1, 9, { contributions: [contribution("a", { text: "Räume", revision: 9 })] }));
  assert.deepEqual(shown(), showing({ items, own: ["a"] }));
});

/** @type {[name: string, trouble: Partial<import("../phone.js").Trouble>, far: "offline"|"unkept"][]} */
const FAR = [
  ["will be sent later", {}, "offline"],
  ["not sent yet – keep this page open", { forbidden: true, database: "missing" }, "unkept"],
];

for (const [name, trouble, far] of FAR) {
  test(`without network each card says what still waits: ${name}`, async () => {
    const phone = createPhone();
    Object.assign(phone.trouble, trouble);
    const { add, edit, withdraw, shown } = begin([contribution("b"), contribution("c")], phone);
    await settled();
    add("a");
    edit("b", "Anders");
    withdraw("c");
    assert.deepEqual(
      shown(),
      showing({
        items: { theirs: "theirs", a: "a", b: "Anders", c: "c" },
        own: ["a", "b", "c"],
        transit: { a: far, b: far, c: "withdrawing" },
      }),
    );
  });
}

test("what the server puts off comes later, and stays on the phone where somebody has to do something", async () => {
  const { add, live, cafe, shown } = begin();
  live.connect();
  await settled();
  cafe.answers = () => ({ ok: false, error: "storage_full", message: "voll" });
  add("a");
  await settled();
  assert.deepEqual(shown().transit, { a: "later" });
  cafe.answers = () => ({ ok: false, error: "not_joined", message: "Bitte scannen." });
  live.drop();
  live.connect();
  await settled();
  assert.deepEqual(shown().transit, { a: "offline" });
});

test("what is taken back goes at once with a connection, and never comes back", async () => {
  const { withdraw, live, store, shown, own } = begin([contribution("a")]);
  live.connect();
  await settled();
  withdraw("a");
  assert.deepEqual(shown().items, { theirs: "theirs" });
  await settled();
  assert.deepEqual([shown(), own.has("a")], [showing(), false]);
  own.confirm([contribution("a", { revision: 9 })], 9); // said before the server knew
  assert.deepEqual(shown(), showing());
  store.apply(change(1, 9, { contributions: [gone("a")] }));
  assert.deepEqual(shown(), showing());
});

test("another wording shows at once, and stays until the station has it", async () => {
  const { edit, live, store, shown } = begin([contribution("a", { text: "Alt" })]);
  live.connect();
  await settled();
  edit("a", "Neu");
  assert.deepEqual([shown().items.a, shown().transit], ["Neu", { a: "sending" }]);
  await settled();
  store.apply(change(1, 1, { contributions: [contribution("a", { text: "Alt", votes: 1 })] }));
  assert.deepEqual([shown().items.a, shown().transit], ["Neu", {}]);
  store.apply(change(1, 9, { contributions: [contribution("a", { text: "Am Tisch geändert", revision: 9 })] }));
  assert.equal(shown().items.a, "Am Tisch geändert");
});

test("another wording of what the café has stays in place of the older one", async () => {
  const { add, edit, live, shown } = begin();
  live.connect();
  await settled();
  add("a", "Alt");
  await settled();
  edit("a", "Neu");
  await settled();
  assert.deepEqual([shown().items.a, shown().transit], ["Neu", {}]);
});

test("what a host reworded since is what everybody reads", async () => {
  const { add, live, store, shown } = begin();
  live.connect();
  await settled();
  add("a", "Meins");
  await settled();
  store.apply(change(1, 20, { contributions: [contribution("a", { text: "Am Tisch", revision: 20 })] }));
  assert.equal(shown().items.a, "Am Tisch");
});

test("what waits for a host is seen by its author alone, and goes where it is hidden", () => {
  const pending = contribution("a", { state: "pending", revision: 1 });
  const { own, shown, store } = begin([pending]);
  assert.deepEqual(shown(), showing({ items: { theirs: "theirs", a: "a" }, own: ["a"] }));
  own.confirm([{ ...pending, state: "hidden", revision: 2 }], 2);
  assert.deepEqual(shown(), showing({ own: ["a"], hidden: ["a"] }));
  own.confirm([{ ...pending, state: "visible", revision: 3 }], 3);
  store.apply(change(1, 3, { contributions: [contribution("a", { revision: 3 })] }));
  assert.deepEqual(shown(), showing({ items: { theirs: "theirs", a: "a" }, own: ["a"] }));
});

test("what a host hides leaves the station, and its author is told once the server says so", () => {
  const { own, shown, store } = begin([contribution("a")]);
  store.apply(change(1, 2, { contributions: [gone("a")] }));
  assert.deepEqual(shown(), showing({ own: ["a"] }));
  own.confirm([contribution("a", { state: "hidden", revision: 2 })], 2);
  assert.deepEqual(shown(), showing({ own: ["a"], hidden: ["a"] }));
});

test("an answer that was overtaken by a newer one is not believed", async () => {
  const { own, add, live, shown } = begin();
  live.connect();
  await settled();
  add("a");
  await settled();
  own.confirm([], 0); // asked before
  assert.deepEqual(shown().own, ["a"]);
  own.confirm([], 9);
  assert.deepEqual(shown().own, []);
});

test("a text that was refused is nowhere but with its person", async () => {
  const { add, live, cafe, shown } = begin();
  live.connect();
  await settled();
  cafe.fates = [{ ok: false, error: "text_too_long", message: "Zu lang." }];
  add("a");
  await settled();
  assert.deepEqual(shown(), showing({ refused: ["a"] }));
});

test("one that was sent again after it was taken back is not there", async () => {
  const { add, live, cafe, shown, own } = begin();
  cafe.serve("contribution.add", { id: "a", text: "a" });
  cafe.serve("contribution.withdraw", { id: "a" });
  add("a");
  live.connect();
  await settled();
  assert.deepEqual([shown(), own.has("a")], [showing(), false]);
});

test("another station's orders do not show here", async () => {
  const { outbox, live, shown } = begin();
  outbox.put("contribution.add", { id: "a", text: "drüben" }, "amt");
  assert.deepEqual(shown(), showing());
  live.connect();
  await settled();
  assert.deepEqual(shown(), showing());
});

test("a wording that waits or was refused is no contribution of one's own, and comes back to its form", async () => {
  const { live, outbox, shown } = begin();
  live.serve = (name) =>
    name === "wording.add" ? { ok: false, error: "worded", message: "Schon gesagt." } : { ok: true, revision: 2 };
  const before = shown();
  const payload = { id: "w", contribution: "theirs", language: "ar", text: "غرف", was: "theirs" };
  const back = { form: "cafe.saying", written: { id: "w", fresh: true, text: "غرف", round: null } };
  outbox.put("wording.add", payload, STATION, { back });
  assert.deepEqual(shown(), before);
  live.connect();
  await settled();
  const [left] = outbox.of(STATION);
  assert.deepEqual([left?.refusal?.error, left?.back?.written.text], ["worded", "غرف"]);
  assert.deepEqual(shown(), before);
});
