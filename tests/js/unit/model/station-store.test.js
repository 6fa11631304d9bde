import assert from "node:assert/strict";
import { test } from "node:test";
import { FORM } from "../../../../static/js/lib/net/usual.js";
import { settled } from "../clock.js";
import { change, cluster, contribution, EVENT, gone, measure, photo, STATION, statement } from "../nouns.js";
import { begin, of, opened, texts } from "../station.js";

/** @typedef {import("../nouns.js").Change} Change */

const ADDRESS = "https://cafe.test/station.json";

test("what the page brought along is known at once", () => {
  const { store } = begin(undefined, { change: change(0, 4, { contributions: [contribution("a", { revision: 4 })] }) });
  assert.deepEqual([store.revision, texts(store), store.opened], [4, { a: "a" }, null]);
});

test("a whole page of which only one thing was written does not say since when", () => {
  const { since: _, ...first } = of(0, 1, contribution("a"));
  const { store } = begin(undefined, { change: /** @type {any} */ (first), address: ADDRESS });
  assert.deepEqual([store.isWhole, store.revision, texts(store)], [true, 1, { a: "a" }]);
});

/** A page of revision 9 that brought one contribution of two along. */
const newest = of(9, 9, contribution("c", { revision: 9 }));

test("what a page did not bring along is read when it is asked for, and once", async () => {
  const whole = of(0, 10, contribution("a", { revision: 2 }), contribution("c", { revision: 10, text: "neu" }));
  /** @type {string[]} */
  const asked = [];
  const serve = (/** @type {string} */ _, /** @type {any} */ { since }) => {
    asked.push(`since ${since}`);
    return opened(of(since, since));
  };
  const options = { change: newest, address: ADDRESS };
  const { live, store, told } = begin(/** @type {any} */ (serve), options, getter(whole, asked));
  assert.deepEqual([store.isWhole, store.revision, texts(store)], [false, 9, { c: "c" }]);
  const opening = store.open();
  live.connect();
  await opening;
  await settled();
  assert.deepEqual(asked, ["since 9"]);
  await Promise.all([store.complete(), store.complete()]);
  await store.complete();
  assert.deepEqual(asked, ["since 9", `${ADDRESS}?since=0`]);
  assert.deepEqual([store.isWhole, texts(store), told.slice(-1)], [true, { a: "a", c: "neu" }, [["a", "c"]]]);
  assert.deepEqual(store.whole(), { ...whole, since: 0, contributions: [...store.contributions.values()] });
});

test("news of a station that is not whole are no gap, and what is older than the page stays unknown", async () => {
  const { live, store } = begin((_, { since }) => opened(of(since, 9)), { change: newest, address: ADDRESS });
  void store.open();
  live.connect();
  await settled();
  live.hear("station.changed", of(9, 10, contribution("d", { revision: 10 })));
  assert.deepEqual([store.revision, store.isWhole, texts(store)], [10, false, { c: "c", d: "d" }]);
  assert.equal(live.payloads("station.open").length, 1);
});

test("where that cannot be read, asking over the connection brings it", async () => {
  const whole = of(0, 9, contribution("a", { revision: 2 }), contribution("c", { revision: 9 }));
  const get = /** @type {typeof fetch} */ (() => Promise.resolve(new Response("", { status: 502 })));
  const serve = (/** @type {string} */ _, /** @type {any} */ { since }) => opened(since === 0 ? whole : of(since, 9));
  const { live, store } = begin(/** @type {any} */ (serve), { change: newest, address: ADDRESS }, get);
  void store.open();
  live.connect();
  await settled();
  await store.complete();
  await settled();
  assert.deepEqual([store.isWhole, texts(store)], [true, { a: "a", c: "c" }]);
});

test("what is asked for without network comes with the next connection", async () => {
  const whole = of(0, 9, contribution("a", { revision: 2 }), contribution("c", { revision: 9 }));
  const get = /** @type {typeof fetch} */ (() => Promise.reject(new TypeError("no network")));
  const serve = (/** @type {string} */ _, /** @type {any} */ { since }) => opened(since === 0 ? whole : of(since, 9));
  const { live, store } = begin(/** @type {any} */ (serve), { change: newest, address: ADDRESS }, get);
  await store.open();
  await store.complete();
  assert.equal(store.isWhole, false);
  live.connect();
  await settled();
  await settled();
  assert.deepEqual([store.isWhole, texts(store)], [true, { a: "a", c: "c" }]);
});

