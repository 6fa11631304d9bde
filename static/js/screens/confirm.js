/**
 * Asks once more before something is gone. Escape and the first button keep it; the focus comes back by itself.
 * @param {HTMLDialogElement} dialog
 * @param {{text: string, language: string}} what
 * @returns {Promise<boolean>}
 */
export function confirm(dialog, { text, language }) {
  const quoted = dialog.querySelector("[data-confirm-text]");
  if (quoted) {
    quoted.textContent = text;
    quoted.setAttribute("lang", language);
  }
  dialog.returnValue = "";
  dialog.showModal();
  /** @type {HTMLElement|null} */ (dialog.querySelector('[data-do="keep"]'))?.focus();
  return new Promise((resolve) => {
    dialog.onclick = ({ target }) => {
      const button = /** @type {Element} */ (target).closest("[data-do]");
      if (button) {
        dialog.close(button.getAttribute("data-do") ?? "");
      }
    };
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "confirm"), { once: true });
  });
}
