import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { themesOf } from "../lib/model/themes.js";
import { ownText } from "./own-text.js";

/**
 * @typedef {import("../lib/model/station-store.js").StationStore} Store
 * @typedef {import("../lib/net/wire.js").Statement} Statement
 */

const MOST_THEMES = 6;

/**
 * What the groups before left behind: the hosts' statements, round by round, and the strongest clusters.
 * @param {Store} store
 * @param {string} language the reader's
 */
export function handover(store, language) {
  const statements = [...store.statements.values()].sort((a, b) => place(a) - place(b));
  const themes = strongest(store);
  if (!statements.length && !themes.length) {
    return html`<p class="hint">${t("handover.empty")}</p>`;
  }
  const said = statements.filter(({ kind }) => kind !== "question");
  const asked = statements.filter(({ kind }) => kind === "question");
  const sections = [...new Set(said.map(({ round }) => round))];
  return html`
    <p class="hint">${t("handover.hint")}</p>
    ${sections.map((position) =>
      section(
        position,
        said.filter(({ round }) => round === position),
        language,
      ),
    )}
    ${
      asked.length
        ? html`<h2 class="handover-title" data-questions>${t("handover.questions")}</h2>${list(asked, language)}`
        : nothing
    }
    ${themes.length ? html`<h2 class="handover-title">${t("handover.themes")}</h2>${themeList(themes)}` : nothing}
  `;
}

/** What was said of the whole station stands last. @param {Statement} statement */
function place({ round, position }) {
  return (round ?? 99) * 1000 + position;
}

/** @param {number|null} position @param {Statement[]} statements @param {string} language */
function section(position, statements, language) {
  return html`
    <h2 class="handover-title">${position ? t("handover.round", { n: position }) : t("handover.station")}</h2>
    ${list(statements, language)}
  `;
}

/** @param {Statement[]} statements @param {string} language */
function list(statements, language) {
  return html`<ol class="handover-list">
    ${repeat(
      statements,
      ({ id }) => id,
      (one, index) => html`<li class="statement voice" data-statement><b>${index + 1}</b>${words(one, language)}</li>`,
    )}
  </ol>`;
}

/**
 * In the reader's language where somebody has said it so, and beneath as the host wrote it.
 * @param {Statement} statement
 * @param {string} language
 */
function words({ text, translations }, language) {
  const translated = translations[language];
  return translated
    ? html`<span><span
          dir="auto"
          lang=${language}
          data-translated
        >${soft(translated)}</span><span class="statement-first" dir="auto">${soft(text)}</span></span>`
    : html`<span>${ownText(text)}</span>`;
}

/** @param {Store} store */
function strongest(store) {
  const votes = new Map(themesOf(store).map((theme) => [theme.id, theme.votes]));
  return [...store.clusters.values()]
    .map(({ id, title }) => ({ id, title, votes: votes.get(id) ?? 0 }))
    .sort((a, b) => b.votes - a.votes)
    .slice(0, MOST_THEMES);
}

/** @param {{id: string, title: string, votes: number}[]} themes */
function themeList(themes) {
  return html`<ul class="handover-themes">
    ${repeat(
      themes,
      ({ id }) => id,
      ({ title, votes }) =>
        html`<li data-theme>
          <span>${ownText(title)}</span><span
            class="count num"
          ><span class="sr">${t("card.votes")}</span>${votes}</span>
        </li>`,
    )}
  </ul>`;
}
