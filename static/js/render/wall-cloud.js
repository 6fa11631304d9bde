import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { onWall } from "../lib/base/soft.js";
import { icon, sign } from "./marks.js";

/**
 * @typedef {import("./wall-column.js").WallStation} Station
 * @typedef {import("../lib/model/word-cloud.js").CloudWord} CloudWord
 */

/**
 * The words of the hall, sized by how many contributions say them; below, in a row of its own, what the colours mean.
 * @param {CloudWord[]|null} words
 * @param {{stations: Station[], station: Station|null}} about station: the cloud is of it alone
 * @param {string} language of the event
 */
export function wallCloud(words, { stations, station }, language) {
  if (words === null) {
    return nothing; // not known yet
  }
  return html`<section class="wall-cloud" data-cloud aria-label=${t("wall.said_here")}>
    ${
      words.length
        ? cloud(words, stations, station)
        : html`<div class="empty wall-empty" data-empty>
            ${icon("talk")}<b>${t("wall.empty")}</b><p>${t("wall.empty_hint")}</p>
          </div>`
    }
    <footer class="cloud-foot">
      <ul class="cloud-legend">
        ${(station ? [station] : stations).map(
          (one) => html`<li data-station=${one.sign}>
            ${sign(one)}<span lang=${language} dir="auto">${onWall(one.short_title)}</span>
          </li>`,
        )}
      </ul>
      ${words.length ? html`<p>${t("wall.larger")}</p>` : nothing}
    </footer>
  </section>`;
}

/** @param {CloudWord[]} words @param {Station[]} stations @param {Station|null} station */
function cloud(words, stations, station) {
  const signs = new Map(stations.map((one) => [one.position, one.sign]));
  const most = Math.max(1, ...words.map(({ count }) => count));
  return html`<ul class="cloud" data-words>
    ${repeat(
      words,
      ({ text, language }) => `${language} ${text}`,
      (word) =>
        html`<li
          data-station=${signs.get(word.station) ?? nothing}
          data-weight=${weight(word.count, most)}
          data-count=${word.count}
        >
          <span lang=${word.language} dir="auto">${word.text}</span>${
            station ? nothing : html`<sup aria-hidden="true">${word.station}</sup>`
          }<span class="sr"> ${word.count}</span>
        </li>`,
    )}
  </ul>`;
}

/** From 1 to 5; what one person said stays small however few there are. @param {number} count @param {number} most */
function weight(count, most) {
  return most < 2 ? 2 : 1 + Math.round((4 * (count - 1)) / (most - 1));
}
