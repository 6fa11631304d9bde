import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { isSaved } from "../../lib/drafts/is-saved.js";
import { isThere } from "../../lib/net/is-there.js";
import { watchPressed } from "../../lib/page/pressed.js";
import { part, partOf } from "../../lib/page/screen.js";
import { ownMessage } from "../../render/own-form.js";

/** What was done last, for the page that comes after it. */
const DID = "cafe.edit.did";
/** So long a second press counts as the first one, in ms; then the next page may not have come. */
const ONCE = 3000;

/**
 * What stands in other forms of this kind, which nothing saves before their own button is pressed.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>} by the fields' ids
 */
function typedBeside(form) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll("form[data-deed]:not([data-at-once]) input.field")
  );
  const typed = [...fields].filter((one) => one.form !== form && one.value !== one.defaultValue);
  return Object.fromEntries(typed.map(({ id, value }) => [id, value]));
}

/**
 * What adds, moves or removes something: first all is saved, then the page comes anew, where it was, with the focus on
 * the same button.
 * @param {() => import("../../lib/drafts/autosave.js").Autosave[]} forms
 */
export function createDeeds(forms) {
  const scrolls = part("edit");
  /** From when on another press counts. */
  let free = 0;

  /** @returns {Promise<string>} the phrase that says why nothing can be done now, or none */
  async function whyNot() {
    const answers = await Promise.all(forms().map(isSaved));
    if (!answers.every(Boolean)) {
      return "own.save_first";
    }
    return (await isThere()) ? "" : "edit.no_connection";
  }

  /** @param {HTMLFormElement} form @param {HTMLButtonElement|null} button */
  async function go(form, button) {
    if (performance.now() < free) {
      return;
    }
    free = Number.POSITIVE_INFINITY;
    const why = await whyNot().finally(() => {
      free = performance.now() + ONCE;
    });
    render(why && ownMessage(t(why)), part("fail"));
    if (why) {
      free = 0;
      part("fail").scrollIntoView({ block: "nearest" });
      return;
    }
    const done = document.createElement("input");
    if (button) {
      Object.assign(done, { type: "hidden", name: button.name, value: button.value });
      form.append(done);
      try {
        const did = { value: button.value, top: scrolls.scrollTop, typed: typedBeside(form) };
        sessionStorage.setItem(DID, JSON.stringify(did));
      } catch {
        // where it is forbidden, the page begins at its place
      }
    }
    form.submit();
    done.remove(); // whoever comes back to this page as it was may press another button
  }

  for (const element of document.querySelectorAll("form[data-deed]")) {
    const form = /** @type {HTMLFormElement} */ (element);
    const pressed = watchPressed(form);
    form.addEventListener("submit", (submit) => {
      submit.preventDefault();
      void go(form, pressed(submit));
    });
    if (form.dataset.atOnce !== undefined) {
      const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[name=do]"));
      button.hidden = true; // what is chosen is done at once
      let passing = false;
      form.addEventListener("keydown", ({ key, target }) => {
        passing = key.startsWith("Arrow") && target instanceof HTMLInputElement && target.type === "radio";
      });
      form.addEventListener("pointerdown", () => {
        passing = false;
      });
      form.addEventListener("change", () => {
        button.hidden = !passing; // arrows pass by many on their way to one: Enter, or the button, takes it
        if (!passing) {
          void go(form, button);
        }
      });
    }
  }
  goOn(scrolls);
  return go;
}

/** @param {HTMLElement} scrolls */
function goOn(scrolls) {
  /** @type {{value: string, top: number, typed: Record<string, string>}|null} */
  let did = null;
  try {
    did = JSON.parse(sessionStorage.getItem(DID) ?? "null");
    sessionStorage.removeItem(DID);
  } catch {
    // as above
  }
  for (const [id, value] of Object.entries(did?.typed ?? {})) {
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement) {
      field.value = value;
    }
  }
  const place = did && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (did && place) {
    scrolls.scrollTop = did.top;
    const buttons = [...place.querySelectorAll("button")].filter(({ hidden }) => !hidden);
    const same =
      buttons.find((one) => one.value === did?.value && !one.disabled) ?? buttons.find((one) => !one.disabled);
    const chosen = /** @type {HTMLElement|null} */ (
      place.dataset.atOnce === undefined
        ? null
        : (place.querySelector("input:checked") ?? place.querySelector("input:not([type=hidden])"))
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
