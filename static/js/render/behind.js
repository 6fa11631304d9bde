import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { icon } from "./marks.js";
import { themeTitle } from "./theme-title.js";

/**
 * @typedef {import("../lib/net/wire.js").Behind} Behind
 * @typedef {import("../lib/net/wire.js").Cluster} Cluster
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {{
 *   clusters: {cluster: Cluster, cards: Contribution[], votes: number}[],
 *   cards: Contribution[],
 * }} Material
 * @typedef {(noun: "clusters"|"contributions", id: string) => void} Toggle
 */

/**
 * What a statement rests on, in a word.
 * @param {{clusters: unknown[], cards: unknown[]}} found
 */
export function behindLine({ clusters, cards }) {
  const parts = [
    clusters.length ? t("behind.clusters", { n: clusters.length }) : "",
    cards.length ? t("board.cards", { n: cards.length }) : "",
  ].filter(Boolean);
  return parts.length ? t("behind.line", { what: parts.join(" · ") }) : "";
}

/**
 * Themes and contributions, to be chosen from by hand, finger and ear.
 * @param {Material} material
 * @param {Behind} behind
 * @param {Toggle} toggle
 */
export function choices({ clusters, cards }, behind, toggle) {
  return html`
    ${
      clusters.length
        ? html`<ul class="choices" aria-label=${t("behind.themes")}>
            ${repeat(
              clusters,
              ({ cluster }) => cluster.id,
              ({ cluster, votes, cards: inside }) =>
                choice(
                  "clusters",
                  cluster.id,
                  behind,
                  toggle,
                  html`${icon("folder")}<span dir="auto">${themeTitle(cluster)}</span>${count(votes)}`,
                  behind.clusters.includes(cluster.id) ? lookThrough(inside, behind, toggle) : nothing,
                ),
            )}
          </ul>`
        : nothing
    }
    ${
      cards.length
        ? html`<ul class="choices" aria-label=${t("behind.cards")}>
            ${repeat(
              cards,
              ({ id }) => id,
              (card) => choice("contributions", card.id, behind, toggle, cardText(card)),
            )}
          </ul>`
        : nothing
    }
  `;
}

/**
 * @param {Contribution} card
 * @param {{text: string, language: string}} [worded] what somebody says that it means in another language
 */
export function cardText({ text, german, language, votes }, worded) {
  return html`<span><span class="choice-text" dir="auto" lang=${language}>${soft(text)}</span>${
    german ? html`<span class="choice-german" lang="de">${german}</span>` : nothing
  }${
    worded ? html`<span class="choice-german" dir="auto" lang=${worded.language}>${soft(worded.text)}</span>` : nothing
  }</span>${count(votes)}`;
}

/** @param {number} votes */
export function count(votes) {
  return html`<span class="count num"><span class="sr">${t("card.votes")}</span>${votes}</span>`;
}

/**
 * @param {"clusters"|"contributions"} noun
 * @param {string} id
 * @param {Behind} behind
 * @param {Toggle} toggle
 * @param {unknown} content
 * @param {unknown} [beneath]
 */
function choice(noun, id, behind, toggle, content, beneath = nothing) {
  return html`<li>
    <label class="choice"><input
        type="checkbox"
        class="card-check"
        autocomplete="off"
        data-behind-choice=${id}
        .checked=${behind[noun].includes(id)}
        @change=${() => toggle(noun, id)}
      >${content}</label>
    ${beneath}
  </li>`;
}

/**
 * The cards of a theme that was chosen, to be read and named one by one.
 * @param {Contribution[]} cards
 * @param {Behind} behind
 * @param {Toggle} toggle
 */
function lookThrough(cards, behind, toggle) {
  return cards.length
    ? html`<details class="look-through" data-look-through>
        <summary>${t("behind.look_through", { n: cards.length })}</summary>
        <ul class="choices">
          ${repeat(
            cards,
            ({ id }) => id,
            (card) => choice("contributions", card.id, behind, toggle, cardText(card)),
          )}
        </ul>
      </details>`
    : nothing;
}
