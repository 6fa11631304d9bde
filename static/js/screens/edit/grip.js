import Sortable from "../../../vendor/sortable.esm.js";

/** So far a hand moves, in px, before a row is lifted: less is a tap. */
const STILL = 6;

/**
 * Rows are moved by a grip, for whoever has a pointer; arrows beside it do the same one by one. Rows of one kind change
 * places among themselves (`data-sorted`); the server numbers them, and the page comes anew.
 * @param {(form: HTMLFormElement, button: HTMLButtonElement) => Promise<void>} go
 */
export function createGrips(go) {
  for (const list of document.querySelectorAll("[data-sort]")) {
    for (const grip of list.querySelectorAll("[data-grip]")) {
      /** @type {HTMLElement} */ (grip).hidden = false;
    }
    Sortable.create(/** @type {HTMLElement} */ (list), {
      draggable: "[data-sorted]",
      handle: "[data-grip]",
      forceFallback: true,
      fallbackTolerance: STILL,
      fallbackOnBody: true,
      fallbackClass: "edit-carried",
      ghostClass: "edit-lifted",
      animation: 0,
      onStart: ({ item }) => {
        after.set(item, item.nextElementSibling);
      },
      onEnd: ({ item }) => drop(item),
    });
  }

  /** @param {HTMLElement} row */
  function drop(row) {
    const form = row.querySelector("form:not([data-own]) [data-grip]")?.closest("form");
    const button = /** @type {HTMLButtonElement|null|undefined} */ (form?.querySelector("[data-move]"));
    const place = placeOf(row);
    row.parentElement?.insertBefore(row, after.get(row) ?? null); // until the server has moved it
    if (form && button && place !== placeOf(row)) {
      /** @type {HTMLInputElement} */ (form.elements.namedItem("to")).value = String(place);
      void go(form, button);
    }
  }
}

/** What stood behind a row when it was lifted. @type {WeakMap<HTMLElement, Element|null>} */
const after = new WeakMap();

/** Its place among the rows of its kind, from 1. @param {HTMLElement} row */
function placeOf(row) {
  const alike = [...(row.parentElement?.children ?? [])].filter(
    (one) =>
      one instanceof HTMLElement && one.dataset.sorted !== undefined && one.dataset.sorted === row.dataset.sorted,
  );
  return alike.indexOf(row) + 1;
}
