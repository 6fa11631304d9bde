import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";

const WIDTH = 100;
const HEIGHT = 28;
const MARGIN = 2;
/** A single contribution is no peak: below so many the line stays low. */
const LEAST_SCALE = 4;

/**
 * Contributions a minute as a line, and in words for those who do not see it.
 * @param {number[]} history the oldest first
 */
export function trend(history) {
  const words = t("desk.trend_words", { n: history.length, list: history.join(", ") });
  return html`<figure class="trend">
    <svg
      class="spark"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label=${words}
      data-trend=${history.join(" ")}
    >
      <polyline points=${points(history)} vector-effect="non-scaling-stroke"></polyline>
    </svg>
    <figcaption>${t("desk.trend", { n: history.length })}</figcaption>
  </figure>`;
}

/** @param {number[]} history */
function points(history) {
  const scale = Math.max(LEAST_SCALE, ...history);
  const step = WIDTH / Math.max(1, history.length - 1);
  return history
    .map((value, index) => `${round(index * step)},${round(HEIGHT - MARGIN - (value / scale) * (HEIGHT - 2 * MARGIN))}`)
    .join(" ");
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
