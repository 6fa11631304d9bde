/**
 * Gives the dialogs of a page what they lack in Firefox before 98 and Safari before 15.4: they open over everything,
 * keep the focus, close with Escape, and say so. Where a browser has dialogs of its own, nothing is done.
 *
 * `static/css/components/dialog.css` gives a stand-in its place, under `.dialog-stand-in`.
 */

const FOCUSABLE = "a[href], button:not([disabled]), input, select, textarea, summary, [tabindex='0']";

/** @param {HTMLElement} dialog an element that the browser takes for any other */
function standIn(dialog) {
  /** @type {Element|null} */
  let before = null;

  /** @returns {HTMLElement[]} */
  const stops = () =>
    [.../** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(FOCUSABLE))].filter(
      (one) => one.getClientRects().length,
    );

  /** @type {Element[]} what lies behind it, and is nothing for who listens to the page */
  let behind = [];

  function hideOthers() {
    behind = [...(dialog.parentElement?.children ?? [])].filter(
      (other) => other !== dialog && !other.matches("script, dialog, [aria-hidden]"),
    );
    for (const other of behind) {
      other.setAttribute("aria-hidden", "true");
    }
  }

  function showOthers() {
    for (const other of behind) {
      other.removeAttribute("aria-hidden");
    }
    behind = [];
  }

  /** @param {FocusEvent} event */
  function keepFocus({ target }) {
    if (!dialog.contains(/** @type {Node} */ (target))) {
      (stops()[0] ?? dialog).focus();
    }
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const [first] = stops();
    const end = stops().pop();
    if (event.key === "Escape") {
      event.preventDefault();
      if (dialog.dispatchEvent(new Event("cancel", { cancelable: true }))) {
        close();
      }
    } else if (event.key === "Tab" && document.activeElement === (event.shiftKey ? first : end)) {
      event.preventDefault();
      (event.shiftKey ? end : first)?.focus();
    }
  }

  /** @param {string} [value] */
  function close(value) {
    if (!dialog.hasAttribute("open")) {
      return;
    }
    if (value !== undefined) {
      Object.assign(dialog, { returnValue: value });
    }
    dialog.removeAttribute("open");
    showOthers();
    document.removeEventListener("focusin", keepFocus);
    if (before instanceof HTMLElement) {
      before.focus();
    }
    setTimeout(() => dialog.dispatchEvent(new Event("close")));
  }

  dialog.classList.add("dialog-stand-in");
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-modal", "true");
  dialog.tabIndex = -1;
  dialog.addEventListener("keydown", onKey);
  dialog.addEventListener("submit", (event) => {
    if (/** @type {Element} */ (event.target).getAttribute("method") === "dialog") {
      event.preventDefault();
      close();
    }
  });
  Object.defineProperty(dialog, "open", { get: () => dialog.hasAttribute("open") });
  Object.assign(dialog, {
    returnValue: "",
    showModal() {
      before = document.activeElement;
      dialog.setAttribute("open", "");
      hideOthers();
      document.addEventListener("focusin", keepFocus);
      (stops()[0] ?? dialog).focus();
    },
    close,
  });
}

if (!("showModal" in document.createElement("dialog"))) {
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("dialog")).forEach(standIn);
}
