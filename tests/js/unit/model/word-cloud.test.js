import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createCloud } from "../../../../static/js/lib/model/word-cloud.js";
import { createClock, settled } from "../clock.js";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

/** A server that answers when the test says so. */
function begin() {
  /** @type {{address: string, answer: (words: any, status?: number) => void, fail: () => void}[]} */
  const asked = [];
  const get = /** @type {typeof fetch} */ (
    (address, options) =>
      new Promise((resolve, reject) => {
        options?.signal?.addEventListener("abort", () => reject(new TypeError("aborted")));
        asked.push({
          address: String(address),
          answer: (words, status = 200) =>
            resolve(new Response(JSON.stringify({ words, said: `Aus ${words.length}` }), { status })),
          fail: () => reject(new TypeError("no network")),
        });
      })
  );
  let changes = 0;
  const cloud = createCloud(
    "/words.json",
    () => {
      changes += 1;
    },
    get,
  );
  return { asked, cloud, changes: () => changes, addresses: () => asked.map(({ address }) => address) };
}

test("the words of the hall, or of one station, are asked for", async () => {
  const { asked, cloud, changes, addresses } = begin();
  cloud.begin(null);
  assert.equal(cloud.words, null);
  asked[0]?.answer(["hall"]);
  await settled();
  assert.deepEqual([cloud.words, cloud.said, changes()], [["hall"], "Aus 1", 1]);
  cloud.begin("für & alle");
  assert.deepEqual([cloud.words, cloud.said], [null, ""]);
  asked[1]?.answer(["one"]);
  await settled();
  assert.deepEqual([cloud.words, addresses()], [["one"], ["/words.json", "/words.json?station=f%C3%BCr%20%26%20alle"]]);
});

test("an answer for the scene before is not shown in this one", async () => {
  const { asked, cloud, changes, addresses } = begin();
  cloud.begin(null);
  cloud.begin("verein");
  asked[0]?.answer(["hall"]);
  await settled();
  assert.deepEqual([cloud.words, changes()], [null, 0]);
  asked[1]?.answer(["verein"]);
  await settled();
  assert.deepEqual([cloud.words, addresses()], [["verein"], ["/words.json", "/words.json?station=verein"]]);
});

test("however often something changes while it asks, it asks once more", async () => {
  const { asked, cloud } = begin();
  cloud.begin(null);
  cloud.ask();
  cloud.ask();
  asked[0]?.answer(["alt"]);
  await settled();
  assert.equal(asked.length, 2);
  asked[1]?.answer(["neu"]);
  await settled();
  assert.deepEqual([cloud.words, asked.length], [["neu"], 2]);
});

/** @type {[name: string, act: (one: any) => void][]} */
const FAILURES = [
  ["without network", (one) => one.fail()],
  ["with a fault of the server", (one) => one.answer(["falsch"], 500)],
];

for (const [name, act] of FAILURES) {
  test(`the last words stay ${name}, and the next try is taken`, async () => {
    const { asked, cloud } = begin();
    cloud.begin(null);
    asked[0]?.answer(["da"]);
    await settled();
    cloud.ask();
    act(asked[1]);
    await settled();
    assert.deepEqual(cloud.words, ["da"]);
    cloud.ask();
    asked[2]?.answer(["wieder"]);
    await settled();
    assert.deepEqual(cloud.words, ["wieder"]);
  });
}

test("an answer that never comes is waited for ten seconds, then the words are asked for anew", async () => {
  const { asked, cloud, addresses } = begin();
  cloud.begin(null);
  cloud.begin("verein");
  await clock.advance(9999);
  assert.deepEqual(addresses(), ["/words.json"]);
  await clock.advance(1);
  assert.deepEqual(addresses(), ["/words.json", "/words.json?station=verein"]);
  asked[1]?.answer(["one"]);
  await settled();
  assert.deepEqual(cloud.words, ["one"]);
});

test("where the server could not answer it is asked again, ever later, until it can", async () => {
  Math.random = () => 0.5; // a spread wait is just the wait
  const { asked, cloud } = begin();
  cloud.begin(null);
  asked[0]?.answer([], 503);
  await clock.advance(1999);
  assert.equal(asked.length, 1);
  await clock.advance(1);
  asked[1]?.fail();
  await clock.advance(4000);
  asked[2]?.answer(["hall"]);
  await clock.advance(300_000);
  assert.deepEqual([cloud.words, asked.length], [["hall"], 3]);
});
