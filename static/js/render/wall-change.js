import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { onWall } from "../lib/base/soft.js";
import { icon, sign } from "./marks.js";

/** @typedef {import("./wall-column.js").WallStation & {question: string}} Station */

/**
 * Who sat here goes there: a row a group, in the colour of where to go.
 * @param {{shown: {from: Station, to: Station}[], part: number, parts: number}} ways
 * @param {string} language of the event
 */
export function wallChange({ shown, part, parts }, language) {
  return html`<ol class="turns" data-rows=${shown.length}>
      ${shown.map(
        ({ from, to }) => html`<li
          class="turn"
          data-way="${from.position}-${to.position}"
          aria-label=${t("wall.way", { from: from.position, to: to.position })}
        >
          <p class="turn-from" data-station=${from.sign}>
            ${sign(from)}<span>${t("wall.you_were")} <b>${t("move.station", { n: from.position })}</b></span>
          </p>
          ${icon("forward", "icon-turns turn-arrow")}
          <div class="turn-to" data-station=${to.sign} data-turn-to>
            ${sign(to, { turned: true })}<div>
              <h2><bdi lang=${language}>${onWall(to.short_title)}</bdi></h2>
              <p class="voice" lang=${language} dir="auto" data-question>${onWall(to.question)}</p>
            </div>
          </div>
        </li>`,
      )}
    </ol>
    ${
      parts > 1 ? html`<p class="turns-part num" data-part>${t("wall.part", { n: part + 1, all: parts })}</p>` : nothing
    }`;
}
