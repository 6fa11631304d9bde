import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { embed } from "../page.js";

/** @typedef {{matches?: unknown, dataset: object, isConnected: boolean} & Record<string, any>} Fake */

Object.assign(globalThis, { CSS: { escape: String } });
Object.assign(document, { activeElement: null, querySelectorAll: () => [], querySelector: () => card });
embed("phrases", {});
const { keepBoard } = await import("../../../../static/js/render/board-place.js");

/** @type {Fake} */
let card;

/** A control that can be focused. @param {Partial<Fake>} [more] @returns {Fake} */
function control(more = {}) {
  const one = {
    dataset: {},
    isConnected: true,
    focus: () => Object.assign(document, { activeElement: one }),
    scrollIntoView: () => {},
    closest: () => card,
    setSelectionRange: (/** @type {number} */ from, /** @type {number} */ to) =>
      Object.assign(one, { selectionStart: from, selectionEnd: to }),
    ...more,
  };
  return one;
}

/** A card with its box and its fields. @param {Fake[]} fields */
function cardWith(fields) {
  const box = control({ dataset: { do: "select" } });
  const one = {
    dataset: {},
    isConnected: true,
    box,
    getAttribute: () => "a",
    closest: () => null,
    querySelector: (/** @type {string} */ wanted) => (wanted === '[data-do="select"]' ? box : null),
    querySelectorAll: () => fields,
  };
  return one;
}

test("where a card is drawn anew while somebody types in it, typing goes on at the same letter", () => {
  const [first, second] = [control(), control({ selectionStart: 3, selectionEnd: 5 })];
  card = cardWith([first, second]);
  second.focus();
  const anew = control({ selectionStart: 9, selectionEnd: 9 });
  keepBoard(() => {
    second.isConnected = false;
    card = cardWith([control(), anew]);
    Object.assign(document, { activeElement: null });
  });
  assert.equal(document.activeElement, anew);
  assert.deepEqual([anew.selectionStart, anew.selectionEnd], [3, 5]);
});

test("where its form is gone, the card itself has the focus", () => {
  const field = control({ selectionStart: 0, selectionEnd: 0 });
  card = cardWith([field]);
  field.focus();
  keepBoard(() => {
    field.isConnected = false;
    card = cardWith([]);
    Object.assign(document, { activeElement: null });
  });
  assert.equal(document.activeElement, card.box);
});

test("what had the focus and was no field stays no field", () => {
  const [button, field] = [control({ dataset: { do: "highlight" } }), control()];
  card = cardWith([field]);
  button.focus();
  keepBoard(() => {
    button.isConnected = false;
    card = cardWith([field]);
    Object.assign(document, { activeElement: null });
  });
  assert.equal(document.activeElement, card.box);
});
