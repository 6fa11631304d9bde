/** The hosts' checklist: what is ticked stays ticked on this tablet. */

import * as storage from "../lib/storage.js";

const list = /** @type {HTMLElement} */ (document.querySelector("[data-checklist]"));
const key = list.dataset.checklist ?? "";
const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("[data-check]"));
const ticked = new Set(/** @type {string[]} */ (storage.read(key) ?? []));

for (const box of boxes) {
  box.checked = ticked.has(box.dataset.check ?? "");
  box.addEventListener("change", () => {
    const names = [...boxes].filter(({ checked }) => checked).map(({ dataset }) => dataset.check ?? "");
    storage.write(key, names);
  });
}
document.querySelector("[data-print]")?.addEventListener("click", () => print());
