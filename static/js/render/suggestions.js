import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { button, closeButton, moreButton } from "./buttons.js";
import { icon, kindMark } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/model/suggestions.js").Same} Same
 * @typedef {import("../lib/model/suggestions.js").Theme} Theme
 *
 * @typedef {object} SuggestionsModel
 * @property {Same[]} same the most alike first
 * @property {Theme[]} themes
 * @property {Record<"same"|"themes", boolean>} open
 * @property {Record<"same"|"themes", boolean>} all more than the first of them are shown
 *
 * @typedef {object} SuggestionsActions
 * @property {(same: Same) => void} merge
 * @property {(same: Same) => void} dismiss
 * @property {(theme: Theme) => void} take
 * @property {(theme: Theme) => void} leave
 * @property {(part: "same"|"themes") => void} more
 * @property {(part: "same"|"themes", open: boolean) => void} toggle
 */

const MOST_TEXTS = 4;
const TEXT = 120;
/** So many are shown until somebody asks for more: what is suggested must not push away what is there. */
const FIRST = { same: 1, themes: 2 };

/**
 * What seems to be the same, and what could become of the inbox. Nothing where nothing is suggested.
 * @param {SuggestionsModel} model
 * @param {SuggestionsActions} actions
 */
export function suggestions(model, actions) {
  const { same, themes } = model;
  return html`
    ${
      same.length
        ? area("same", t("suggest.same", { n: same.length }), same, model, actions, (one) => sameCard(one, actions))
        : nothing
    }
    ${
      themes.length
        ? area("themes", t("suggest.themes", { n: themes.length }), themes, model, actions, (one) =>
            themeLine(one, actions),
          )
        : nothing
    }
  `;
}

/**
 * @template {{key: string}} T
 * @param {"same"|"themes"} part
 * @param {string} title
 * @param {T[]} list
 * @param {SuggestionsModel} model
 * @param {SuggestionsActions} actions
 * @param {(one: T) => unknown} draw
 */
function area(part, title, list, model, actions, draw) {
  const shown = model.all[part] ? list : list.slice(0, FIRST[part]);
  const rest = list.length - shown.length;
  return html`<details
    class="suggested"
    data-suggested=${part}
    ?open=${model.open[part]}
    @toggle=${(/** @type {Event} */ { target }) =>
      actions.toggle(part, /** @type {HTMLDetailsElement} */ (target).open)}
  >
    <summary>${icon(part === "same" ? "merge" : "folder")}<span>${title}</span></summary>
    <ul class="suggested-list">
      ${repeat(
        shown,
        ({ key }) => key,
        (one) => html`<li data-suggestion=${one.key}>${draw(one)}</li>`,
      )}
    </ul>
    ${moreButton({ look: "button-quiet button-wide", rest, press: () => actions.more(part) })}
  </details>`;
}

/** @param {Same} same @param {SuggestionsActions} actions */
function sameCard(same, actions) {
  const { cards, words } = same;
  const label = t("suggest.which", { text: excerpt(cards[0]?.text ?? "") });
  return html`<div class="twin" role="group" aria-label=${label}>
    ${cards.slice(0, MOST_TEXTS).map(twin)}
    ${
      cards.length > MOST_TEXTS
        ? html`<p class="hint">${t("journal.more", { n: cards.length - MOST_TEXTS })}</p>`
        : nothing
    }
    <p class="twin-words">
      <b>${t("suggest.words")}</b> ${words.map((word, index) => html`${index ? ", " : ""}<bdi>${word}</bdi>`)}
    </p>
    <div class="twin-foot">
      ${button({
        deed: "merge-suggested",
        sign: icon("merge"),
        words: t("bar.merge"),
        look: "button-station",
        press: () => actions.merge(same),
      })}
      ${button({
        deed: "dismiss-suggested",
        words: t("suggest.different"),
        look: "button-quiet",
        press: () => actions.dismiss(same),
      })}
    </div>
  </div>`;
}

/** @param {Contribution} card */
function twin({ kind, table, text, language, votes }) {
  return html`<div class="twin-one">
    <p class="twin-head">
      ${kindMark(kind)}${table ? html`<span>${t("card.table", { n: table })}</span>` : nothing}<span
        class="count num end"
      ><span class="sr">${t("card.votes")}</span>${votes}</span>
    </p>
    <p class="card-text" dir="auto" lang=${language}>${excerpt(text, TEXT)}</p>
  </div>`;
}

/** @param {Theme} theme @param {SuggestionsActions} actions */
function themeLine(theme, actions) {
  const { cards, title, cluster, words } = theme;
  const named = { title, n: cards.length };
  return html`<div class="suggested-theme">
    ${button({
      deed: "take-theme",
      sign: icon(cluster ? "folder" : "plus"),
      words: html`<span>${cluster ? t("suggest.put", named) : t("suggest.add", named)}</span>`,
      press: () => actions.take(theme),
    })}
    ${closeButton({ deed: "leave-theme", label: t("suggest.leave", named), press: () => actions.leave(theme) })}
    ${
      cluster
        ? html`<p class="twin-words">
            <b>${t("suggest.words")}</b> ${words.map((word, index) => html`${index ? ", " : ""}<bdi>${word}</bdi>`)}
          </p>`
        : nothing
    }
  </div>`;
}
