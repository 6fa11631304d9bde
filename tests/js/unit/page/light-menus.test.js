import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { closeLightMenus } from "../../../../static/js/lib/page/light-menus.js";
import { embed } from "../page.js";

embed("first", {}); // a page of its own

test("a menu over the page closes with Escape and with a tap beside it, one in its place stays", () => {
  /** @type {Record<string, (event: any) => void>} */
  const heard = {};
  let open = true;
  let focused = 0;
  const inside = { closest: () => (open ? menu : null) };
  const beside = { closest: () => null };
  const menu = {
    lastElementChild: { position: "absolute" },
    removeAttribute: () => {
      open = false;
    },
    querySelector: () => ({
      focus: () => {
        focused += 1;
      },
    }),
    contains: (/** @type {any} */ one) => one === inside,
  };
  Object.assign(globalThis, { getComputedStyle: (/** @type {any} */ one) => one });
  Object.assign(document, {
    querySelectorAll: () => (open ? [menu] : []),
    addEventListener: (/** @type {string} */ name, /** @type {any} */ hear) => {
      heard[name] = hear;
    },
  });
  closeLightMenus();

  heard.keydown?.({ key: "a", target: inside });
  heard.keydown?.({ key: "Escape", target: beside });
  heard.click?.({ target: inside });
  assert.deepEqual([open, focused], [true, 0]);
  heard.keydown?.({ key: "Escape", target: inside });
  assert.deepEqual([open, focused], [false, 1]);

  open = true;
  heard.click?.({ target: beside });
  assert.equal(open, false);

  open = true;
  menu.lastElementChild.position = "static";
  heard.click?.({ target: beside });
  assert.equal(open, true);
});
