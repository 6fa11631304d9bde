import { html, nothing, svg } from "../../vendor/lit-html/lit-html.js";
import { soft } from "../lib/base/soft.js";

/**
 * @typedef {object} BarsModel
 * @property {string} title
 * @property {string} [language] of the title
 * @property {string} axis what the bars stand for: "Zustimmung"
 * @property {string} unit what is counted: "Antworten"
 * @property {{label: string, value: number, spoken?: string}[]} bars spoken: the label for those who hear it
 * @property {[string, string]} [ends] what the first and the last bar mean
 * @property {number} [most] the value of a bar of full height, where several pictures are to be compared
 * @property {boolean} [wide] where there is more width than height
 * @property {unknown} [beside] what stands beside the bars
 */

const WIDTH = 560;
const WIDE = 800;
const HEIGHT = 250;
/** Room for the values above, and for the labels below. */
const TOP = 48;
const BASE = 202;
/** Of a bar's share of the width. */
const FILLED = 0.66;

/**
 * Values as upright bars, each with its number: they are told apart by place and number, in one colour (a station's,
 * where `data-station` stands around it), so they read the same in grey and to any eye. Behind it is a table for those
 * who hear it.
 * @param {BarsModel} model
 */
export function bars({ title, language, axis, unit, bars: all, ends, most, wide, beside }) {
  const highest = Math.max(1, most ?? 0, ...all.map(({ value }) => value));
  const width = wide ? WIDE : WIDTH;
  return html`<figure class="chart" data-chart>
    <figcaption class="chart-title" lang=${language ?? nothing} dir="auto">${soft(title)}</figcaption>
    <div class="chart-body">
      <div class="chart-plot" aria-hidden="true">
        <svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="xMidYMax meet">
          ${all.map((one, index) => bar(one, place(index, all.length), width / all.length, highest))}
          ${svg`<line class="chart-base" x1="0" x2=${width} y1=${BASE} y2=${BASE}></line>`}
        </svg>
        ${ends ? html`<p class="chart-ends"><span>${ends[0]}</span><span>${ends[1]}</span></p>` : nothing}
      </div>
      ${beside ?? nothing}
    </div>
    <table class="sr">
      <thead><tr><th scope="col">${axis}</th><th scope="col">${unit}</th></tr></thead>
      <tbody>
        ${all.map(
          ({ label, spoken, value }) => html`<tr><th scope="row">${spoken ?? label}</th><td>${value}</td></tr>`,
        )}
      </tbody>
    </table>
  </figure>`;
}

/** From the side where reading begins. @param {number} index @param {number} count */
function place(index, count) {
  return document.documentElement.dir === "rtl" ? count - 1 - index : index;
}

/** @param {{label: string, value: number}} one @param {number} at @param {number} share @param {number} highest */
function bar({ label, value }, at, share, highest) {
  const height = ((BASE - TOP) * value) / highest;
  const middle = (at + 0.5) * share;
  return svg`<g data-bar=${label} data-value=${value}>
    <rect
      class="chart-bar"
      x=${middle - (share * FILLED) / 2}
      width=${share * FILLED}
      y=${BASE - height}
      height=${height}
    ></rect>
    <text class="chart-value" x=${middle} y=${BASE - height - 9}>${value}</text>
    <text class="chart-label" x=${middle} y=${HEIGHT - 14}>${label}</text>
  </g>`;
}
