import { html } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";

/** As the server takes it: a hall's people. */
const MOST_HANDS = 250;

/**
 * What is done more rarely with one card: hands of people without a phone, and a pause for its author.
 * @param {import("../lib/net/wire.js").Contribution} contribution
 * @param {{count: (hands: number) => void, pause: (on: boolean) => void, close: () => void}} actions
 */
export function more({ text, language, by_hand: hands, author_paused: paused }, { count, pause, close }) {
  const on = paused !== null && paused !== undefined;
  /** @param {SubmitEvent} submit */
  const counted = (submit) => {
    submit.preventDefault();
    count(Number(new FormData(/** @type {HTMLFormElement} */ (submit.target)).get("by_hand")) || 0);
  };
  return html`
    <h2 id="more-title">${t("more.title")}</h2>
    <p class="card-text" dir="auto" lang=${language}>${soft(excerpt(text, 160))}</p>
    <form class="more-row" novalidate @submit=${counted}>
      <label for="more-hands">${t("more.hands")}</label>
      <input
        class="field"
        id="more-hands"
        name="by_hand"
        type="number"
        inputmode="numeric"
        min="0"
        max=${MOST_HANDS}
        .value=${String(hands)}
        autocomplete="off"
      >
      <button class="button button-station" data-do="count">${icon("people")}${t("more.count")}</button>
    </form>
    <div class="more-row">
      <p>${on ? t("more.paused") : t("more.pause_hint")}</p>
      ${button({
        deed: "pause",
        sign: icon(on ? "play" : "pause"),
        words: on ? t("more.go_on") : t("more.pause"),
        look: on ? "" : "button-bad",
        press: () => pause(!on),
      })}
    </div>
    <div class="dialog-foot">
      ${button({ deed: "close", words: t("host.cancel"), look: "button-quiet", press: close })}
    </div>
  `;
}
