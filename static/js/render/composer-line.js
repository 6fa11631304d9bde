/** What became of what was written. It is drawn without lit-html, which a phone fetches only after it can write. */
import { icons, t } from "../lib/base/page-data.js";

/**
 * @typedef {"rest"|"typing"|"unkept"|"sending"|"waiting"|"later"|"saved"|"pending"|"refused"|
 *   "approve"|"paused"|"closed"|"here"|"along"} LineState
 *
 * @typedef {object} LineModel
 * @property {LineState} state
 * @property {string} [message] the server's own sentence
 * @property {string|undefined} [word] address of the page where the day's word is given
 * @property {number} [waiting] how many contributions are still on this phone; besides them it may be dots
 * @property {boolean} [unkept] and would be lost with this page
 * @property {number} [station] to which the arrow leads
 */

/**
 * @typedef {object} Line
 * @property {string} sign
 * @property {string} text
 * @property {string|undefined} [word] address of the page where the day's word is given
 * @property {boolean} [spoken] only for the eye: how to speak instead of typing
 */

/**
 * In plain words.
 * @param {LineModel} model
 * @returns {Line|null}
 */
export function composerLine({ state, message = "", word, waiting = 0, unkept = false, station = 0 }) {
  switch (state) {
    case "refused":
      return { sign: "alert", text: message, word };
    case "waiting":
      return { sign: "offline", text: t(waitingKey(waiting, unkept), { n: waiting }) };
    case "later":
      return { sign: "wait", text: message, word };
    case "sending":
      return { sign: "wait", text: t("composer.sending") };
    case "saved":
      return { sign: "check", text: t("composer.saved") };
    case "pending":
      return { sign: "check", text: t("composer.saved_pending") };
    case "here":
      return { sign: "edit", text: t("ends.sends_here", { n: station }) };
    case "along":
      return { sign: "edit", text: t("ends.takes_along", { n: station }) };
    case "approve":
      return { sign: "wait", text: t("composer.approve_first") };
    case "paused":
      return { sign: "alert", text: t("composer.paused") };
    case "closed":
      return { sign: "lock", text: t("banner.closed") };
    case "typing":
      return { sign: "edit", text: t("composer.draft") };
    case "unkept":
      return { sign: "alert", text: t("composer.draft_unkept") };
    default:
      return null;
  }
}

/**
 * For who would rather speak than type, and only for the eye: the ear knows its keyboard. Keyboards that can be spoken
 * to are those of phones and tablets.
 */
/** @returns {Line|null} */
function dictationHint() {
  const isSpokenTo = matchMedia("(pointer: coarse)").matches;
  return isSpokenTo ? { sign: "mic", text: t("composer.speak"), spoken: true } : null;
}

/** @param {number} texts @param {boolean} unkept */
function waitingKey(texts, unkept) {
  if (unkept) {
    return texts ? "composer.waiting_unkept" : "composer.waiting_besides_unkept";
  }
  return texts ? "composer.waiting" : "composer.waiting_besides";
}

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name */
function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${icons()}#i-${name}`);
  svg.append(use);
  return svg;
}

/** @param {Line} line @returns {(Node|string)[]} */
function drawn({ sign, text, word, spoken }) {
  const words = document.createElement("span");
  if (spoken) {
    words.className = "composer-speak";
    words.setAttribute("aria-hidden", "true");
    words.append(icon(sign), text);
    return [words];
  }
  words.append(text);
  const link = document.createElement("a");
  link.href = word ?? "";
  link.append(t("composer.give_word"));
  return [icon(sign), words, ...(word ? [" ", link] : [])];
}

/**
 * Draws a place of its own, and only what changed: it is a live region, and a translated page stays translated.
 * @param {HTMLElement} place
 */
export function createLine(place) {
  let shown = "null";
  place.textContent = "";
  /** @param {LineModel} model */
  return (model) => {
    const line = model.state === "rest" ? dictationHint() : composerLine(model);
    const now = JSON.stringify(line);
    if (now !== shown) {
      shown = now;
      place.textContent = "";
      place.append(...(line ? drawn(line) : []));
    }
  };
}
