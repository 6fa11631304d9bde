import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { languageName } from "../lib/base/language-name.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { cardText } from "./behind.js";
import { button, moreButton } from "./buttons.js";
import { icon, kindMark } from "./marks.js";
import { wordedMark } from "./worded.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/model/suggestions.js").Same} Same
 * @typedef {import("../lib/model/suggestions.js").Theme} Theme
 * @typedef {import("../lib/model/suggestions.js").WordedBy} WordedBy
 *
 * @typedef {object} SuggestionsModel
 * @property {Same[]} same the most alike first
 * @property {Theme[]} themes
 * @property {Record<"same"|"themes", boolean>} open
 * @property {Record<"same"|"themes", boolean>} all more than the first of them are shown
 * @property {(key: string) => Set<string>} left the cards of a theme that the host leaves out
 * @property {(theme: Theme) => string} titled how the host calls it
 *
 * @typedef {object} SuggestionsActions
 * @property {(same: Same) => void} merge
 * @property {(same: Same) => void} dismiss
 * @property {(theme: Theme) => void} take
 * @property {(theme: Theme) => void} leave
 * @property {(theme: Theme, id: string) => void} tick
 * @property {(theme: Theme, title: string) => void} title
 * @property {(part: "same"|"themes") => void} more
 * @property {(part: "same"|"themes", open: boolean) => void} toggle
 */

const MOST_TEXTS = 4;
const TEXT = 120;
/** So many are shown until somebody asks for more: what is suggested must not push away what is there. */
const FIRST = { same: 1, themes: 1 };

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
            themeCard(one, model, actions),
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

/**
 * The words in common, and where a wording has them, in which language.
 * @param {string[]} words
 * @param {WordedBy[]} wordings
 * @param {string} [language] of the words
 */
function inCommon(words, wordings, language) {
  const languages = [...new Set(wordings.map((one) => one.language))].map(languageName).join(", ");
  return html`<p class="twin-words">
      <b>${t("suggest.words")}</b> ${words.map(
        (word, index) => html`${index ? ", " : ""}<bdi lang=${language ?? nothing}>${word}</bdi>`,
      )}
    </p>
    ${languages ? html`<p class="twin-words" data-by-wording>${t("suggest.worded", { languages })}</p>` : nothing}`;
}

/** @param {Same} same @param {SuggestionsActions} actions */
function sameCard(same, actions) {
  const { cards, words, language, wordings } = same;
  const label = t("suggest.which", { text: excerpt(cards[0]?.text ?? "") });
  return html`<div class="twin" role="group" aria-label=${label}>
    ${cards.slice(0, MOST_TEXTS).map((card) =>
      twin(
        card,
        wordings.filter(({ id }) => id === card.id),
      ),
    )}
    ${
      cards.length > MOST_TEXTS
        ? html`<p class="hint">${t("journal.more", { n: cards.length - MOST_TEXTS })}</p>`
        : nothing
    }
    ${inCommon(words, wordings, language)}
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

/** @param {Contribution} card @param {WordedBy[]} wordings those by which it is alike to another */
function twin({ kind, table, text, language, votes }, wordings) {
  return html`<div class="twin-one">
    <p class="twin-head">
      ${kindMark(kind)}${table ? html`<span>${t("card.table", { n: table })}</span>` : nothing}<span
        class="count num end"
      ><span class="sr">${t("card.votes")}</span>${votes}</span>
    </p>
    <p class="card-text" dir="auto" lang=${language}>${soft(excerpt(text, TEXT))}</p>
    ${wordings.map(wordedBy)}
  </div>`;
}

/** @param {WordedBy} wording */
function wordedBy({ text, language, by }) {
  return html`<p class="card-text" dir="auto" lang=${language} data-worded=${by}>${soft(excerpt(text, TEXT))}</p>
    <p class="worded">${wordedMark(by)}</p>`;
}

/**
 * What a card says by a wording, where that is not on it anyway.
 * @param {WordedBy[]} wordings
 * @param {Contribution} card
 */
const alsoSaid = (wordings, { id, german }) => wordings.find((one) => one.id === id && one.text !== german);

/**
 * A theme with the cards that it would take, each to be left out by a tap; a new one with a title to be changed.
 * @param {Theme} theme @param {SuggestionsModel} model @param {SuggestionsActions} actions
 */
function themeCard(theme, { left, titled }, actions) {
  const { key, cards, cluster, words, wordings } = theme;
  const out = left(key);
  const title = titled(theme);
  const n = cards.filter(({ id }) => !out.has(id)).length;
  const label = cluster ? t("suggest.into", { title }) : t("board.new_cluster");
  /** @param {Event} typed */
  const typed = ({ target }) => actions.title(theme, /** @type {HTMLInputElement} */ (target).value);
  return html`<div class="twin" role="group" aria-label=${label}>
    <p class="twin-into"><b>${label}</b></p>
    ${
      cluster
        ? nothing
        : html`<input
            class="field"
            dir="auto"
            autocomplete="off"
            aria-label=${t("suggest.title")}
            .value=${title}
            @input=${typed}
            data-suggested-title
          >`
    }
    ${inCommon(words, wordings)}
    <ul class="choices twin-one">
      ${repeat(
        cards,
        ({ id }) => id,
        (card) => html`<li>
          <label class="choice"><input
              type="checkbox"
              class="card-check"
              autocomplete="off"
              data-take=${card.id}
              .checked=${!out.has(card.id)}
              @change=${() => actions.tick(theme, card.id)}
            >${cardText(card, alsoSaid(wordings, card))}</label>
        </li>`,
      )}
    </ul>
    ${
      n < cards.length
        ? html`<p class="twin-words" data-stays>${t("suggest.stays", { n: cards.length - n })}</p>`
        : nothing
    }
    <div class="twin-foot">
      ${button({
        deed: "take-theme",
        sign: icon(cluster ? "folder" : "plus"),
        words: html`<span>${t(cluster ? "suggest.put" : "suggest.add", { title, n })}</span>`,
        look: "button-station",
        off: n === 0 || !title.trim(),
        press: () => actions.take(theme),
      })}
      ${button({
        deed: "leave-theme",
        words: t("suggest.unfit"),
        label: t("suggest.leave", { title }),
        look: "button-quiet",
        press: () => actions.leave(theme),
      })}
    </div>
  </div>`;
}
