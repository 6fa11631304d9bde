import { isThere } from "../net/is-there.js";

/** How long a page waits that is to load itself anew while somebody types, in ms. */
const WAIT = 1000;

/** @param {HTMLInputElement|HTMLTextAreaElement} field */
const isTypedIn = (field) => field.value !== field.defaultValue && field.getClientRects().length > 0;

/** Whether a text stands here that is not sent; what somebody looks for is none, and is soon typed once more. */
const isTyped = () =>
  [...document.querySelectorAll("textarea, input[type=text], input:not([type])")].some((field) =>
    isTypedIn(/** @type {HTMLInputElement|HTMLTextAreaElement} */ (field)),
  );

let asked = false;

/**
 * Loads this page anew, as soon as nobody is in the middle of something and the server answers.
 * @param {() => boolean} [holds] whether something typed would be lost: by default, whatever is not sent
 */
export function loadAnew(holds = isTyped) {
  if (!asked) {
    asked = true;
    void look(() => document.querySelector("dialog[open]") !== null || holds());
  }
}

/** @param {() => boolean} isBusy */
async function look(isBusy) {
  if (!isBusy() && (await isThere()) && !isBusy()) {
    location.reload();
  } else {
    setTimeout(() => void look(isBusy), WAIT);
  }
}
