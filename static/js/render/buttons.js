import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { icon } from "./marks.js";

/**
 * @typedef {object} Button
 * @property {string} deed its name in `data-do`, by which focus and tests find it
 * @property {() => void} press
 * @property {unknown} [sign]
 * @property {unknown} [words] what stands on it
 * @property {string} [label] what the ear is told, where sign and words do not say enough
 * @property {string} [look] classes beside `button`
 * @property {boolean} [off] it stays, and a focus on it, but does nothing
 * @property {"dialog"} [opens]
 */

/**
 * A button with its sign and its words.
 * @param {Button} button
 */
export function button({ deed, press, sign = nothing, words = nothing, label, look = "", off, opens }) {
  return html`<button
    type="button"
    class="button ${look}"
    data-do=${deed}
    aria-label=${label ?? nothing}
    aria-disabled=${off === undefined ? nothing : String(off)}
    aria-haspopup=${opens ?? nothing}
    @click=${press}
  >
    ${sign}${words}
  </button>`;
}

/**
 * A square button that puts something away.
 * @param {{deed: string, label: string, press: () => void, look?: string}} button
 */
export const closeButton = ({ look = "button-quiet", ...rest }) =>
  button({ ...rest, sign: icon("close"), look: `${look} button-square` });

/**
 * What stands above everything else in a dialog.
 * @param {unknown} heading
 * @param {{label: string, press: () => void}} close
 */
export const dialogHead = (heading, close) =>
  html`<div class="journal-head">${heading} ${closeButton({ deed: "close", ...close })}</div>`;

/**
 * Shows more of a long list; nothing where all of it is shown.
 * @param {{deed?: string, rest: number, press: () => void, look?: string}} button rest: how many are left
 */
export const moreButton = ({ deed = "more", rest, press, look = "button-wide" }) =>
  rest > 0 ? button({ deed, words: t("stream.more", { n: rest }), look, press }) : nothing;
