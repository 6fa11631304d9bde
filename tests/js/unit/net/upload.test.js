import assert from "node:assert/strict";
import { test } from "node:test";
import { upload } from "../../../../static/js/lib/net/upload.js";

/** A request whose fate the test decides. */
class Request extends EventTarget {
  upload = new EventTarget();
  responseText = "";
  timeout = 0;
  /** @type {unknown[]} */
  did = [];
  /** @param {unknown[]} what */
  open(...what) {
    this.did.push(["open", ...what]);
  }
  /** @param {unknown[]} what */
  setRequestHeader(...what) {
    this.did.push(["header", ...what]);
  }
  /** @param {unknown} body */
  send(body) {
    this.did.push(["send", body]);
  }
}

const FILE = new Blob(["Foto"]);

function begin() {
  const request = new Request();
  /** @type {number[]} */
  const shares = [];
  const done = upload("/photos?id=1", FILE, (share) => shares.push(share), /** @type {any} */ (request));
  return { request, shares, done };
}

test("a file leaves as the body of one request, which is given up after five minutes", async () => {
  const { request, done } = begin();
  assert.deepEqual(request.did, [
    ["open", "POST", "/photos?id=1"],
    ["header", "Accept", "application/json"],
    ["send", FILE],
  ]);
  assert.equal(request.timeout, 300_000);
  request.responseText = '{"ok": true, "revision": 4}';
  request.dispatchEvent(new Event("load"));
  assert.deepEqual(await done, { ok: true, revision: 4 });
});

test("how much has left is told; where nobody knows, nothing has", () => {
  const { request, shares } = begin();
  for (const [loaded, total] of [
    [1, 4],
    [2, 4],
    [7, 0],
  ]) {
    request.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded, total }));
  }
  request.upload.dispatchEvent(new Event("load"));
  assert.deepEqual(shares, [0.25, 0.5, 0, 1]);
});

test("a refusal is an answer", async () => {
  const { request, done } = begin();
  request.responseText = '{"ok": false, "error": "storage_full", "message": "voll"}';
  request.dispatchEvent(new Event("load"));
  assert.deepEqual(await done, { ok: false, error: "storage_full", message: "voll" });
});

for (const text of ["", "<!doctype html>", "null", "[]", '{"ok": "yes"}', '{"login": true}']) {
  test(`whoever answers in the server's place with ${JSON.stringify(text)} has not answered`, async () => {
    const { request, done } = begin();
    request.responseText = text;
    request.dispatchEvent(new Event("load"));
    await assert.rejects(done, { message: "no answer" });
  });
}

for (const end of ["error", "abort", "timeout"]) {
  test(`a request that ends with ${end} was not answered`, async () => {
    const { request, done } = begin();
    request.dispatchEvent(new Event(end));
    await assert.rejects(done, { message: "no answer" });
  });
}
