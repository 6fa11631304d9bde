import assert from "node:assert/strict";
import { test } from "node:test";
import { watchPressed } from "../../../../static/js/lib/page/pressed.js";

function begin() {
  /** @type {((click: any) => void)[]} */
  const heard = [];
  const form = /** @type {any} */ ({
    addEventListener(/** @type {string} */ name, /** @type {(click: any) => void} */ hear) {
      assert.equal(name, "click");
      heard.push(hear);
    },
  });
  const pressed = watchPressed(form);
  return { pressed, click: (/** @type {any} */ target) => heard.forEach((hear) => void hear({ target })) };
}

const up = /** @type {any} */ ({ name: "do", value: "up" });
const remove = /** @type {any} */ ({ name: "do", value: "remove" });
const iconOf = (/** @type {any} */ button) => ({ closest: () => button });

test("the browser's own word for the button goes first", () => {
  const { pressed, click } = begin();
  click(iconOf(remove));
  assert.equal(pressed({ submitter: up }), up);
});

test("where a browser tells none, it is the one that was clicked last", () => {
  const { pressed, click } = begin();
  click(iconOf(remove));
  click(iconOf(up));
  assert.equal(pressed(/** @type {any} */ ({})), up);
  assert.equal(pressed({ submitter: null }), up);
});

test("without any click there is no button", () => {
  const { pressed } = begin();
  assert.equal(pressed(/** @type {any} */ ({})), null);
});
