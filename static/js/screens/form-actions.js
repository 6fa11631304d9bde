import { t } from "../lib/base/page-data.js";
import { focusOn } from "../render/board-place.js";

/**
 * @typedef {import("../lib/drafts/kept-form.js").KeptForm} KeptForm
 * @typedef {import("../lib/drafts/kept-form.js").Written} Written
 * @typedef {import("../lib/drafts/kept-form.js").Back} Back
 *
 * @typedef {object} Way
 * @property {(written: Written, back: Back) => void} order how it gets into the queue
 * @property {() => void} refocus where it stays in its field
 * @property {(written: Written) => void} saved the form is gone, and what stood in it is done on this screen
 * @property {boolean} [mayBeEmpty] an emptied field takes something away
 * @property {(written: Written|null) => void} left the form is gone, and what stood in it with it
 */

/**
 * What a kept form does on its screen: it is given to the queue or put away, and then the focus goes on from where it
 * was.
 * @param {KeptForm} form
 * @param {Way} way
 * @returns {import("../render/kept-form.js").FormActions}
 */
export function formActions(form, { order, refocus, saved, left, mayBeEmpty = false }) {
  function save() {
    const { written } = form;
    if (!mayBeEmpty && !written?.text.trim()) {
      form.refuse(t("form.empty"));
      refocus();
    } else if (written && form.give(order)) {
      saved(written);
    }
  }

  return {
    type: form.type,
    save,
    end() {
      const { written } = form;
      form.end();
      left(written);
    },
  };
}

/**
 * Where the focus goes in a list of rows, one of which is a form for the time being.
 * @param {HTMLElement} place
 * @param {"measure"|"statement"} noun
 * @param {KeptForm} form
 */
export function rowFocus(place, noun, form) {
  /** @param {string} selector */
  const focus = (selector) => focusOn(place.querySelector(selector));
  return {
    /** Into the form. */
    field: () => void focus(`[data-form="${form.written?.id}"] [data-field]`),
    /**
     * Back to the row that the form stood in; for a new one to the button that begins another.
     * @param {Written|null} written
     */
    back(written) {
      const row = written && !written.fresh ? `[data-${noun}="${CSS.escape(written.id)}"]` : null;
      void ((row && focus(`${row} [data-do="edit-${noun}"]`)) || focus(`[data-do="add-${noun}"]`));
    },
  };
}
