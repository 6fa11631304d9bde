import assert from "node:assert/strict";
import { test } from "node:test";
import { createChosen } from "../../../../static/js/lib/model/chosen.js";
import { LOCKED } from "../../../../static/js/lib/model/reading.js";

/** @param {Record<string, string>} said */
const texts = (said) => new Map(Object.entries(said).map(([id, text]) => [id, { text }]));

function choose() {
  let moment = 0;
  const chosen = createChosen({ now: () => moment });
  return {
    chosen,
    /** @param {number} ms */
    pass: (ms) => {
      moment += ms;
    },
    /** What of these would be approved. @param {Record<string, string>} said */
    approved: (said) =>
      Object.entries(said)
        .filter(([id, was]) => chosen.reads({ id, was }) && chosen.isMeant(id))
        .map(([id]) => id),
  };
}

test("what reads differently than when it was selected is not approved with the others", () => {
  const { chosen, approved } = choose();
  chosen.update(["a", "b"], texts({ a: "A", b: "B", c: "C" }));
  chosen.update(["a", "b"], texts({ a: "Frau Muster", b: "B" }));
  assert.deepEqual(approved({ a: "Frau Muster", b: "B", c: "anders" }), ["b", "c"]); // c was not selected
});

test("its other wording is approved once it was shown, but not by the second of two taps", () => {
  const { chosen, pass, approved } = choose();
  const now = { a: "Frau Muster", b: "B" };
  chosen.update(["a", "b"], texts({ a: "A", b: "B" }));
  chosen.renew(["a"], texts(now));
  assert.deepEqual(approved(now), ["b"]);
  pass(LOCKED - 1);
  chosen.update(["a"], texts(now));
  assert.deepEqual(approved(now), ["b"]);
  pass(1);
  assert.deepEqual(approved(now), ["a", "b"]);
});

test("what is selected anew counts as it reads then", () => {
  const { chosen, approved } = choose();
  chosen.update(["a"], texts({ a: "A" }));
  chosen.update([], texts({ a: "B" }));
  chosen.renew(["a"], texts({ a: "B" })); // nobody selected it
  chosen.update(["a", "gone"], texts({ a: "B" }));
  assert.deepEqual([approved({ a: "B" }), approved({ a: "A" })], [["a"], []]);
});
