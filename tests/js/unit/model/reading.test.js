import assert from "node:assert/strict";
import { test } from "node:test";
import { createReading, LOCKED } from "../../../../static/js/lib/model/reading.js";
import { contribution } from "../nouns.js";

/** @param {string[]} ids */
const waiting = (...ids) => ids.map((id) => contribution(id, { state: "pending", text: `Text ${id}` }));

/** @param {string[]} ids */
function reading(...ids) {
  let moment = 1000;
  const model = createReading({ now: () => moment });
  model.open(waiting(...ids));
  return {
    model,
    later(ms = LOCKED) {
      moment += ms;
    },
    shown: () => model.state().card?.id,
  };
}

test("the card changes only on an answer, and the oldest comes first", () => {
  const { model, later, shown } = reading("a", "b");
  model.update(waiting("b", "c", "a"));
  assert.equal(shown(), "a");
  later();
  assert.deepEqual(model.answer("approved"), { id: "a", was: "Text a" });
  assert.deepEqual([shown(), model.state().left, model.state().fresh], ["b", 2, 1]);
});

test("an answer that was meant for the card before is none", () => {
  const { model, later, shown } = reading("a", "b", "c");
  later();
  model.answer("approved");
  assert.equal(model.answer("approved"), null); // the second of two taps
  later(LOCKED - 1);
  assert.equal(model.answer("hidden"), null);
  later(1);
  assert.deepEqual(model.answer("hidden"), { id: "b", was: "Text b" });
  assert.deepEqual([shown(), model.state().counts], ["c", { approved: 1, hidden: 1, later: 0 }]);
});

test("what reads differently by now is shown before it is answered", () => {
  const { model, later } = reading("a", "b");
  later();
  model.update([contribution("a", { state: "pending", text: "Frau Muster" }), ...waiting("b")]);
  assert.deepEqual([model.state().is, model.state().card?.text], ["newer", "Text a"]);
  assert.equal(model.answer("approved"), null);
  assert.deepEqual([model.state().is, model.state().card?.text], ["same", "Frau Muster"]);
  assert.equal(model.answer("approved"), null); // it has just appeared
  later();
  assert.deepEqual(model.answer("approved"), { id: "a", was: "Frau Muster" });
});

test("what somebody else answered stays in its place, and no answer goes out", () => {
  const { model, later, shown } = reading("a", "b");
  later();
  model.update(waiting("b"));
  assert.deepEqual([shown(), model.state().is], ["a", "gone"]);
  assert.equal(model.answer("approved"), null);
  assert.deepEqual([shown(), model.state().counts.approved], ["b", 0]);
});

test("what is put off comes again at the end, behind what came since", () => {
  const { model, later, shown } = reading("a", "b");
  model.update(waiting("a", "b", "c"));
  later();
  model.answer("later");
  const order = [shown()];
  for (const _ of [1, 2]) {
    later();
    model.answer("approved");
    order.push(shown());
  }
  assert.deepEqual([order, model.state().left], [["b", "c", "a"], 1]);
});

test("one goes back step by step, and a card that comes back takes no answer before it is there", () => {
  const { model, later, shown } = reading("a", "b", "c");
  later();
  model.answer("approved");
  later();
  model.answer("later");
  model.update(waiting("b", "c"));
  assert.equal(shown(), "c");
  assert.equal(model.back()?.card.id, "b");
  assert.deepEqual([shown(), model.state().is, model.state().left], ["b", "same", 2]);
  assert.equal(model.back()?.card.id, "a");
  assert.deepEqual([shown(), model.state().is], ["a", "coming"]);
  model.update(waiting("a", "b", "c"));
  assert.deepEqual([model.state().is, model.state().left], ["same", 3]);
  assert.deepEqual(model.state().counts, { approved: 0, hidden: 0, later: 0 });
  assert.equal(model.back(), null);
});

test("after the last card new ones come by themselves", () => {
  const { model, later, shown } = reading("a");
  later();
  model.answer("approved");
  model.update([]);
  assert.deepEqual([shown(), model.state().left], [undefined, 0]);
  model.update(waiting("b"));
  assert.equal(shown(), "b");
});

test("whatever is put in front of the host anew is told apart from what stands there already", () => {
  const { model, later } = reading("a", "b");
  const seen = [model.state().showing];
  const note = () => void (seen.includes(model.state().showing) || seen.push(model.state().showing));
  model.update([contribution("a", { state: "pending", text: "Frau Muster" }), ...waiting("b")]);
  assert.equal(model.state().showing, seen[0]); // the old wording still stands there
  later();
  model.answer("approved");
  note(); // the new wording of the same card
  later();
  model.answer("later");
  note(); // the next card
  model.back();
  note(); // the same card once more
  assert.equal(seen.length, 4);
});
