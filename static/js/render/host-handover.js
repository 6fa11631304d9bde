import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";

/**
 * @typedef {import("../lib/net/wire.js").Statement} Statement
 * @typedef {import("../lib/model/board.js").Column} Column
 */

/**
 * What the host tells a new group, in the order of telling: what was stated, then what moved people most.
 * @param {Statement[]} earlier statements of the rounds before
 * @param {Column[]} strongest
 */
export function hostHandover(earlier, strongest) {
  if (!earlier.length && !strongest.length) {
    return html`<p class="hint" data-empty>${t("side.handover_empty")}</p>`;
  }
  const said = earlier.filter(({ kind }) => kind !== "question");
  const asked = earlier.filter(({ kind }) => kind === "question");
  const rounds = [...new Set(said.map(({ round }) => round))];
  return html`
    ${repeat(
      rounds,
      (position) => String(position),
      (position) => html`
        <h3 class="side-subtitle">${position === null ? t("statements.station") : t("card.round", { n: position })}</h3>
        ${told(said.filter(({ round }) => round === position))}
      `,
    )}
    ${
      asked.length
        ? html`<h3 class="side-subtitle" data-questions>${t("handover.questions")}</h3>${told(asked)}`
        : nothing
    }
    ${
      strongest.length
        ? html`<h3 class="side-subtitle">${t("handover.themes")}</h3>
          <ul class="side-list">
            ${repeat(
              strongest,
              ({ cluster }) => cluster.id,
              ({ cluster, votes }) =>
                html`<li class="side-theme" data-strong=${cluster.id}>
                  <span dir="auto">${soft(cluster.title)}</span><span
                    class="count num"
                  ><span class="sr">${t("card.votes")}</span>${votes}</span>
                </li>`,
            )}
          </ul>`
        : nothing
    }
  `;
}

/** @param {Statement[]} statements */
function told(statements) {
  return html`<ul class="side-list">
    ${repeat(
      statements,
      ({ id }) => id,
      ({ text }) => html`<li dir="auto" data-told>${soft(text)}</li>`,
    )}
  </ul>`;
}
