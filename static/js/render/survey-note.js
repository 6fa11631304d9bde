import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { banner } from "./banner.js";
import { composerLine } from "./composer-line.js";
import { icon } from "./marks.js";

/**
 * Whether the survey is open, and what that means for what was typed.
 * @param {object} model
 * @param {import("../lib/net/wire.js").EventState["feedback"]["state"]} model.state
 * @param {boolean} model.given
 * @param {boolean} model.unsent something was typed that the server does not have
 */
export function surveyNote({ state, given, unsent }) {
  if (state === "open") {
    return nothing;
  }
  if (state === "before") {
    return banner("before", icon("clock"), t("survey.before"), { more: t("survey.before_hint") });
  }
  return unsent
    ? banner("unsent", icon("alert"), t("survey.closed_late"), { more: t("survey.closed_unsent"), look: "banner-bad" })
    : banner("closed", icon("check"), t("survey.closed"), {
        more: state === "sealed" ? t("survey.sealed") : given ? t("survey.closed_given") : nothing,
        look: "banner-good",
      });
}

/**
 * What became of the answers, in plain words; nothing while somebody is still choosing.
 * @param {import("./composer-line.js").LineModel} model
 */
export function surveyLine(model) {
  if (model.state === "saved") {
    return html`${icon("check")}<span>${t("survey.saved")}</span>`;
  }
  const line = model.state === "typing" ? null : composerLine(model);
  if (!line) {
    return nothing;
  }
  const { sign, text, word } = line;
  const link = word ? html` <a href=${word}>${t("composer.give_word")}</a>` : nothing;
  return html`${icon(sign)}<span>${text}</span>${link}`;
}
