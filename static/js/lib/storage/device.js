import { createSecondCopy } from "./indexed-db.js";
import { createStorage, storage } from "./local-storage.js";

/**
 * @typedef {object} Device where a page keeps what must not be lost, and hears of this browser's other pages
 * @property {import("./local-storage.js").KeptByKeys} storage
 * @property {(prefix: string) => import("./indexed-db.js").SecondCopy} secondCopy
 * @property {(name: "storage"|"pagehide"|"pageshow"|"online", fn: (event: any) => void) => void} on
 *
 * @typedef {import("./indexed-db.js").Databases & {
 *   localStorage: Storage,
 *   addEventListener: (name: string, fn: (event: any) => void) => void,
 * }} Browser
 */

/** @param {Browser} browser @returns {Device} */
export function createDevice(browser) {
  return {
    storage: createStorage(browser),
    secondCopy: (prefix) => createSecondCopy(prefix, browser),
    on: (name, fn) => browser.addEventListener(name, fn),
  };
}

/** The one that this page runs on. @type {Device} */
export const thisDevice = { ...createDevice(globalThis), storage };
