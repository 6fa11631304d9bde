import { render } from "../../../vendor/lit-html/lit-html.js";
import Sortable from "../../../vendor/sortable.esm.js";
import { part } from "../../lib/page/screen.js";
import { places } from "../../render/places.js";

/**
 * @typedef {{card: string}|{cluster: string}|"inbox"|"new"} Target where dragged cards may be let go
 * @typedef {import("../../lib/model/board.js").Column} Column
 *
 * @typedef {object} DragParts
 * @property {(id: string) => string[]} grasp the cards that move when this one is dragged
 * @property {(ids: string[], target: Target) => boolean} fits
 * @property {(ids: string[], target: Target) => void} drop
 * @property {() => Column[]} columns
 * @property {() => void} draw called when the hand has gone
 */

/** Holding a finger still for so many ms lifts a card; moving it earlier scrolls the list. */
const HOLD = 220;
const STILL = 6;

/** That near to the edge of a list, in px, it scrolls, by so many px in a ms. */
const EDGE = 56;
const SPEED = 0.6;

/**
 * Cards are dragged with finger, pen and mouse. The library lifts the card and carries its picture along; all themes
 * stand still meanwhile in place of their columns, however many they are. Where a card is let go is decided here,
 * because cards are put onto something and never between two others.
 * @param {DragParts} parts
 */
export function createDrag({ grasp, fits, drop, columns, draw }) {
  const board = part("places");
  /** The library's hold of each list, which it keeps, cards and all, until it is told to let go.
   * @type {Map<Element, Sortable>} */
  const ready = new Map();
  /** A hand is on a card, whether or not that may still be let go somewhere. */
  let busy = false;
  /** @type {string[]} */
  let held = [];
  /** @type {Element|null} */
  let lit = null;
  /** @type {Target|null} */
  let target = null;
  let at = { x: 0, y: 0 };

  /** @param {PointerEvent} move */
  function follow({ clientX, clientY }) {
    at = { x: clientX, y: clientY };
    const here = under(document.elementFromPoint(clientX, clientY)).find((one) => fits(held, one.target));
    target = here?.target ?? null;
    light(here?.element ?? null);
  }

  /**
   * What lies beyond the edge of a list comes to whoever waits there.
   * @param {number} before
   * @param {number} now in ms
   */
  function scroll(before, now) {
    if (!held.length) {
      return;
    }
    const list = document.elementFromPoint(at.x, at.y)?.closest("[data-places-list], [data-inbox]");
    if (list) {
      const { top, bottom } = list.getBoundingClientRect();
      const down = Number(at.y > bottom - EDGE) - Number(at.y < top + EDGE);
      list.scrollTop += down * SPEED * (now - before);
    }
    requestAnimationFrame((next) => scroll(now, next));
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
    busy = true;
    held = grasp(/** @type {string} */ (item.dataset.contribution));
    target = null;
    document.querySelector(".card-carried")?.setAttribute("data-carried", String(held.length));
    render(places(columns()), board);
    board.hidden = false;
    document.addEventListener("pointermove", follow);
    document.addEventListener("keydown", cancel, true);
    requestAnimationFrame((now) => scroll(now, now));
  }

  /** Nothing was meant. @param {KeyboardEvent} press */
  function cancel(press) {
    if (press.key === "Escape") {
      press.stopPropagation();
      letGo();
    }
  }

  function letGo() {
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("keydown", cancel, true);
    light(null);
    held = [];
    target = null;
    board.hidden = true;
  }

  function end() {
    // Sortable swallows the click that follows a drag by mouse; after one by finger none follows, and it would
    // swallow the next tap.
    setTimeout(() => document.dispatchEvent(new MouseEvent("click", { cancelable: true })));
    const [ids, there] = [held, target];
    letGo();
    busy = false;
    if (there && ids.length) {
      drop(ids, there);
    }
    draw();
  }

  for (const over of ["pointerup", "pointercancel", "touchend", "touchcancel"]) {
    // whatever became of the drag: once no hand is there, nothing is held back any more
    window.addEventListener(over, () => busy && setTimeout(() => busy && end()), { passive: true });
  }

  return {
    /** The lists must stay as they are: the library has hold of one of their cards. */
    get busy() {
      return busy;
    },
    /** Lists come and go with their clusters, and with every search. */
    update() {
      for (const [list, hold] of ready) {
        if (!list.isConnected && !Sortable.dragged) {
          // letting go of one list ends what is held in any
          ready.delete(list);
          hold.destroy();
        }
      }
      for (const list of document.querySelectorAll("[data-list][data-scroll]")) {
        if (!ready.has(list)) {
          const hold = Sortable.create(/** @type {HTMLElement} */ (list), {
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
            scroll: false, // it would scroll the page away, too, and not the places
            onStart: begin,
            onEnd: end,
          });
          ready.set(list, hold);
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
    ...found("[data-place]", ({ dataset }) => ({ cluster: /** @type {string} */ (dataset.place) })),
    ...found("[data-place-new]", () => "new"),
    ...found("[data-place-back]", () => "inbox"),
    ...found("[data-inbox] > [data-contribution]", ({ dataset }) => ({
      card: /** @type {string} */ (dataset.contribution),
    })),
    ...found("[data-inbox]", () => "inbox"),
  ];
}
