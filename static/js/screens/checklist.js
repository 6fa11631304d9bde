/** The hosts' checklist: what is ticked stays ticked on this tablet. */

import * as storage from "../lib/storage/local-storage.js";

const list = /** @type {HTMLElement} */ (document.querySelector("[data-checklist]"));
const key = /** @type {string} */ (list.dataset.checklist);
const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("[data-check]"));
const ticked = new Set(/** @type {string[]} */ (storage.read(key) ?? []));

/** @param {HTMLElement} box */
const nameOf = ({ dataset }) => /** @type {string} */ (dataset.check);

for (const box of boxes) {
  box.checked = ticked.has(nameOf(box));
  box.addEventListener("change", () => {
    const names = [...boxes].filter(({ checked }) => checked).map(nameOf);
    storage.write(key, names);
  });
}
document.querySelector("[data-print]")?.addEventListener("click", () => print());
