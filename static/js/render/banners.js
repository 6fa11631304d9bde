import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { said } from "../lib/base/said.js";
import { announcementBanner, banner, offlineBanner, refusedBanner } from "./banner.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";

/** By the survey's state: the sentence, what it means, the way; by whole names, for others are not said here. */
const SURVEY = {
  invite: ["survey.invite", "survey.invite_hint", "survey.go"],
  given: ["survey.given", "survey.given_hint", "survey.change"],
  late: ["survey.late", "survey.late_hint", "survey.look"],
};

/**
 * @typedef {object} BannerModel
 * @property {import("../lib/net/wire.js").Announcement|null} announcement
 * @property {boolean} offline
 * @property {boolean} unkept what is written is lost with this page
 * @property {{message: string, hint?: string}|null} refused why the server does not let this phone read on
 * @property {string} welcome where a phone that lost its place joins again
 * @property {"before"|"round"|"change"|"after"} phase
 * @property {(() => void)|null} onRead shows what the groups before left behind, where a new one has not read it yet
 * @property {{state: "invite"|"given"|"late", href: string}|null} survey the way to the feedback
 * @property {import("../lib/queue/elsewhere.js").Elsewhere[]} elsewhere other stations where a text was not accepted
 * @property {unknown} away drawn: where to go from a closed station
 * @property {unknown} left drawn: what this phone left at other stations
 */

/**
 * The state of the world, above everything: what the organisers say, whether there is a network, where the day stands.
 * @param {BannerModel} model
 */
export function banners(model) {
  const { announcement, offline, unkept, refused, welcome, phase, survey, elsewhere, onRead } = model;
  return html`
    ${model.away} ${announcementBanner(announcement)}
    ${refused ? refusedBanner(refused.message, welcome, refused.hint) : nothing}
    ${survey ? surveyBanner(survey) : nothing}
    ${elsewhere.map(elsewhereBanner)} ${model.left}
    ${offline ? offlineBanner(t(unkept ? "banner.offline_unkept" : "banner.offline_hint")) : nothing}
    ${phase === "before" ? phaseBanner("before", "clock") : nothing}
    ${phase === "after" ? phaseBanner("after", "cup") : nothing}
    ${
      onRead
        ? banner("handover", icon("talk"), t("handover.new_round"), {
            more: button({ deed: "read", words: t("handover.read_first"), press: onRead }),
          })
        : nothing
    }
  `;
}

/** @param {"before"|"after"} phase @param {string} sign */
const phaseBanner = (phase, sign) =>
  banner(phase, icon(sign), t(`banner.${phase}`), { more: t(`banner.${phase}_hint`) });

/** @param {import("../lib/queue/elsewhere.js").Elsewhere} elsewhere */
const elsewhereBanner = ({ title, href }) =>
  banner("elsewhere", icon("alert"), t("banner.elsewhere", { title: said(title).text }), {
    more: html`${t("survey.late_hint")}<br /><a class="button" href=${href}>${t("survey.look")}</a>`,
    look: "banner-bad",
  });

/** @param {NonNullable<BannerModel["survey"]>} survey */
function surveyBanner({ state, href }) {
  const look = state === "invite" ? "button-main" : "";
  const [sentence = "", hint = "", way = ""] = SURVEY[state].map((key) => t(key));
  return banner("survey", icon(state === "late" ? "alert" : "heart"), sentence, {
    more: html`${hint}<br /><a class="button ${look}" href=${href}>${way}</a>`,
  });
}
