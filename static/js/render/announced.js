import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";

/**
 * What every screen shows at present, with a way to take it back.
 * @param {import("../lib/net/wire.js").Announcement|null} current
 * @param {() => void} onTakeBack
 */
export function announced(current, onTakeBack) {
  return current
    ? html`<div class="said">
        <p class="said-until">
          <span>${t("desk.announced_until", { time: current.until })}</span>${button({
            deed: "take-back",
            words: t("desk.take_back"),
            look: "end",
            press: onTakeBack,
          })}
        </p>
        <p class="said-text" lang=${current.language} dir="auto" data-said-text>${soft(current.text)}</p>
        ${Object.entries(current.translations).map(
          ([code, text]) => html`<p class="said-other" lang=${code} dir="auto" data-said-in=${code}>${soft(text)}</p>`,
        )}
      </div>`
    : nothing;
}

/** @param {string} sentence */
export function refused(sentence) {
  return sentence ? html`${icon("alert")}<span>${sentence}</span>` : nothing;
}
