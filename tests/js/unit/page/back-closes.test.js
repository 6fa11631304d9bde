import assert from "node:assert/strict";
import { test } from "node:test";

const { backCloses } = await import("../../../../static/js/lib/page/back-closes.js");

/** @param {() => void} work in a moment, as browsers go back */
let inAMoment = (work) => work();

/** A page with something that opens, whose `toggle` comes when it is told, and a browser with a history. */
function page(entries = /** @type {({sheet: true}|null)[]} */ ([null]), open = false) {
  const sheet = /** @type {HTMLDetailsElement} */ (/** @type {unknown} */ (new EventTarget()));
  const around = new EventTarget();
  let at = entries.length - 1;
  const past = {
    get state() {
      return entries[at];
    },
    /** @param {any} state */
    pushState(state) {
      entries.splice(at + 1, entries.length, state);
      at += 1;
    },
    back: () =>
      inAMoment(() => {
        at -= 1;
        around.dispatchEvent(new Event("popstate"));
      }),
  };
  sheet.open = open;
  backCloses(sheet, { past, around: /** @type {any} */ (around) });
  return {
    sheet,
    past,
    /** @param {boolean} open */
    turn(open) {
      sheet.open = open;
      sheet.dispatchEvent(new Event("toggle"));
    },
    /** The browser tells what the history did to it. */
    told: () => sheet.dispatchEvent(new Event("toggle")),
    forward() {
      at += 1;
      around.dispatchEvent(new Event("popstate"));
    },
    get entries() {
      return entries.slice(0, at + 1);
    },
  };
}

test("Back closes what is open, and stays on the page", () => {
  const { sheet, past, turn, told, ...one } = page();
  turn(true);
  assert.deepEqual(past.state, { sheet: true });
  past.back();
  told();
  assert.deepEqual([sheet.open, past.state], [false, null]);
  one.forward();
  told();
  assert.deepEqual([sheet.open, past.state], [true, { sheet: true }]);
});

test("closing it by hand leaves no step behind that Back would have to take", () => {
  const one = page();
  for (const open of [true, false, true, false]) {
    one.turn(open);
  }
  assert.deepEqual(one.entries, [null]);
});

test("opened again before the browser has gone back, it stays open, and Back closes it", () => {
  /** @type {(() => void)[]} */
  const later = [];
  inAMoment = (work) => void later.push(work);
  const one = page();
  for (const open of [true, false, true]) {
    one.turn(open);
  }
  inAMoment = (work) => work();
  later.forEach((work) => work());
  assert.deepEqual([one.sheet.open, later.length, one.entries], [true, 1, [null, { sheet: true }]]);
  one.past.back();
  assert.equal(one.sheet.open, false);
});

test("a page that is loaded anew, or come back to, stands where it was left", () => {
  const one = page([null, { sheet: true }]);
  one.told();
  assert.equal(one.sheet.open, true);
  one.turn(false);
  assert.deepEqual(one.entries, [null]);
});

test("what was opened before the script was there stays open, and Back closes it", () => {
  const one = page([null], true);
  assert.deepEqual([one.sheet.open, one.entries], [true, [null, { sheet: true }]]);
  one.past.back();
  assert.deepEqual([one.sheet.open, one.entries], [false, [null]]);
});
