import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { banner } from "./banner.js";
import { icon } from "./marks.js";

/**
 * Which address the codes carry, whether a phone got through by it, and what is wrong with it.
 * @param {import("../lib/model/desk-figures.js").CodesFigures} codes
 * @param {(moment: string) => string} timeOf
 */
export function deskCodes({ url, only_here: onlyHere, shut_by: shutBy, gone, printed_for: printedFor, tried }, timeOf) {
  const moment = tried[url];
  return html`<p class="codes-lead">${t("codes.lead_to")} <b><bdi translate="no" data-codes-url>${url}</bdi></b></p>
    ${
      onlyHere
        ? banner("only-here", icon("alert"), t("codes.only_here"), {
            more: html` ${t(`codes.shut_by_${shutBy}`)}`,
            look: "banner-bad",
          })
        : html`<p class="hint" role="status" data-codes-tried>${
            moment ? t("codes.tried", { time: timeOf(moment) }) : t("codes.untried")
          }</p>`
    }
    ${gone ? banner("gone", icon("alert"), t("codes.gone", { where: gone }), { look: "banner-wait" }) : nothing}
    ${
      printedFor
        ? banner("printed", icon("print"), t("codes.printed_for", { where: printedFor }), {
            more: html` ${t("codes.print_anew")}`,
            look: "banner-wait",
          })
        : nothing
    }`;
}
