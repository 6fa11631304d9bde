import assert from "node:assert/strict";
import { test } from "node:test";
import { createCatchUp } from "../../../../static/js/lib/net/catch-up.js";
import { NOUNS } from "../../../../static/js/lib/net/usual.js";
import { createClock, settled } from "../clock.js";
import { change, contribution, STATION, short } from "../nouns.js";

const ADDRESS = "https://cafe.test/e/dresden/stations/verein.json";
const MISSED = change(3, 8, { contributions: [contribution("a", { revision: 8 })] });

/**
 * @param {(address: string, options: RequestInit) => Promise<Response>} serve
 * @param {{station: string, audience?: string}} [wanted]
 */
function begin(serve, wanted = { station: STATION, audience: "public" }) {
  /** @type {[address: string, options: RequestInit][]} */
  const asked = [];
  const get = /** @type {typeof fetch} */ (
    (address, options = {}) => {
      asked.push([String(address), options]);
      return serve(String(address), options);
    }
  );
  return { asked, catchUp: createCatchUp(ADDRESS, wanted, get) };
}

/** @param {unknown} body @param {ResponseInit} [init] */
const answer = (body, init) => () =>
  Promise.resolve(new Response(typeof body === "string" ? body : JSON.stringify(body), init));

test("what was missed comes, for the one who asks and from where they are", async () => {
  const { asked, catchUp } = begin(answer(MISSED));
  assert.deepEqual(await catchUp.since(3), MISSED);
  assert.equal(asked[0]?.[0], `${ADDRESS}?since=3&audience=public`);
  assert.deepEqual([asked[0]?.[1].cache, asked[0]?.[1].redirect], ["no-store", "manual"]);
});

test("what travels without its usual values comes whole", async () => {
  const next = change(7, 8, { contributions: [contribution("a", { revision: 8, votes: 0 })] });
  assert.equal("since" in short(next), false);
  assert.deepEqual(await begin(answer(short(next))).catchUp.since(7), next);
  assert.equal(await begin(answer(short(next))).catchUp.since(6), null);
  assert.deepEqual(await begin(answer(short(change(8, 8)))).catchUp.since(8), change(8, 8));
});

test("a screen without an audience asks for none", async () => {
  const { asked, catchUp } = begin(answer(MISSED), { station: STATION });
  assert.deepEqual(await catchUp.since(3), MISSED);
  assert.equal(asked[0]?.[0], `${ADDRESS}?since=3`);
});

test("where much changed the whole station is an answer", async () => {
  const whole = { ...MISSED, since: 0 };
  assert.deepEqual(await begin(answer(whole)).catchUp.since(3), whole);
});

test("nothing new is an answer, too", async () => {
  assert.deepEqual(await begin(answer(change(8, 8))).catchUp.since(8), change(8, 8));
});

/** @type {[name: string, serve: () => Promise<Response>][]} */
const OTHERS = [
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  [
    "a connection that is cut in the middle",
    () => Promise.resolve(new Response(new ReadableStream({ start: (body) => body.error(new Error("cut")) }))),
  ],
  ["a sign-in page", answer("<!doctype html><title>Anmelden</title>")],
  ["a sign-in page elsewhere", () => Promise.resolve(Object.assign(Response.error(), { type: "opaqueredirect" }))],
  ["somebody else's JSON", answer({ login: "http://portal.invalid/" })],
  ["no object at all", answer("null")],
  ["a list", answer("[]")],
  ["a fault of the server", answer(MISSED, { status: 500 })],
  ["a door that is closed", answer({ ok: false, error: "not_allowed" }, { status: 403 })],
  ["the answer to another question", answer(change(2, 8))],
  ["a server that was set back", answer(change(3, 2))],
  ["the whole station of a server that was set back", answer(change(0, 2))],
  ["another station", answer({ ...MISSED, station: "amt" })],
  ["an answer without contributions", answer({ ...MISSED, contributions: undefined })],
  ...NOUNS.map(
    (noun) =>
      /** @type {[string, () => Promise<Response>]} */ ([
        `an answer whose ${noun} are none`,
        answer({ ...MISSED, [noun]: "none" }),
      ]),
  ),
];

for (const [name, serve] of OTHERS) {
  test(`whatever answers in its place is no answer: ${name}`, async () => {
    assert.equal(await begin(serve).catchUp.since(3), null);
  });
}

test("an answer that does not come is given up after four seconds", async () => {
  const clock = createClock().install();
  const { catchUp } = begin(hanging);
  /** @type {unknown[]} */
  const came = [];
  void catchUp.since(3).then((missed) => came.push(missed));
  await clock.advance(3999);
  assert.deepEqual(came, []);
  await clock.advance(1);
  assert.deepEqual([came, clock.pending()], [[null], 0]);
});

test("whoever gives up waits no longer, and may ask anew", async () => {
  const clock = createClock().install();
  let answers = false;
  const { catchUp } = begin((address, options) => (answers ? answer(MISSED)() : hanging(address, options)));
  const asked = catchUp.since(3);
  catchUp.giveUp();
  assert.equal(await asked, null);
  answers = true;
  assert.deepEqual(await catchUp.since(3), MISSED);
  catchUp.giveUp(); // nothing is asked
  await settled();
  assert.equal(clock.pending(), 0);
});

/** @param {string} _ @param {RequestInit} options @returns {Promise<Response>} */
function hanging(_, { signal }) {
  return new Promise((__, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason));
  });
}
