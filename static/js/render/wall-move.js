import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { icon, sign } from "./marks.js";

/** @typedef {import("./wall-column.js").WallStation} WallStation */

/**
 * Who sat here goes there: one column a station, in the colour of where to go.
 * @param {{from: WallStation, to: WallStation}[]} ways
 */
export function wallMove(ways) {
  return ways.map(
    ({ from, to }) => html`<section
      class="move-col"
      data-station=${to.position}
      data-way="${from.position}-${to.position}"
      aria-label=${t("wall.way", { from: from.position, to: to.position })}
    >
      <p class="move-from">
        ${sign(from.position)}<span>${t("wall.you_were")}<b>${t("move.station", { n: from.position })}</b></span>
      </p>
      ${icon("down-arrow", "move-arrow")}
      <div class="move-to">
        ${sign(to.position, { turned: true })}<p>
          <b>${t("move.station", { n: to.position })}</b><span>${to.short_title}</span>
        </p>
      </div>
    </section>`,
  );
}
