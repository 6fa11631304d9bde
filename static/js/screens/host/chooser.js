import { render } from "../../../vendor/lit-html/lit-html.js";
import { chooser } from "../../render/places.js";

/** @typedef {import("../../lib/model/board.js").Column} Column */

/**
 * The question where the selected cards go. Escape closes it; the browser brings the focus back.
 * @param {{drop: (cluster: string) => void, add: () => void}} actions
 */
export function createChooser({ drop, add }) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-chooser]"));
  /** @type {Column[]} */
  let columns = [];

  /** @param {() => void} [then] */
  function close(then) {
    dialog.close();
    then?.();
  }

  function draw() {
    render(
      chooser(columns, {
        drop: (cluster) => close(() => drop(cluster)),
        add: () => close(add),
        close: () => close(),
      }),
      dialog,
    );
  }

  dialog.addEventListener("keydown", (press) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[press.key];
    if (step) {
      press.preventDefault();
      const buttons = [...dialog.querySelectorAll("button")];
      const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    }
  });

  return {
    /** Another tablet may make and remove clusters meanwhile. @param {Column[]} now */
    update(now) {
      columns = now;
      if (dialog.open) {
        draw();
      }
    },
    open() {
      draw();
      dialog.showModal();
    },
  };
}
