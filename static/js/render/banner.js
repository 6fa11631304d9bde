import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { icon } from "./marks.js";

/**
 * A line above everything else: its sign, one sentence in bold, and what follows from it.
 * @param {string} name in `data-banner`
 * @param {unknown} sign
 * @param {string} sentence
 * @param {{more?: unknown, look?: string}} [options]
 */
export function banner(name, sign, sentence, { more = nothing, look = "" } = {}) {
  return html`<div class="banner ${look}" data-banner=${name}>${sign}<p><strong>${sentence}</strong>${more}</p></div>`;
}

/**
 * What the organisers tell everybody.
 * @param {string|null} text
 */
export function announcementBanner(text) {
  return text
    ? html`<div class="banner banner-call" data-banner="announcement">
        ${icon("call")}<p dir="auto">${soft(text)}</p>
      </div>`
    : nothing;
}

/**
 * Why the server does not let this screen read on, and the way back in.
 * @param {string|null} sentence
 * @param {string} home
 */
export function refusedBanner(sentence, home) {
  return sentence
    ? banner("refused", icon("alert"), sentence, {
        more: html`<a href=${home}>${t("banner.join_again")}</a>`,
        look: "banner-bad",
      })
    : nothing;
}

/**
 * There is no connection.
 * @param {string} hint what becomes of what is done meanwhile
 */
export const offlineBanner = (hint) =>
  banner("offline", icon("offline"), t("banner.offline"), { more: hint, look: "banner-wait" });
