import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { lastText } from "../lib/queue/under-way.js";
import { button } from "./buttons.js";
import { icon, kindMark } from "./marks.js";
import { ownText } from "./own-text.js";

/**
 * @typedef {import("../lib/queue/under-way.js").UnderWay} UnderWay
 * @typedef {import("../lib/queue/outbox.js").Order} Order
 * @typedef {{slug: string, short_title: string, url: string}} Station
 */

/**
 * What lies on this phone only: new ones that are not sent, what was said for others, and wordings that were refused.
 * @param {UnderWay} parts
 * @param {{
 *   reachOf: (order: Order) => import("../lib/queue/under-way.js").Reach,
 *   stations: Station[],
 *   discard: (order: Order) => void,
 * }} means
 */
export function unsent(parts, { reachOf, stations, discard }) {
  const orders = [...parts.written, ...parts.worded, ...parts.refused];
  if (!orders.length) {
    return nothing;
  }
  return html`<section class="mine-part" aria-labelledby="h-unsent">
    <h2 id="h-unsent">${t("mine.unsent")}<span class="num" translate="no">${orders.length}</span></h2>
    ${repeat(
      orders,
      ({ key }) => key,
      (order) => oneCard(order, parts, { reachOf, stations, discard }),
    )}
  </section>`;
}

/** @param {Order} order @param {UnderWay} parts @param {Parameters<typeof unsent>[1]} means */
function oneCard(order, parts, { reachOf, stations, discard }) {
  const { kind, language } = order.payload;
  const station = stations.find(({ slug }) => slug === order.station);
  return html`<article class="card card-own card-pending" data-unsent-one=${order.payload.id}>
    <header class="card-head">
      ${kind ? kindMark(kind) : nothing}${station ? ownText(station.short_title) : nothing}
    </header>
    <p class="card-text" dir="auto" lang=${language || nothing}>${soft(lastText(order, parts))}</p>
    <p class="card-note">${icon(order.refusal ? "alert" : "wait")}<span>${lineOf(order, reachOf)}</span></p>
    ${
      order.refusal
        ? html`<footer class="card-foot">
            ${station ? html`<a class="button button-quiet" href=${station.url}>${t("mine.mend")}</a>` : nothing}
            ${button({
              deed: "discard",
              sign: icon("undo"),
              words: t("stream.discard"),
              look: "button-quiet end",
              press: () => discard(order),
            })}
          </footer>`
        : nothing
    }
  </article>`;
}

/** @param {Order} order @param {Parameters<typeof unsent>[1]["reachOf"]} reachOf */
const lineOf = (order, reachOf) =>
  order.refusal ? t("mine.refused", { message: order.refusal.message }) : t(`mine.${reachOf(order)}`);

/**
 * What is still to happen to a contribution, in one line.
 * @param {Order[]} orders about it, oldest first
 * @param {string} reach a sentence how far they get
 */
export function underWayLine(orders, reach) {
  const last = orders[orders.length - 1];
  if (!last) {
    return "";
  }
  return [deedOf(last), reach].join(" ");
}

/** @param {Order} order */
function deedOf({ name, payload }) {
  if (name === "contribution.edit") {
    return `${t("mine.rewording")} ${t("card.quoted", { text: payload.text })}`;
  }
  if (name === "contribution.withdraw") {
    return t("mine.withdrawing");
  }
  return t(payload.on ? "mine.giving" : "mine.taking");
}
