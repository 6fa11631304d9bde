import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createPreview } from "../../../../static/js/screens/edit/preview.js";
import { createClock } from "../clock.js";
import { embed } from "../page.js";

embed("first", {});

/** @param {any} framed what the frame shows */
function begin(framed) {
  const clock = createClock().install();
  Object.defineProperty(globalThis, "location", {
    value: { href: "http://cafe.example/e/x/edit" },
    configurable: true,
  });
  Object.assign(document, { addEventListener() {} });
  const frame = { src: "first", setAttribute() {}, addEventListener() {}, ...framed };
  const on = { hidden: true, addEventListener() {}, querySelector: () => null };
  const look = {
    dataset: /** @type {Record<string, string>} */ ({ look: "/e/x/edit/look" }),
    querySelector: (/** @type {string} */ looked) =>
      ({ "[data-preview]": frame, "[data-look-on]": on })[looked] ?? null,
  };
  return { clock, frame, preview: createPreview(/** @type {any} */ (look)) };
}

test("what guests see is drawn anew without another step of the browser's history", async () => {
  /** @type {string[]} */
  const shown = [];
  const contentWindow = { scrollY: 40, location: { replace: (/** @type {string} */ to) => shown.push(to) } };
  const { clock, frame, preview } = begin({ contentDocument: {}, contentWindow });
  preview.renew();
  await clock.advance(300);
  assert.deepEqual(shown, ["http://cafe.example/e/x/edit/look"]);
  assert.equal(frame.src, "first");
});

test("it comes back after a fault that the browser showed there", async () => {
  /** @type {string[]} */
  const shown = [];
  const contentWindow = {
    get scrollY() {
      throw new Error("SecurityError: of another origin");
    },
    location: { replace: (/** @type {string} */ to) => shown.push(to) },
  };
  const { clock, preview } = begin({ contentDocument: null, contentWindow });
  preview.renew();
  await clock.advance(300);
  assert.equal(shown.length, 1);
});
