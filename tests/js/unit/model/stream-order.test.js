import assert from "node:assert/strict";
import { test } from "node:test";
import { createStreamOrder } from "../../../../static/js/lib/model/stream-order.js";
import { contribution, ids } from "../nouns.js";

/** @param {string} text "a: b c" is a with two answers */
function thread(text) {
  const [root = "", replies = ""] = text.split(": ");
  return {
    root: contribution(root),
    replies: replies
      .split(" ")
      .filter(Boolean)
      .map((id) => contribution(id)),
    orphan: false,
  };
}

const FREE = { reading: false, touched: false, own: new Set(/** @type {string[]} */ ([])) };

/**
 * @param {ReturnType<typeof createStreamOrder>} order
 * @param {string[]} threads
 * @param {Partial<typeof FREE>} [options]
 */
function arrange(order, threads, options = {}) {
  const { threads: shown, held } = order.arrange(threads.map(thread), { ...FREE, ...options });
  const told = shown.map(({ root, replies }) => [root.id, ids(replies).join(" ")].filter(Boolean).join(": "));
  return [told, held];
}

test("who is at the top sees everything in its order", () => {
  const order = createStreamOrder();
  assert.deepEqual(arrange(order, ["b", "a"]), [["b", "a"], 0]);
  assert.deepEqual(arrange(order, ["a", "c: d", "b"]), [["a", "c: d", "b"], 0]);
});

test("while somebody reads below nothing pushes in, and what waits is counted with its answers", () => {
  const order = createStreamOrder();
  arrange(order, ["b", "a"]);
  assert.deepEqual(arrange(order, ["d", "c", "b: e", "a"], { reading: true }), [["b", "a"], 3]);
  assert.deepEqual(arrange(order, ["d", "c", "b: e", "a"]), [["d", "c", "b: e", "a"], 0]);
});

test("what the reader wrote comes at once, also as an answer", () => {
  const order = createStreamOrder();
  arrange(order, ["b", "a"]);
  const own = new Set(["mine", "answer"]);
  assert.deepEqual(arrange(order, ["mine", "c", "b: answer other", "a"], { reading: true, own }), [
    ["mine", "b: answer", "a"],
    2,
  ]);
});

test("what was once admitted stays, though more is held", () => {
  const order = createStreamOrder();
  arrange(order, ["a"]);
  arrange(order, ["mine", "a"], { reading: true, own: new Set(["mine"]) });
  assert.deepEqual(arrange(order, ["b", "mine", "a"], { reading: true }), [["mine", "a"], 1]);
});

test("what goes while somebody reads goes", () => {
  const order = createStreamOrder();
  arrange(order, ["c", "b", "a"]);
  assert.deepEqual(arrange(order, ["c", "a"], { reading: true }), [["c", "a"], 0]);
});

test("under a finger nothing changes places, but new ones come above and answers below", () => {
  const order = createStreamOrder();
  arrange(order, ["b", "a"]);
  assert.deepEqual(arrange(order, ["a", "c", "b: d"], { touched: true }), [["c", "b: d", "a"], 0]);
});

test("whoever reads with a finger on the cards sees neither new ones nor others' places change", () => {
  const order = createStreamOrder();
  arrange(order, ["b", "a"]);
  assert.deepEqual(arrange(order, ["a", "c", "b"], { touched: true, reading: true }), [["b", "a"], 1]);
});

test("the first picture holds nothing back, and neither does the first after everything is to be arranged anew", () => {
  const order = createStreamOrder();
  assert.deepEqual(arrange(order, ["b", "a"], { reading: true }), [["b", "a"], 0]);
  order.reset();
  assert.deepEqual(arrange(order, ["a", "c", "b"], { reading: true }), [["a", "c", "b"], 0]);
});
