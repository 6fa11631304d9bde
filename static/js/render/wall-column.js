import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { onWall } from "../lib/base/soft.js";
import { numberName } from "../lib/model/number.js";
import { card } from "./card.js";
import { icon, sign } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/model/wall-feed.js").Picked} Picked
 * @typedef {{slug: string, position: number, sign: number, short_title: string}} WallStation
 */

/**
 * A station on the wall: what has most dots, and below what has just come.
 * @param {WallStation} station
 * @param {Picked & {count: number, closed: boolean}} picked count: all contributions of the station
 * @param {string} language of the event
 */
export function column(station, { featured, newest, count, closed }, language) {
  const { slug, position, short_title: title } = station;
  return html`<section
    class="wall-col"
    data-station=${station.sign}
    data-column=${slug}
    aria-label=${t("desk.station", { n: position, title })}
  >
    <header class="wall-band">
      ${sign(station, { turned: true })}<h2><bdi lang=${language}>${onWall(title)}</bdi></h2>
      <p><b class="num" data-count>${count}</b>${t(closed ? "wall.closed" : "desk.contributions")}</p>
    </header>
    <div class="wall-strong" data-strongest ?hidden=${!featured}>${repeat(
      featured ? [featured] : [],
      ({ id }) => id,
      (item) => wallCard(item, position, true),
    )}</div>
    <p class="wall-new" ?hidden=${!newest.length}>${t("wall.new")}</p>
    <div class="wall-list" data-newest ?hidden=${!newest.length}>${repeat(
      newest,
      ({ id }) => id,
      (item) => wallCard(item, position, false),
    )}</div>
    ${
      featured
        ? nothing
        : html`<div class="empty wall-empty" data-empty>
            ${icon("talk")}<b>${t("wall.empty")}</b><p>${t("wall.empty_hint")}</p>
          </div>`
    }
  </section>`;
}

/**
 * From fifteen metres only the text, its kind and its dots count; its number is for who stands near and wants to point
 * at it.
 * @param {Contribution & {second?: import("../lib/model/spoken.js").Spoken}} item second: what it means in the wall's
 *   second language, if a host has read that
 * @param {number} position the station's
 * @param {boolean} voice
 */
export function wallCard(item, position, voice) {
  const { votes } = item;
  const second = item.second && { ...item.second, text: onWall(item.second.text) };
  const bare = {
    ...item,
    text: onWall(item.text),
    german: item.german && onWall(item.german),
    author: null,
    table: null,
    round: null,
    edited: false,
  };
  const dots = votes
    ? html`<span class="count num end" data-votes=${votes}><span class="sr">${t("card.votes")}</span>${votes}</span>`
    : nothing;
  return card(bare, { voice, second, time: false, number: numberName(position, item.number), head: dots });
}
