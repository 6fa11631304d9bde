import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { isSaved } from "../../lib/drafts/is-saved.js";
import { part, partOf } from "../../lib/page/screen.js";
import { ownMessage } from "../../render/own-form.js";

/** What was done last, for the page that comes after it. */
const DID = "cafe.edit.did";

/**
 * What adds, moves or removes something: first all is saved, then the page comes anew, where it was, with the focus on
 * the same button.
 * @param {() => import("../../lib/drafts/autosave.js").Autosave[]} forms
 */
export function createDeeds(forms) {
  const scrolls = part("edit");

  /** @param {HTMLFormElement} form @param {HTMLElement|null} button */
  async function go(form, button) {
    const answers = await Promise.all(forms().map(isSaved));
    if (!answers.every(Boolean)) {
      render(ownMessage(t("own.save_first")), part("fail"));
      part("fail").scrollIntoView({ block: "nearest" });
      return;
    }
    if (button instanceof HTMLButtonElement) {
      const done = document.createElement("input");
      Object.assign(done, { type: "hidden", name: button.name, value: button.value });
      form.append(done);
      try {
        sessionStorage.setItem(DID, JSON.stringify({ value: button.value, top: scrolls.scrollTop }));
      } catch {
        // where it is forbidden, the page begins at its place
      }
    }
    form.submit();
  }

  for (const element of document.querySelectorAll("form[data-deed]")) {
    const form = /** @type {HTMLFormElement} */ (element);
    form.addEventListener("submit", (submit) => {
      submit.preventDefault();
      void go(form, submit.submitter);
    });
    if (form.dataset.atOnce !== undefined) {
      const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[name=do]"));
      button.hidden = true; // what is chosen is done at once
      form.addEventListener("change", () => void go(form, button));
    }
  }
  goOn(scrolls);
}

/** @param {HTMLElement} scrolls */
function goOn(scrolls) {
  /** @type {{value: string, top: number}|null} */
  let did = null;
  try {
    did = JSON.parse(sessionStorage.getItem(DID) ?? "null");
    sessionStorage.removeItem(DID);
  } catch {
    // as above
  }
  const place = did && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (did && place) {
    scrolls.scrollTop = did.top;
    const buttons = [...place.querySelectorAll("button")];
    const same =
      buttons.find((one) => one.value === did?.value && !one.disabled) ?? buttons.find((one) => !one.disabled);
    const chosen = /** @type {HTMLElement|null} */ (
      place.dataset.atOnce === undefined ? null : place.querySelector("input:checked, input:not([type=hidden])")
    );
    const field = chosen ?? (did.value === "add" ? partOf(place, "field") : null);
    const target = /** @type {HTMLElement|null|undefined} */ (field ?? same);
    target?.focus();
    place.scrollIntoView({ block: "nearest" });
    // Chrome takes the focus away once more, when it has scrolled to what the address names.
    addEventListener("load", () =>
      requestAnimationFrame(() => document.activeElement === document.body && target?.focus()),
    );
  }
}
