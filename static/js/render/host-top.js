import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { locale, t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { announcementBanner, banner, offlineBanner, refusedBanner } from "./banner.js";
import { closeButton } from "./buttons.js";
import { icon } from "./marks.js";

const HOLE = "\u0000";
/** Digits stay Latin in every language. */
const onePlace = new Intl.NumberFormat(`${locale}-u-nu-latn`, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/**
 * @typedef {object} FactsModel
 * @property {string|null} left of the running round, as "12:34"
 * @property {number|null} near minutes of a warning that holds
 * @property {number|null} people at the table; null until the server has said so
 * @property {number} pace contributions a minute
 * @property {boolean} online
 * @property {number} unanswered orders that the server has not answered
 * @property {boolean} later the server wants them later
 * @property {number} returned texts that the server would not have, and whose form is not free for them
 */

/**
 * How the table is doing, in one line.
 * @param {FactsModel} model
 */
export function facts({ left, near, people, pace, online, unanswered, later, returned }) {
  return html`
    ${
      left === null
        ? nothing
        : html`<span
            class="host-left"
            data-fact="left"
            data-near=${near ?? ""}
          >${icon("clock")}<b class="num">${left}</b></span>`
    }
    <span data-fact="people">${icon("people")}<span>${withNumber(
      t("host.people", { n: HOLE }),
      people === null ? "–" : String(people),
    )}</span></span>
    <span
      class="host-pace"
      data-fact="pace"
    >${icon("pulse")}<span>${withNumber(t("host.pace", { n: HOLE }), onePlace.format(pace))}</span></span>
    <span
      data-fact="saved"
      data-state=${online ? (later ? "later" : unanswered ? "sending" : returned ? "returned" : "saved") : "offline"}
    >${saved({ online, unanswered, later, returned })}</span>
  `;
}

/** @param {string} phrase @param {string} number */
function withNumber(phrase, number) {
  const [before, after] = phrase.split(HOLE);
  return html`${before}<b class="num">${number}</b>${after}`;
}

/**
 * Never that all is saved while anything is not.
 * @param {Pick<FactsModel, "online"|"unanswered"|"later"|"returned">} model
 */
function saved({ online, unanswered, later, returned }) {
  if (!online) {
    return html`${icon("offline")}${unanswered ? t("host.unsent", { n: unanswered }) : t("host.offline")}`;
  }
  if (unanswered) {
    return html`${icon("wait")}${later ? t("host.later", { n: unanswered }) : t("host.sending")}`;
  }
  return returned
    ? html`${icon("alert")}${t("host.returned", { n: returned })}`
    : html`${icon("check")}${t("host.saved")}`;
}

/**
 * The state of the world above the board.
 * @param {object} model
 * @param {import("../lib/net/wire.js").Announcement|null} model.announcement
 * @param {boolean} model.offline
 * @param {boolean} model.unkept what waits would not come through a reload
 * @param {string|null} model.putOff why the server wants it later
 * @param {string|null} model.refused
 * @param {string} model.home
 * @param {unknown} model.more
 */
export function hostBanners({ announcement, offline, unkept, putOff, refused, home, more }) {
  return html`
    ${announcementBanner(announcement)} ${refusedBanner(refused, home)} ${more}
    ${offline ? offlineBanner(t(unkept ? "host.offline_unkept" : "host.offline_hint")) : nothing}
    ${
      putOff && !offline
        ? banner("later", icon("wait"), putOff, {
            more: t(unkept ? "host.offline_unkept" : "host.later_hint"),
            look: "banner-wait",
          })
        : nothing
    }
  `;
}

/**
 * What newcomers have to know, to be said at the table.
 * @param {string} word
 */
export function wordBanner(word) {
  return banner("word", icon("people"), t("host.word", { word }), { look: "banner-wait" });
}

/**
 * That many came in the same moment, and the one tap by which their texts wait for a host.
 * @param {import("../lib/model/desk-figures.js").Rush} rush
 * @param {boolean} approveFirst whether they do already
 * @param {() => void} press
 */
export function rushBanner({ people }, approveFirst, press) {
  return banner("rush", icon("alert"), t("host.rush", { n: people }), {
    more: approveFirst
      ? t("host.rush_waits")
      : html`<button type="button" class="button" data-do="approve-first" @click=${press}>
          ${t("host.rush_approve")}
        </button>`,
    look: "banner-bad",
  });
}

/**
 * Why the last order was not carried out, until the host has read it.
 * @param {string|null} message
 * @param {() => void} dismiss
 */
export function statusLine(message, dismiss) {
  return message
    ? html`<p class="host-line">
        ${icon("alert")}<span data-refusal>${message}</span>${closeButton({
          deed: "dismiss",
          label: t("host.dismiss"),
          look: "button-quiet end",
          press: dismiss,
        })}
      </p>`
    : nothing;
}

/**
 * The round at a glance: what the table talks about, and how many have not written yet.
 * @param {{question: string, language: string, prompt: string|null, silent: number|null, people: number|null}} model
 */
export function glance({ question, language, prompt, silent, people }) {
  return html`
    ${prompt ? html`<p class="glance-prompt" lang=${language} dir="auto" data-prompt>${soft(prompt)}</p>` : nothing}
    ${
      silent === null || !people
        ? nothing
        : html`<p class="glance-silent" data-silent=${silent}>
            ${icon("pen")}<span>${withNumber(t("host.silent", { n: HOLE, all: people }), String(silent))}</span>
          </p>`
    }
    <p class="glance-question" lang=${language} dir="auto" data-question>${soft(question)}</p>
  `;
}
