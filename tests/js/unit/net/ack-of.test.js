import assert from "node:assert/strict";
import { test } from "node:test";
import { ackOf } from "../../../../static/js/lib/net/ack-of.js";

test("what somebody else answers in the server's place is no acknowledgement", async () => {
  for (const body of [
    "<!doctype html>",
    "",
    '{"ok": tru',
    "null",
    "[]",
    '["ok"]',
    '"ok"',
    "1",
    '{"message": "busy"}',
    '{"ok": 1}',
  ]) {
    await assert.rejects(ackOf(new Response(body)), Error, body);
  }
  for (const ack of [
    { ok: true, revision: 3 },
    { ok: false, error: "text_empty", message: "x" },
  ]) {
    assert.deepEqual(await ackOf(new Response(JSON.stringify(ack))), ack);
  }
});
