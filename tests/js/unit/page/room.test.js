import assert from "node:assert/strict";
import { test } from "node:test";
import { roomOf } from "../../../../static/js/lib/page/room.js";

/** @param {number} width @param {number} height @param {object} [seen] */
const room = (width, height, seen) =>
  roomOf({
    innerWidth: width,
    innerHeight: height,
    visualViewport: seen ? { height, scale: 1, offsetTop: 0, ...seen } : null,
  });

test("a screen is low where the keyboard is open, or on its side", () => {
  assert.deepEqual(room(360, 640), { low: false, flat: false, covered: 0 });
  assert.deepEqual(room(360, 360), { low: true, flat: false, covered: 0 });
  assert.deepEqual(room(844, 390), { low: true, flat: false, covered: 0 });
  assert.deepEqual(room(844, 200), { low: true, flat: true, covered: 0 });
});

test("Safari lays its keyboard over the page, which stays as high as it was", () => {
  assert.deepEqual(room(390, 760, { height: 424 }), { low: true, flat: false, covered: 336 });
  assert.deepEqual(room(390, 760, { height: 424, offsetTop: 200 }), { low: true, flat: false, covered: 136 });
});

test("who magnifies the page has no other room", () => {
  assert.deepEqual(room(390, 760, { height: 190, scale: 4 }), { low: false, flat: false, covered: 0 });
});
