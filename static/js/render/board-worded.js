import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { nameAmong } from "../lib/base/language-name.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";
import { wordedMark } from "./worded.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/model/wordings.js").Wording} Wording
 *
 * @typedef {object} WordedModel
 * @property {Map<string, string>} languages
 * @property {Set<string>} waiting those of which the tablet has noticed that the answer takes a while
 * @property {Set<string>} asked those of which it waits for the answer
 * @property {string} wallLanguage the wall's second language: what a host has read in it can be shown there
 *
 * @typedef {object} WordedActions
 * @property {(wording: Wording) => void} approve
 * @property {(wording: Wording) => void} hide
 */

/** What hosts said before they said it otherwise is not. @param {Wording} wording */
const isToBeSeen = ({ by, state }) => by !== "host" || state === "visible";

/** @param {Wording[]} some @returns {Map<string, Wording[]>} by the contribution that they word, oldest first */
export function byContribution(some) {
  /** @type {Map<string, Wording[]>} */
  const found = new Map();
  for (const one of some.filter(isToBeSeen)) {
    found.set(one.contribution, [...(found.get(one.contribution) ?? []), one]);
  }
  return found;
}

/**
 * What guests say that a contribution means in other languages, on its card.
 * @param {Wording[]} some
 * @param {WordedModel} model
 * @param {WordedActions} actions
 */
export function cardWordings(some, model, actions) {
  return some.length
    ? html`<details class="beneath" data-wordings=${some.length} ?open=${some.some(({ state }) => state === "pending")}>
        <summary>${icon("german")}${t("board.worded", { n: some.length })}</summary>
        ${repeat(
          some,
          ({ id }) => id,
          (one) => row(one, model, actions),
        )}
      </details>`
    : nothing;
}

/**
 * What waits for a host, each with the original beside it.
 * @param {Wording[]} some
 * @param {WordedModel & {contributions: Map<string, Contribution>}} model
 * @param {WordedActions} actions
 */
export function waitingWordings(some, { contributions, ...model }, actions) {
  const waiting = some.filter(({ state, contribution }) => state === "pending" && contributions.has(contribution));
  return waiting.length
    ? html`<details class="beneath board-worded" data-worded-waiting=${waiting.length} open>
        <summary data-worded-head>${icon("german")}${t("board.worded_waiting", { n: waiting.length })}</summary>
        ${repeat(
          waiting,
          ({ id }) => id,
          (one) => {
            const original = /** @type {Contribution} */ (contributions.get(one.contribution));
            return html`<div class="worded-pair">
              <blockquote class="worded-original"><p class="card-text" dir="auto" lang=${original.language}>${soft(
                original.text,
              )}</p></blockquote>
              ${row(one, model, actions)}
            </div>`;
          },
        )}
      </details>`
    : nothing;
}

/**
 * @param {Wording} one
 * @param {WordedModel} model
 * @param {WordedActions} actions
 */
function row(one, { languages, waiting, asked, wallLanguage }, { approve, hide }) {
  const { id, language, text, state = "visible", old, by } = one;
  const isUnread = state === "visible" && !one.checked && !old && language === wallLanguage;
  const off = asked.has(id);
  return html`<div class="beneath-one" data-wording=${id} data-state=${state}>
    <p class="card-text" data-worded-text dir="auto" lang=${language}>${soft(text)}</p>
    <p class="beneath-foot">
      <span class="chip"><bdi lang=${language}>${nameAmong(languages, language)}</bdi></span>${
        by === "host" ? wordedMark("host") : nothing
      }
      ${
        state === "visible"
          ? nothing
          : html`<span class="chip ${state === "hidden" ? "chip-bad" : "chip-wait"}">${
              state === "hidden" ? t("card.hidden") : t("card.pending")
            }</span>`
      }
      ${old ? html`<span class="chip chip-wait">${icon("info")}${t("worded.old")}</span>` : nothing}
      ${
        waiting.has(id)
          ? html`<span class="chip chip-wait" data-unsent>${icon("offline")}${t("board.unsent")}</span>`
          : nothing
      }
      ${
        isUnread
          ? button({
              deed: "check-wording",
              sign: icon("screen"),
              words: t("board.to_wall"),
              label: t("card.deed", { deed: t("board.to_wall"), text: excerpt(text) }),
              off,
              press: () => approve(one),
            })
          : nothing
      }
      ${
        state === "visible"
          ? nothing
          : button({
              deed: "approve-wording",
              sign: icon("check"),
              words: state === "pending" ? t("board.approve") : t("board.show"),
              label: t("card.deed", {
                deed: state === "pending" ? t("board.approve") : t("board.show"),
                text: excerpt(text),
              }),
              off,
              press: () => approve(one),
            })
      }
      ${
        state === "hidden"
          ? nothing
          : button({
              deed: "hide-wording",
              words: t("board.hide"),
              label: t("card.deed", { deed: t("board.hide"), text: excerpt(text) }),
              look: "button-quiet",
              off,
              press: () => hide(one),
            })
      }
    </p>
  </div>`;
}
