import assert from "node:assert/strict";
import { test } from "node:test";
import { createHeld } from "../../../../static/js/lib/model/held.js";
import { contribution } from "../nouns.js";

/** @param {string[]} ids */
const waiting = (...ids) => ids.map((id) => contribution(id, { state: "pending", text: `Text ${id}` }));
/** @param {{slots: import("../../../../static/js/lib/model/held.js").Slot[], fresh: number}} now */
const read = ({ slots, fresh }) => [
  slots.map(({ card, gone, newer }) => card.id + (gone ? "-" : newer ? "*" : "")),
  fresh,
];

test("what is there at first comes in, what comes later gathers until it is asked for", () => {
  const held = createHeld();
  assert.deepEqual(read(held.update(waiting("a", "b"))), [["a", "b"], 0]);
  assert.deepEqual(read(held.update(waiting("a", "b", "c", "d"))), [["a", "b"], 2]);
  held.letIn();
  assert.deepEqual(read(held.update(waiting("a", "b", "c", "d", "e"))), [["a", "b", "c", "d", "e"], 0]);
  assert.deepEqual(read(held.update(waiting("a", "b", "c", "d", "e", "f"))), [["a", "b", "c", "d", "e"], 1]);
});

test("where nothing is being read new ones come in by themselves", () => {
  const held = createHeld();
  assert.deepEqual(read(held.update([])), [[], 0]);
  assert.deepEqual(read(held.update(waiting("a"))), [["a"], 0]);
  assert.deepEqual(read(held.update(waiting("a", "b"))), [["a"], 1]);
  assert.deepEqual(read(held.update(waiting("b"))), [["a-"], 1]); // a finger may be on its way
  assert.deepEqual(read(held.update([])), [[], 0]);
  assert.deepEqual(read(held.update(waiting("c"))), [["c"], 0]);
});

test("what somebody else took away leaves its place empty until the host's own deed", () => {
  const held = createHeld();
  held.update(waiting("a", "b", "c"));
  assert.deepEqual(read(held.update(waiting("b", "c", "d"))), [["a-", "b", "c"], 1]);
  assert.deepEqual(held.asRead(["a"]), { read: [], newer: [] });
  held.close();
  assert.deepEqual(read(held.update(waiting("c", "d"))), [["c"], 1]);
});

test("another wording comes when it is asked for, and is not approved as read before", () => {
  const held = createHeld();
  held.update(waiting("a", "b"));
  const changed = [contribution("a", { state: "pending", text: "Frau Muster" }), ...waiting("b")];
  const { slots } = held.update(changed);
  assert.deepEqual(
    slots.map(({ card }) => card.text),
    ["Text a", "Text b"],
  );
  assert.deepEqual(held.asRead(["a", "b"]), { read: [{ id: "b", was: "Text b" }], newer: ["a"] });
  held.renew(["a"]);
  assert.deepEqual(held.asRead(["a"]), { read: [{ id: "a", was: "Frau Muster" }], newer: [] });
  assert.deepEqual(read(held.update(changed)), [["a", "b"], 0]);
});

test("what comes back stands at the end, so that nothing moves for it", () => {
  const held = createHeld();
  held.update(waiting("a", "b"));
  held.close();
  held.update(waiting("b"));
  assert.deepEqual(read(held.update(waiting("a", "b"))), [["b", "a"], 0]);
});

test("a thousand that waited overnight come in sixty at a time", () => {
  const held = createHeld();
  const many = waiting(...Array.from({ length: 1000 }, (_, at) => `w${at}`));
  assert.equal(held.update(many).fresh, 940);
  held.letIn();
  assert.equal(held.update(many).fresh, 880);
});
