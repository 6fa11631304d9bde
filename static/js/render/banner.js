import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { first, language, locale, t } from "../lib/base/page-data.js";
import { announced } from "../lib/base/said.js";
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
 * What the organisers tell everybody; in another language than the page's, with the name of that one.
 * @param {import("../lib/net/wire.js").Announcement|null} announcement
 */
export function announcementBanner(announcement) {
  if (!announcement) {
    return nothing;
  }
  const { text, lang, dir } = announced(announcement);
  const mark = [locale, language].includes(lang) ? nothing : languageMark(lang);
  return html`<div class="banner banner-call" data-banner="announcement">
    ${icon("call")}<p lang=${lang} dir=${dir}>${soft(text)}${mark}</p>
  </div>`;
}

/** @param {string} language its code */
function languageMark(language) {
  /** @type {[string, string][]} */
  const known = first().languages ?? [];
  const name = known.find(([code]) => code === language)?.[1] ?? language;
  return html`<small class="banner-language" translate="no">${name}</small>`;
}

/**
 * Why the server does not let this screen read on, and the way back in.
 * @param {string|null} sentence
 * @param {string} home
 * @param {string} [hint] what to do
 */
export function refusedBanner(sentence, home, hint = "") {
  return sentence
    ? banner("refused", icon("alert"), sentence, {
        more: html`${hint} <a href=${home}>${t("banner.join_again")}</a>`,
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
