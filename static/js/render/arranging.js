import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { button } from "./buttons.js";
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
    ${button({
      deed: "up",
      sign: icon("up"),
      label: t("arrange.up", { text: name }),
      look: "button-quiet button-square",
      off: !index,
      press: () => move(-1),
    })}
    ${button({
      deed: "down",
      sign: icon("down"),
      label: t("arrange.down", { text: name }),
      look: "button-quiet button-square",
      off: index >= length - 1,
      press: () => move(1),
    })}
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
    ? button({
        deed: "arrange",
        words: on ? html`${icon("check")}${t("arrange.done")}` : html`${icon("drag")}${t("arrange.begin")}`,
        look: "button-quiet button-wide",
        press: toggle,
      })
    : nothing;
}
