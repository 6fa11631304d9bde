import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { uuid } from "../../../../static/js/lib/base/uuid.js";

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids are random UUIDs of version 4, each another one", () => {
  const made = Array.from({ length: 1000 }, uuid);
  assert.deepEqual(
    made.filter((id) => !VERSION_4.test(id)),
    [],
  );
  assert.equal(new Set(made).size, made.length);
});

test("the bytes stand where they were drawn", (context) => {
  const draw = crypto.getRandomValues;
  context.after(() => Object.assign(crypto, { getRandomValues: draw }));
  Object.assign(crypto, { getRandomValues: (/** @type {Uint8Array} */ bytes) => bytes.map((_, index) => index * 17) });
  assert.equal(uuid(), "00112233-4455-4677-8899-aabbccddeeff");
});
