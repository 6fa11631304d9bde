import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";

/**
 * Themes as lying bars, longest first, as templates/parts/chart.html draws them: the table of their numbers with a bar
 * in each row, told apart by place, label and number.
 * @param {import("../lib/model/themes.js").Theme[]} themes
 */
export function themeBars(themes) {
  const most = Math.max(1, ...themes.map(({ contributions }) => contributions));
  return html`<table class="bars" data-bars>
    <thead class="sr">
      <tr><th scope="col">${t("wall.themes")}</th><th scope="col">${t("desk.contributions")}</th></tr>
    </thead>
    <tbody>
      ${repeat(
        themes,
        ({ id }) => id,
        ({ title, contributions: n }) =>
          html`<tr data-theme=${title}>
            <th scope="row" dir="auto">${soft(title)}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="chart-bar" width=${(100 * n) / most} height="10"></rect>
              </svg><b class="num" data-value=${n}>${n}</b>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
