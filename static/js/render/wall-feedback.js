import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { onWall } from "../lib/base/soft.js";
import { feedbackCharts } from "./feedback-charts.js";

/** So many stand in two columns; more need three, which are narrow. */
const IN_TWO_COLUMNS = 4;

/**
 * What the hall answered, read from the last row.
 * @param {import("../lib/net/wire.js").Feedback} feedback
 * @param {string} language of the questions
 */
export function wallFeedback(feedback, language) {
  return feedbackCharts(feedback, { language, wide: feedback.questions.length <= IN_TWO_COLUMNS });
}

/**
 * The head of the scene.
 * @param {{event: string, people: number}} about
 */
export function wallFeedbackHead({ event, people }) {
  return html`<p class="wall-event"><bdi>${onWall(event)}</bdi></p><h1 data-title>${t("feedback.wall_title")}</h1>
  <p class="wall-people" data-people=${people}>${t("feedback.people", { n: people })}</p>`;
}
