import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { said } from "../lib/base/said.js";
import { banner } from "./banner.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";
import { address } from "./move.js";
import { ownText } from "./own-text.js";

/**
 * @typedef {object} LeftText
 * @property {string} title of the station where it was begun
 * @property {string} href
 * @property {string} text
 * @property {(() => void)|null} onTake brings it here; null where it is other words for something there
 */

/**
 * Where to go from a station that is closed.
 * @param {{next: import("./move.js").StationInfo, table: number|null}} away
 */
export const closedBanner = ({ next, table }) =>
  banner("closed", icon("lock"), t("banner.closed"), {
    more: html`${t("banner.closed_hint")} <a class="button" data-do="away" href=${address(next, table)}
        ><span>${t("move.station", { n: next.position })} · ${ownText(next.short_title)}</span></a
      >`,
    look: "banner-wait",
  });

/** A text that was begun at another station. @param {LeftText} left */
export const leftBanner = ({ title, href, text, onTake }) =>
  banner("left", icon("edit"), t("left.draft", { title: said(title).text }), {
    more: html`<span class="left-text" dir="auto">${excerpt(text)}</span>${
      onTake ? button({ deed: "take", words: t("left.take"), press: onTake }) : nothing
    } <a class="button" href=${href}>${t("left.go_on")}</a>`,
  });

/**
 * Texts of another station that wait on this phone.
 * @param {import("../lib/queue/waiting.js").WaitingElsewhere} waiting
 */
export const waitingBanner = ({ title, href, n }) =>
  banner("waiting", icon("offline"), t("left.waiting", { title: said(title).text, n }), {
    more: html`<a class="button" href=${href}>${t("left.look")}</a>`,
    look: "banner-wait",
  });
