import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { icon } from "./marks.js";

/**
 * Up and down, in place of a row's other buttons. At an end the button stays and does nothing: a focus that is there
 * must not get lost.
 * @param {{id: string, text: string, index: number, length: number}} row
 * @param {(by: -1|1) => void} move
 */
export function arrangeButtons({ text, index, length }, move) {
  const name = excerpt(text);
  return html`<span class="side-buttons">
    <button
      type="button"
      class="button button-quiet button-square"
      data-do="up"
      aria-disabled=${index ? "false" : "true"}
      aria-label=${t("arrange.up", { text: name })}
      @click=${() => move(-1)}
    >
      ${icon("up")}
    </button>
    <button
      type="button"
      class="button button-quiet button-square"
      data-do="down"
      aria-disabled=${index < length - 1 ? "false" : "true"}
      aria-label=${t("arrange.down", { text: name })}
      @click=${() => move(1)}
    >
      ${icon("down")}
    </button>
  </span>`;
}

/**
 * Whether rows are being put into order; offered where there is something to order.
 * @param {boolean} on
 * @param {number} most rows in one list
 * @param {() => void} toggle
 */
export function arrangeToggle(on, most, toggle) {
  return most > 1 || on
    ? html`<button type="button" class="button button-quiet button-wide" data-do="arrange" @click=${toggle}>
        ${on ? html`${icon("check")}${t("arrange.done")}` : html`${icon("drag")}${t("arrange.begin")}`}
      </button>`
    : nothing;
}
