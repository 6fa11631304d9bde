import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { answers, formatMean } from "../lib/model/feedback.js";
import { bars } from "./bars.js";

/** @typedef {import("../lib/net/wire.js").Feedback} Feedback */

/**
 * How many chose what, question by question, all on one scale; and each question's mean.
 * @param {Feedback} feedback
 * @param {{language: string, wide?: boolean}} look language: of the questions
 */
export function feedbackCharts({ questions }, look) {
  const most = Math.max(...questions.flatMap(({ counts }) => counts));
  return html`${repeat(
    questions,
    ({ position }) => position,
    (question) => chart(question, { ...look, most }),
  )}`;
}

/**
 * @param {import("../lib/net/wire.js").CountedQuestion} question
 * @param {{language: string, wide?: boolean, most: number}} shared
 */
function chart({ text, counts, closed }, { language, wide, most }) {
  /** @type {[string, string]} */
  const ends = [t("feedback.least"), t("feedback.most")];
  const words = new Map([
    [0, ends[0]],
    [counts.length - 1, ends[1]],
  ]);
  const n = answers(counts);
  return bars({
    title: text,
    language,
    axis: t("feedback.axis"),
    unit: t("feedback.unit"),
    bars: counts.map((value, index) => ({
      value,
      label: String(index + 1),
      spoken: [index + 1, words.get(index)].filter(Boolean).join(", "),
    })),
    ends,
    most,
    wide,
    beside: html`<p class="chart-facts">
      <span>${t("feedback.mean")}</span><b class="num" data-mean>${formatMean(counts)}</b><span
        data-answers=${n}
      >${[t("feedback.answers", { n }), ...(closed ? [t("feedback.not_to_the_end")] : [])].join(" · ")}</span>
    </p>`,
  });
}
