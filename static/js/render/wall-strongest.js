import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { icon, sign } from "./marks.js";
import { wallCard } from "./wall-column.js";

/**
 * What has most dots, of all stations. Places and sizes of letters are `screens/wall-strongest.js`'s.
 * @param {{
 *   item: import("../lib/net/wire.js").Contribution,
 *   station: import("./wall-column.js").WallStation,
 * }[]} strongest
 */
export function wallStrongest(strongest) {
  return strongest.length
    ? html`<ol class="strongs" data-strongest-list aria-label=${t("wall.strongest")}>
        ${repeat(
          strongest,
          ({ item }) => item.id,
          ({ item, station }) =>
            html`<li class="strong" data-station=${station.sign} data-rank>
              ${sign(station)}${wallCard(item, station.position, true)}
              <p class="strong-more" data-more hidden>${icon("phone")}${t("wall.whole_text")}</p>
            </li>`,
        )}
      </ol>`
    : html`<div class="empty wall-empty" data-empty>${icon("star")}<b>${t("wall.no_dots")}</b></div>`;
}
