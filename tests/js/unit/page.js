/**
 * What lib/base/ asks of the page it is loaded in: a language, icons, the JSON that came with it, and random numbers,
 * which Node.js 18 keeps to itself. To be imported before anything of lib/.
 */
import { webcrypto } from "node:crypto";

/** @type {Record<string, unknown>} */
const embedded = {};

const documentElement = { lang: "de", dataset: { icons: "/static/0123/built/phone.svg" } };

if (!globalThis.crypto) {
  Object.defineProperty(globalThis, "crypto", { value: webcrypto });
}

Object.defineProperty(globalThis, "document", {
  value: {
    documentElement,
    getElementById: (/** @type {string} */ id) =>
      id in embedded ? { textContent: JSON.stringify(embedded[id]) } : null,
    querySelector: () => null,
    createTreeWalker() {}, // lit-html asks for it as soon as it is loaded
  },
});

/** Before lib/base/page-data.js is loaded. @param {string} language */
export function speak(language) {
  documentElement.lang = language;
}

/** Before it is asked for first. @param {string} id @param {unknown} json */
export function embed(id, json) {
  embedded[id] = json;
}
