/**
 * @typedef {Pick<History, "state"|"pushState"|"back">} Past
 * @typedef {Pick<Window, "addEventListener">} Around
 */

/**
 * Something that covers the page, which Back closes before it leads to the page before: phones have no other key that
 * everybody finds. Opening it is a step of its own in the browser's history, also through a reload.
 * @param {HTMLDetailsElement} sheet
 * @param {{past?: Past, around?: Around}} [browser]
 */
export function backCloses(sheet, { past = history, around = window } = {}) {
  const stands = () => past.state?.sheet === true;
  /** Its step is being taken back: browsers do that a moment later. */
  let leaving = false;

  function step() {
    if (leaving) {
      return;
    }
    if (sheet.open && !stands()) {
      past.pushState({ sheet: true }, "");
    } else if (!sheet.open && stands()) {
      leaving = true;
      past.back();
    }
  }

  sheet.addEventListener("toggle", step);
  around.addEventListener("popstate", () => {
    if (leaving) {
      leaving = false;
      step(); // somebody has opened it again meanwhile
    } else {
      sheet.open = stands();
    }
  });
  sheet.open = sheet.open || stands();
  step(); // it may have been opened before this script was there
}
