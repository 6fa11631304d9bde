import assert from "node:assert/strict";
import { test } from "node:test";
import { comeBack } from "../../../../static/js/lib/page/come-back.js";
import { createClock } from "../clock.js";

/** @param {() => Response|Promise<Response>} answer */
function page(answer) {
  const clock = createClock().install();
  const seen = { asked: /** @type {string[]} */ ([]), loaded: 0 };
  const get = /** @type {typeof fetch} */ (
    (address) => {
      seen.asked.push(String(address));
      return Promise.resolve(answer());
    }
  );
  comeBack(
    "dresden",
    () => {
      seen.loaded += 1;
    },
    get,
  );
  return { clock, seen };
}

/** @param {number} status @param {string} error */
const refused = (status, error) => new Response(JSON.stringify({ ok: false, error }), { status });

/** @type {[string, () => Response|Promise<Response>][]} */
const UNDECIDED = [
  ["is locked", () => refused(410, "event_locked")],
  ["has a server that is broken", () => refused(500, "server_error")],
  ["has a server that is away behind its proxy", () => new Response("Bad Gateway", { status: 502 })],
  ["cannot be reached", () => Promise.reject(new TypeError("no network"))],
];

for (const [how, answer] of UNDECIDED) {
  test(`a page stays and asks again while its event ${how}`, async () => {
    const { clock, seen } = page(answer);
    await clock.advance(14_000);
    assert.deepEqual(seen, { asked: [], loaded: 0 });
    await clock.advance(600_000);
    assert.equal(seen.loaded, 0);
    assert.ok(seen.asked.length >= 13 && seen.asked.length <= 41, String(seen.asked.length));
    assert.deepEqual(new Set(seen.asked), new Set(["/e/dresden/here"]));
  });
}

for (const [how, answer] of /** @type {[string, () => Response][]} */ ([
  ["is open again", () => new Response(null, { status: 204 })],
  ["is over", () => refused(410, "event_over")],
])) {
  test(`a page loads anew once, within a minute after its event ${how}`, async () => {
    let now = () => refused(410, "event_locked");
    const { clock, seen } = page(() => now());
    await clock.advance(300_000);
    assert.equal(seen.loaded, 0);
    now = answer;
    await clock.advance(60_000);
    assert.equal(seen.loaded, 1);
    await clock.advance(300_000);
    assert.equal(seen.loaded, 1);
  });
}
