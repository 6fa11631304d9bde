import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../lib/page.js";

/**
 * Themes as lying bars, longest first: as long as what they count, in one colour, each with its number beside it, so that
 * they read the same in grey and to any eye. Whoever hears them hears a list of titles and numbers.
 * @param {{id: string, title: string, contributions: number, votes: number}[]} themes
 * @param {{by: "contributions"|"votes"}} options what the bars stand for
 */
export function themeBars(themes, { by }) {
  const most = Math.max(1, ...themes.map((theme) => theme[by]));
  return html`<ol class="theme-bars" data-bars=${by}>${repeat(themes, ({ id }) => id, ({ title, contributions, votes }) => {
    const value = by === "votes" ? votes : contributions;
    return html`<li data-theme=${title} data-value=${value}>
      <span class="bar-label" dir="auto">${title}</span>
      <span class="bar-line"><svg class="theme-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="chart-bar" width=${(100 * value) / most} height="10"></rect></svg><b class="num">${value}</b><span class="sr">${by === "votes" ? t("card.votes") : t("desk.contributions")}</span>
      ${by === "votes" || !votes ? nothing : html`<span class="bar-beside num">${t("wall.dots", { n: votes })}</span>`}</span>
    </li>`;
  })}</ol>`;
}
