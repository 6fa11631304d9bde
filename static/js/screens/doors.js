/** The list of doors, and that of all events: copying a link, in the hall's network also without https. */

import { t } from "../lib/base/page-data.js";
import { closeLightMenus } from "../lib/page/light-menus.js";
import "./printed.js";

const say = document.querySelector("[data-say]");

/** @param {HTMLInputElement} field */
async function copy(field) {
  field.focus();
  field.select();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
  } else {
    // Plain http has no clipboard of its own; the selected text can still be copied.
    document.execCommand("copy");
  }
}

document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-copy]") : null;
  const field = document.getElementById(button?.getAttribute("data-copy") || "");
  if (!(field instanceof HTMLInputElement) || !say) {
    return;
  }
  await copy(field);
  document.querySelector("[data-copied]")?.removeAttribute("data-copied");
  button?.setAttribute("data-copied", "");
  say.textContent = t("doors.copied");
});
closeLightMenus();
