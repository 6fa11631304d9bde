import Sortable from "../../../vendor/sortable.esm.js";

/**
 * @typedef {{card: string}|{cluster: string}|"inbox"|"new"} Target where dragged cards may be let go
 *
 * @typedef {object} DragParts
 * @property {(id: string) => string[]} grasp the cards that move when this one is dragged
 * @property {(ids: string[], target: Target) => boolean} fits
 * @property {(ids: string[], target: Target) => void} drop
 */

/** Holding a finger still for so many ms lifts a card; moving it earlier scrolls the list. */
const HOLD = 220;
const STILL = 6;

/**
 * Cards are dragged with finger, pen and mouse. The library lifts the card, carries its picture along and scrolls the
 * lists; where it is let go is decided here, because cards are put onto something and never between two others.
 * @param {DragParts} parts
 */
export function createDrag({ grasp, fits, drop }) {
  /** @type {WeakSet<Element>} */
  const ready = new WeakSet();
  /** @type {string[]} */
  let held = [];
  /** @type {Element|null} */
  let lit = null;
  /** @type {Target|null} */
  let target = null;

  /** @param {PointerEvent} move */
  function follow({ clientX, clientY }) {
    const here = under(document.elementFromPoint(clientX, clientY)).find((one) => fits(held, one.target));
    target = here?.target ?? null;
    light(here?.element ?? null);
  }

  /** @param {Element|null} next */
  function light(next) {
    if (next !== lit) {
      lit?.removeAttribute("data-target");
      next?.setAttribute("data-target", "");
      lit = next;
    }
  }

  /** @param {{item: HTMLElement}} event */
  function begin({ item }) {
    held = grasp(/** @type {string} */ (item.dataset.contribution));
    target = null;
    document.querySelector(".card-carried")?.setAttribute("data-carried", String(held.length));
    document.addEventListener("pointermove", follow);
  }

  function end() {
    document.removeEventListener("pointermove", follow);
    light(null);
    // Sortable swallows the click that follows a drag by mouse; after one by finger none follows, and it would
    // swallow the next tap.
    setTimeout(() => document.dispatchEvent(new MouseEvent("click", { cancelable: true })));
    const [ids, there] = [held, target];
    held = [];
    if (there && ids.length) {
      drop(ids, there);
    }
  }

  return {
    /** Lists come and go with their clusters. */
    update() {
      for (const list of document.querySelectorAll("[data-list][data-scroll]")) {
        if (!ready.has(list)) {
          ready.add(list);
          Sortable.create(/** @type {HTMLElement} */ (list), {
            draggable: "[data-contribution]",
            filter: "button, input, textarea, select, summary, a, form, [data-hidden] *",
            preventOnFilter: false,
            group: { name: "board", pull: false, put: false },
            sort: false,
            animation: 0,
            forceFallback: true,
            fallbackOnBody: true,
            fallbackTolerance: STILL,
            fallbackClass: "card-carried",
            ghostClass: "card-lifted",
            chosenClass: "card-held",
            delay: HOLD,
            delayOnTouchOnly: true,
            touchStartThreshold: STILL,
            forceAutoScrollFallback: true,
            scrollSensitivity: 70,
            scrollSpeed: 14,
            onStart: begin,
            onEnd: end,
          });
        }
      }
    },
  };
}

/**
 * What lies there that cards can be put onto, the closest first, each with the element that shows it.
 * @param {Element|null} at
 * @returns {{element: HTMLElement, target: Target}[]}
 */
function under(at) {
  /** @param {string} selector @param {(element: HTMLElement) => Target} target */
  const found = (selector, target) => {
    const element = /** @type {HTMLElement|null} */ (at?.closest(selector) ?? null);
    return element ? [{ element, target: target(element) }] : [];
  };
  return [
    ...found("[data-cluster]", ({ dataset }) => ({ cluster: /** @type {string} */ (dataset.cluster) })),
    ...found("[data-inbox] > [data-contribution]", ({ dataset }) => ({
      card: /** @type {string} */ (dataset.contribution),
    })),
    ...found("[data-inbox]", () => "inbox"),
    ...found("[data-columns], [data-add-cluster]", () => "new"),
  ];
}
