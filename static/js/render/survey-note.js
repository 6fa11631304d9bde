import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { composerLine } from "./composer-line.js";
import { icon } from "./marks.js";

/**
 * Whether the survey is open, and what that means for what was typed.
 * @param {{
 *   state: "before"|"open"|"closed",
 *   given: boolean,
 *   unsent: boolean,
 * }} model unsent: something was typed that the
 *   server does not have
 */
export function surveyNote({ state, given, unsent }) {
  if (state === "open") {
    return nothing;
  }
  if (state === "before") {
    return html`<div class="banner" data-banner="before">
      ${icon("clock")}<p><strong>${t("survey.before")}</strong>${t("survey.before_hint")}</p>
    </div>`;
  }
  return unsent
    ? html`<div class="banner banner-bad" data-banner="unsent">
        ${icon("alert")}<p><strong>${t("survey.closed_late")}</strong>${t("survey.closed_unsent")}</p>
      </div>`
    : html`<div class="banner banner-good" data-banner="closed">
        ${icon("check")}<p><strong>${t("survey.closed")}</strong>${given ? t("survey.closed_given") : nothing}</p>
      </div>`;
}

/**
 * What became of the answers, in plain words; nothing while somebody is still choosing.
 * @param {import("./composer-line.js").LineModel} model
 */
export function surveyLine(model) {
  if (model.state === "saved") {
    return html`${icon("check")}<span>${t("survey.saved")}</span>`;
  }
  return model.state === "typing" ? nothing : composerLine(model);
}