test("every noun has its place", () => {
  const { store, told } = begin();
  const nouns = {
    contributions: [contribution("a")],
    clusters: [cluster("b")],
    statements: [statement("c")],
    measures: [measure("d")],
    photos: [photo("e")],
  };
  store.apply(change(0, 1, nouns));
  assert.deepEqual(
    [store.contributions, store.clusters, store.statements, store.measures, store.photos].map((map) => [
      ...map.values(),
    ]),
    Object.values(nouns),
  );
  assert.deepEqual(told, [["a", "b", "c", "d", "e"]]);
});

/**
 * @typedef {[name: string, steps: Change[], texts: Record<string, string>, told: string[]]} Case told: by the last step
 */

/** @param {string} text @param {number} revision */
const a = (text, revision) => contribution("a", { text, revision });

/** @type {Case[]} */
const CASES = [
  ["a newer wording replaces the older", [of(0, 1, a("alt", 1)), of(1, 2, a("neu", 2))], { a: "neu" }, ["a"]],
  ["an older wording that is late is none", [of(0, 2, a("neu", 2)), of(0, 1, a("alt", 1))], { a: "neu" }, []],
  ["the same once more changes nothing", [of(0, 1, a("alt", 1)), of(0, 1, a("alt", 1))], { a: "alt" }, ["a"]],
  ["of one revision the last word holds", [of(0, 1, a("eins", 1)), of(0, 1, a("zwei", 1))], { a: "zwei" }, ["a"]],
  ["what is gone goes", [of(0, 1, a("alt", 1)), of(1, 2, gone("a"))], {}, ["a"]],
  ["of one revision what is gone holds", [of(0, 2, a("da", 2)), of(1, 2, gone("a"))], {}, ["a"]],
  ["what is gone stays gone for older news", [of(0, 1), of(1, 3, gone("a")), of(1, 2, a("spät", 2))], {}, []],
  ["also where it was never known", [of(0, 1), of(2, 3, gone("a")), of(1, 3, a("spät", 3))], {}, []],
  [
    "late news of an earlier going do not make it less gone",
    [of(0, 1), of(4, 5, gone("a")), of(1, 2, gone("a")), of(2, 3, a("spät", 3))],
    {},
    [],
  ],
  [
    "what comes back after it was gone is there",
    [of(0, 1, a("alt", 1)), of(1, 2, gone("a")), of(2, 3, a("wieder", 3))],
    { a: "wieder" },
    ["a"],
  ],
  [
    "late news that it was gone do not take it back",
    [of(0, 3, a("wieder", 3)), of(1, 2, gone("a"))],
    { a: "wieder" },
    [],
  ],
  ["the whole station forgets what is not in it", [of(0, 1, a("alt", 1)), of(0, 2)], {}, ["a"]],
  ["but not what is newer than it", [of(0, 1), of(1, 3, a("neu", 3)), of(0, 2)], { a: "neu" }, []],
  [
    "what the whole station forgot stays gone for older news",
    [of(0, 1, a("alt", 1)), of(0, 3), of(1, 2, a("spät", 2))],
    {},
    [],
  ],
  ["also what was never known here", [of(0, 3), of(1, 2, a("spät", 2))], {}, []],
  ["and comes with newer ones", [of(0, 3), of(3, 4, a("neu", 4))], { a: "neu" }, ["a"]],
];

for (const [name, steps, wanted, told] of CASES) {
  test(`news in whatever order end in what is true: ${name}`, () => {
    const station = begin();
    steps.forEach(station.store.apply);
    assert.deepEqual(texts(station.store), wanted);
    assert.deepEqual(station.told.at(-1), told);
  });
}

test("a gap leaves the revision where it is, and what filled it lets it go on", () => {
  const { store } = begin(undefined, { change: change(0, 3) });
  store.apply(change(5, 6));
  assert.equal(store.revision, 3);
  store.apply(change(3, 5));
  assert.equal(store.revision, 5);
  store.apply(change(2, 4));
  assert.equal(store.revision, 5);
});

test("it asks for what is new at every connection, and tells what it was answered", async () => {
  const { live, store, told } = begin((_, { since }) => opened(of(since, since + 1, a(`seit ${since}`, since + 1))));
  /** @type {any[]} */
  const answers = [];
  store.onOpened((ack) => answers.push(ack));
  await store.open();
  assert.deepEqual(live.sent, []);
  live.connect();
  await settled();
  live.drop();
  live.connect();
  await settled();
  assert.deepEqual(
    live.sent,
    [0, 1].map((since) => ({ name: "station.open", payload: { event: EVENT, station: STATION, since, form: FORM } })),
  );
  assert.deepEqual([store.revision, texts(store), answers.length, told], [2, { a: "seit 1" }, 2, [["a"], ["a"]]]);
  assert.equal(store.opened, answers[1]);
});

