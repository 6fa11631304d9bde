import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadAnew } from "../../../../static/js/lib/page/load-anew.js";
import { createClock } from "../clock.js";
import { embed } from "../page.js";

embed("first", {}); // a page of its own: it is loaded anew but once

test("a page is loaded anew once nobody types in it and the server answers", async () => {
  const clock = createClock().install();
  const field = { value: "Halb", defaultValue: "", getClientRects: () => [{}] };
  /** @type {(() => Promise<Response>)[]} */
  const answers = [
    () => Promise.reject(new TypeError("no network")),
    () => Promise.resolve(new Response(null, { status: 502 })),
    () => Promise.resolve(new Response(null, { status: 200 })),
  ];
  let loaded = 0;
  let asked = 0;
  Object.defineProperty(globalThis, "location", {
    value: {
      href: "http://cafe.example/e/x/organise",
      reload: () => {
        loaded += 1;
      },
    },
  });
  const looked = { value: "Räume", defaultValue: "", getClientRects: () => [{}] }; // in a search field
  Object.assign(document, {
    querySelectorAll: (/** @type {string} */ asked) => (/search|input(?![[:])/.test(asked) ? [field, looked] : [field]),
  });
  globalThis.fetch = () => {
    asked += 1;
    return answers[asked - 1]?.() ?? Promise.reject(new Error("asked too often"));
  };

  loadAnew();
  loadAnew();
  await clock.advance(5000);
  assert.deepEqual([asked, loaded], [0, 0]);
  field.value = "";
  await clock.advance(1000);
  assert.deepEqual([asked, loaded], [1, 0]);
  await clock.advance(1000);
  assert.deepEqual([asked, loaded], [2, 0]);
  await clock.advance(1000);
  assert.deepEqual([asked, loaded], [3, 1]);
});
