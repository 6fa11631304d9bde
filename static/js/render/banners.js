import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { icon } from "./marks.js";

const SURVEY_WAYS = { invite: "survey.go", given: "survey.change", late: "survey.look" };

/**
 * @typedef {object} BannerModel
 * @property {string|null} announcement
 * @property {boolean} offline
 * @property {boolean} unkept what is written is lost with this page
 * @property {string|null} refused why the server does not let this phone read on
 * @property {string} welcome where a phone that lost its place joins again
 * @property {"before"|"round"|"change"|"after"} phase
 * @property {(() => void)|null} onRead shows what the groups before left behind, where a new one has not read it yet
 * @property {{state: "invite"|"given"|"late", href: string}|null} survey the way to the feedback
 * @property {(() => void)|null} onMove shows the way to the next station again
 */

/**
 * The state of the world, above everything: what the organisers say, whether there is a network, where the day stands.
 * @param {BannerModel} model
 */
export function banners({ announcement, offline, unkept, refused, welcome, phase, survey, onMove, onRead }) {
  return html`
    ${
      announcement
        ? html`<div class="banner banner-call" data-banner="announcement">
            ${icon("call")}<p dir="auto">${announcement}</p>
          </div>`
        : nothing
    }
    ${
      refused
        ? html`<div class="banner banner-bad" data-banner="refused">
            ${icon("alert")}<p><strong>${refused}</strong><a href=${welcome}>${t("banner.join_again")}</a></p>
          </div>`
        : nothing
    }
    ${
      survey
        ? html`<div class="banner" data-banner="survey">
            ${icon(survey.state === "late" ? "alert" : "heart")}<p>
              <strong>${t(`survey.${survey.state}`)}</strong>${t(`survey.${survey.state}_hint`)}<br /><a
                class="button ${survey.state === "invite" ? "button-main" : ""}"
                href=${survey.href}
              >${t(SURVEY_WAYS[survey.state])}</a>
            </p>
          </div>`
        : nothing
    }
    ${
      offline
        ? html`<div class="banner banner-wait" data-banner="offline">
            ${icon("offline")}<p>
              <strong>${t("banner.offline")}</strong>${t(unkept ? "banner.offline_unkept" : "banner.offline_hint")}
            </p>
          </div>`
        : nothing
    }
    ${
      phase === "before"
        ? html`<div class="banner" data-banner="before">
            ${icon("clock")}<p><strong>${t("banner.before")}</strong>${t("banner.before_hint")}</p>
          </div>`
        : nothing
    }
    ${
      phase === "after"
        ? html`<div class="banner" data-banner="after">
            ${icon("cup")}<p><strong>${t("banner.after")}</strong>${t("banner.after_hint")}</p>
          </div>`
        : nothing
    }
    ${
      onRead
        ? html`<div class="banner" data-banner="handover">
            ${icon("talk")}<p>
              <strong>${t("handover.new_round")}</strong><button
                type="button"
                class="button"
                data-do="read"
                @click=${onRead}
              >
                ${t("handover.read_first")}
              </button>
            </p>
          </div>`
        : nothing
    }
    ${
      onMove
        ? html`<div class="banner" data-banner="move">
            ${icon("forward", "icon-turns")}<p>
              <strong>${t("band.change")}</strong><button type="button" class="button" data-do="move" @click=${onMove}>
                ${t("move.show")}
              </button>
            </p>
          </div>`
        : nothing
    }
  `;
}