test("a host's screen says that it asks as one", async () => {
  const { live, store } = begin((_, { since }) => opened(change(since, 1)), { audience: "hosts" });
  live.connect();
  await store.open();
  await store.open();
  assert.deepEqual(
    live.payloads("station.open").map(({ audience }) => audience),
    ["hosts", "hosts"],
  );
});

test("a refusal is told and changes nothing", async () => {
  const refusal = { ok: /** @type {const} */ (false), error: "not_allowed", message: "Diese Tür nicht." };
  const { live, store, told } = begin(() => refusal);
  /** @type {any[]} */
  const refusals = [];
  store.onRefused((ack) => refusals.push(ack));
  live.connect();
  await store.open();
  assert.deepEqual([refusals, told, store.opened], [[refusal], [], null]);
});

test("news of another station are not this one's", async () => {
  const { live, store, told } = begin((_, { since }) => opened(change(since, 1)));
  live.connect();
  await store.open();
  live.hear("station.changed", { ...of(1, 2, a("drüben", 2)), station: "amt" });
  await settled();
  assert.deepEqual([told, live.sent.length], [[[]], 1]);
});

test("news that were lost are asked for at once, and once", async () => {
  const truth = [of(0, 1), of(1, 4, contribution("lost", { revision: 2 }), a("da", 4))];
  const { live, store } = begin(() => opened(/** @type {Change} */ (truth.shift())));
  live.connect();
  await store.open();
  live.hear("station.changed", of(2, 3, a("da", 3)));
  live.hear("station.changed", of(3, 4, a("da", 4)));
  assert.deepEqual([texts(store), store.revision], [{ a: "da" }, 1]);
  await settled();
  assert.deepEqual([texts(store), store.revision], [{ lost: "lost", a: "da" }, 4]);
  assert.deepEqual(
    live.payloads("station.open").map(({ since }) => since),
    [0, 1],
  );
});

test("what an answer did not hold yet is asked for again", async () => {
  const truth = [of(0, 1), of(1, 3), of(3, 6, a("da", 6))];
  const { live, store } = begin(() => opened(/** @type {Change} */ (truth.shift())));
  live.connect();
  await store.open();
  live.hear("station.changed", change(2, 3));
  live.hear("station.changed", change(5, 6));
  await settled();
  assert.deepEqual(
    live.payloads("station.open").map(({ since }) => since),
    [0, 1, 3],
  );
  assert.deepEqual([store.revision, texts(store)], [6, { a: "da" }]);
});

test("however often it is woken while it asks, it asks once more", async () => {
  const { live, store } = begin((_, { since }) => opened(change(since, 1)));
  live.connect();
  const first = store.open();
  live.wake();
  live.wake();
  void store.open();
  await first;
  await settled();
  assert.equal(live.sent.length, 2);
});

test("a connection that breaks while it asks costs nothing", async () => {
  let lost = true;
  const { live, store } = begin((_, { since }) => (lost ? null : opened(of(since, 2, a("da", 2)))));
  live.connect();
  const asked = store.open();
  live.drop();
  await asked;
  lost = false;
  live.connect();
  await settled();
  assert.deepEqual(texts(store), { a: "da" });
});

test("a fault of our own is not taken for a lost network", async () => {
  const { live, store } = begin((_, { since }) =>
    opened({ ...change(since, 1), contributions: /** @type {any} */ (1) }),
  );
  live.connect();
  await assert.rejects(store.open(), TypeError);
});

test("a server that was set back is believed from the beginning", async () => {
  const { live, store } = begin(() => opened(of(0, 3, contribution("saved", { revision: 3 }))), {
    change: of(0, 9, contribution("saved", { revision: 8 }), contribution("lost", { revision: 9 })),
  });
  store.apply(of(9, 10, gone("later")));
  live.connect();
  await store.open();
  assert.deepEqual([store.revision, texts(store)], [3, { saved: "saved" }]);
  store.apply(of(3, 4, contribution("later", { revision: 4 })));
  assert.deepEqual([store.revision, texts(store)], [4, { saved: "saved", later: "later" }]);
});

