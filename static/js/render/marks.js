import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icons, t } from "../lib/base/page-data.js";

/** @typedef {import("../lib/net/wire.js").Kind} Kind */

const SPRITE = icons();
/** Silhouettes by the station's sign: told apart without colour. */
const SHAPES = [
  ...["house", "door", "bubble", "cup", "tree", "leaf"],
  ...["sun", "cloud", "flag", "bell", "comb", "mountain"],
];

/** @type {Record<Kind, () => string>} */
const KIND_NAMES = {
  idea: () => t("kind.idea"),
  problem: () => t("kind.problem"),
  question: () => t("kind.question"),
  wish: () => t("kind.wish"),
  offer: () => t("kind.offer"),
};

/**
 * A line sign from the sprite; decoration beside words, so screen readers pass over it.
 * @param {string} name
 * @param {string} [extra] a class, such as `icon-turns` for signs that mirror with the direction
 */
export function icon(name, extra = "") {
  return html`<svg class="icon ${extra}" aria-hidden="true"><use href="${SPRITE}#i-${name}"></use></svg>`;
}

/**
 * The shape of a station's sign.
 * @param {number} sign
 */
export function shape(sign) {
  return SHAPES[(sign - 1) % SHAPES.length] ?? "house";
}

/**
 * A station's silhouette with its number.
 * @param {{position: number, sign: number}} station
 * @param {{size?: ""|"sign-small", turned?: boolean}} [options] turned: white on the station's band
 */
export function sign({ position, sign: mark }, { size = "", turned = false } = {}) {
  return html`<span
    class="sign ${size} ${turned ? "sign-turned" : ""}"
    data-station=${mark}
    data-shape=${shape(mark)}
    ?data-wide=${position > 9}
  ><svg viewBox="0 0 64 64" aria-hidden="true"><use href="${SPRITE}#sign-${shape(mark)}"></use></svg
    ><b>${position}</b></span
  >`;
}

/**
 * @param {Kind} kind
 * @returns {string} "Idee"
 */
export function kindName(kind) {
  return KIND_NAMES[kind]();
}

/**
 * The kind of a contribution: its sign and its word. Where room is scarce the word is only for screen readers.
 * @param {Kind} kind
 * @param {{short?: boolean, heading?: 3|4|undefined}} [options] heading: it begins a card of a list, at this level
 */
export function kindMark(kind, { short = false, heading } = {}) {
  const name = kindName(kind);
  const shown = html`${icon(kind)}${short ? html`<span class="sr">${name}</span>` : name}`;
  if (heading === 4) {
    return html`<h4 class="card-kind">${shown}</h4>`;
  }
  return heading ? html`<h3 class="card-kind">${shown}</h3>` : html`<span class="card-kind">${shown}</span>`;
}

/**
 * Real dots beside the number: what is given and what is left to give.
 * @param {number} left
 * @param {number} all
 */
export function dots(left, all) {
  return all > 12
    ? nothing
    : html`<span class="dots" aria-hidden="true"
        >${Array.from({ length: all }, (_, index) => html`<i class=${index < left ? "full" : ""}></i>`)}</span
      >`;
}
