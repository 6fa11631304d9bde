/** How long a page waits that is to load itself anew while somebody types, in ms. */
const WAIT = 1000;

/** @param {HTMLInputElement|HTMLTextAreaElement} field */
const isTypedIn = (field) => field.value !== field.defaultValue && field.getClientRects().length > 0;

/** Whether somebody is in the middle of something: a text that is not sent, a dialog that is open. */
const isBusy = () =>
  document.querySelector("dialog[open]") !== null ||
  [...document.querySelectorAll("textarea, input[type=text], input:not([type])")].some((field) =>
    isTypedIn(/** @type {HTMLInputElement|HTMLTextAreaElement} */ (field)),
  );

let asked = false;

/** Loads this page anew, as soon as nobody is in the middle of something. */
export function loadAnew() {
  if (!asked) {
    asked = true;
    look();
  }
}

function look() {
  if (isBusy()) {
    setTimeout(look, WAIT);
  } else {
    location.reload();
  }
}