test("a whole station in answer to what changed forgets what is not in it, and tells what went", async () => {
  const kept = contribution("kept", { revision: 2 });
  const { live, store, told } = begin(() => opened(of(0, 9, kept, contribution("new", { revision: 9 }))), {
    change: of(0, 5, kept, contribution("withdrawn", { revision: 4 })),
  });
  live.connect();
  await store.open();
  assert.deepEqual(
    [store.revision, texts(store), told],
    [9, { kept: "kept", new: "new" }, [["kept", "new", "withdrawn"]]],
  );
  store.apply(of(4, 5, contribution("withdrawn", { revision: 4 })));
  assert.deepEqual(texts(store), { kept: "kept", new: "new" });
});

/** @param {Change} answer @param {string[]} asked */
const getter = (answer, asked) =>
  /** @type {typeof fetch} */ (
    (address) => {
      asked.push(String(address));
      return Promise.resolve(new Response(JSON.stringify(answer)));
    }
  );

test("after a long absence much comes by HTTP, and the connection is asked for the rest", async () => {
  /** @type {string[]} */
  const asked = [];
  const get = getter(of(1, 8, a("viel", 8)), asked);
  const options = { change: change(0, 1), address: ADDRESS, audience: /** @type {const} */ ("public") };
  const { live, store } = begin((_, { since }) => opened(change(since, 9)), options, get);
  await store.open();
  live.connect(10_001);
  await settled();
  assert.deepEqual(asked, [`${ADDRESS}?since=1&audience=public`]);
  assert.deepEqual(
    live.payloads("station.open").map(({ since }) => since),
    [8],
  );
  assert.deepEqual([store.revision, texts(store)], [9, { a: "viel" }]);
  live.drop();
  live.connect(10_000);
  await settled();
  assert.equal(asked.length, 1);
});

test("after a long absence a whole station that comes by HTTP is taken, and what it lacks is gone", async () => {
  /** @type {string[]} */
  const asked = [];
  const options = { change: of(0, 1, a("alt", 1)), address: ADDRESS };
  const get = getter(of(0, 8, contribution("new", { revision: 8 })), asked);
  const { live, store, told } = begin((_, { since }) => opened(change(since, 9)), options, get);
  await store.open();
  live.connect(10_001);
  await settled();
  assert.deepEqual(
    live.payloads("station.open").map(({ since }) => since),
    [8],
  );
  assert.deepEqual([asked.length, store.revision, texts(store), told], [1, 9, { new: "new" }, [["a", "new"], []]]);
});

test("a screen without an address never asks by HTTP", async () => {
  /** @type {string[]} */
  const asked = [];
  const { live, store } = begin((_, { since }) => opened(change(since, 1)), {}, getter(change(0, 1), asked));
  await store.open();
  live.connect(99_000);
  await settled();
  assert.deepEqual([asked, store.revision], [[], 1]);
});

test("when the connection goes again nobody waits for the answer by HTTP, and the next one tries anew", async () => {
  /** @type {AbortSignal[]} */
  const signals = [];
  const get = /** @type {typeof fetch} */ (
    (_, options) =>
      new Promise((__, reject) => {
        const signal = /** @type {AbortSignal} */ (options?.signal);
        signals.push(signal);
        signal.addEventListener("abort", () => reject(signal.reason));
      })
  );
  const { live, store } = begin((_, { since }) => opened(change(since, 1)), { address: ADDRESS }, get);
  await store.open();
  live.connect(20_000);
  await settled();
  live.drop();
  await settled();
  live.connect(100);
  await settled();
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true, false],
  );
});

test("it tells of which items the words changed, and not of those which got a dot, came or went", () => {
  const { store } = begin();
  /** @type {string[][]} */
  const heard = [];
  store.subscribe((_, reworded) => heard.push([...reworded]));
  const first = { contributions: [contribution("a"), contribution("b")], statements: [statement("s")] };
  store.apply(change(0, 1, first));
  store.apply(change(1, 2, { contributions: [contribution("a", { votes: 3, revision: 2 })] }));
  store.apply(change(2, 3, { contributions: [contribution("a", { text: "ohne Namen", revision: 3 })] }));
  store.apply(change(3, 4, { contributions: [contribution("b", { german: "Auf Deutsch", revision: 4 })] }));
  store.apply(change(4, 5, { statements: [statement("s", { translations: { en: "Said" }, revision: 5 })] }));
  store.apply(change(5, 6, { contributions: [gone("a")] }));
  assert.deepEqual(heard, [[], [], ["a"], ["b"], ["s"], []]);
});
