import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { languageName } from "../lib/base/language-name.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { refused } from "./announced.js";
import { button } from "./buttons.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Comment} Comment
 * @typedef {import("../lib/drafts/kept-form.js").Written} Written
 *
 * @typedef {object} FeedbackPanelModel
 * @property {import("../lib/net/wire.js").EventState["feedback"]} state
 * @property {number} people who answered
 * @property {boolean} busy an order is on its way
 * @property {string} refusal
 *
 * @typedef {object} FeedbackPanelActions
 * @property {() => void} turn opens it, or closes it
 * @property {() => void} show on the wall, or takes it off
 * @property {() => void} read what was answered
 *
 * @typedef {object} CommentActions
 * @property {(comment: Comment) => void} hide or brings it back
 * @property {(comment: Comment) => void} confirm lets contact data in it be shown
 * @property {(comment: Comment) => void} word begins its German wording
 * @property {import("./kept-form.js").FormActions} form
 */

const STATES = {
  before: "feedback.is_before",
  open: "feedback.is_open",
  closed: "feedback.is_closed",
  sealed: "feedback.is_sealed",
};

/** What the state means for opening it once more. @type {Record<string, string>} */
const HINTS = { closed: "feedback.closed_hint", sealed: "feedback.sealed_hint" };

/**
 * Where the survey stands, beside its title.
 * @param {import("../lib/net/wire.js").EventState["feedback"]["state"]} state
 */
export function feedbackState(state) {
  return html`<span
    class="chip ${state === "open" ? "chip-good" : ""}"
    data-feedback-state=${state}
  >${t(STATES[state])}</span>`;
}

/**
 * What can be done about the survey; before it was opened, that is one thing.
 * @param {FeedbackPanelModel} model
 * @param {FeedbackPanelActions} actions
 */
export function feedbackPanel({ state: { state, shown }, people, busy, refusal }, { turn, show, read }) {
  const before = state === "before";
  const open = state === "open";
  const key = (
    /** @type {string} */ name,
    /** @type {string} */ looks,
    /** @type {unknown} */ words,
    /** @type {() => void} */ press,
  ) =>
    html`<button
      type="button"
      class="button ${looks}"
      data-do=${name}
      aria-busy=${busy ? "true" : nothing}
      @click=${() => !busy && press()}
    >
      ${words}
    </button>`;
  return html`
    <p class="survey-pair" ?data-alone=${before || state === "sealed"}>
      ${
        state === "sealed"
          ? nothing
          : key(
              "feedback-turn",
              before ? "button-main" : "",
              html`${icon(open ? "stop" : "play")}${t(open ? "feedback.end" : "feedback.begin")}`,
              turn,
            )
      }
      ${before ? nothing : key("feedback-read", "", html`${icon("chart")}${t("feedback.read", { n: people })}`, read)}
    </p>
    ${
      before
        ? nothing
        : key(
            "feedback-show",
            "button-wide",
            html`${icon("screen")}${t(shown ? "feedback.take_off" : "feedback.show")}`,
            show,
          )
    }
    ${state in HINTS ? html`<p class="hint" data-feedback-hint>${t(HINTS[state])}</p>` : nothing}
    <p class="field-error" role="alert" data-feedback-refusal>${refused(refusal)}</p>`;
}

/**
 * What people wrote, with what the desk can do about each.
 * @param {Comment[]} comments
 * @param {{
 *   written: Written|null,
 *   asked: string,
 *   language: string,
 *   refusal: string,
 * }} model written: the German wording that
 *   is being typed; language: of the question
 * @param {CommentActions} actions
 */
export function commentList(comments, { written, asked, language, refusal }, actions) {
  return html`<h3 class="survey-asked" lang=${language} dir="auto">${soft(asked)}</h3>
  <p class="hint">${t("feedback.comments_hint")}</p>
  <p class="field-error" role="alert">${refused(refusal)}</p>
  ${comments.length ? nothing : html`<p class="hint" data-no-comments>${t("feedback.no_comments")}</p>`}
  <ol class="survey-comments">
    ${repeat(
      comments,
      ({ id }) => id,
      (comment) => html`<li>${card(comment, written, actions)}</li>`,
    )}
  </ol>`;
}

const contactChip = () => html`<span class="chip chip-wait" data-contact>${icon("alert")}${t("board.contact")}</span>`;

/** @param {Comment} comment @param {Written|null} written @param {CommentActions} actions */
function card(comment, written, { hide, confirm, word, form }) {
  const { id, text, language, german, hidden, masked } = comment;
  const contact = masked && !hidden;
  const beginning = excerpt(text);
  return html`<article class="card ${hidden ? "card-hidden" : ""}" data-comment=${id}>
    <header class="card-head">
      <span>${languageName(language)}</span>${
        hidden ? html`<span class="chip" data-hidden>${icon("hidden")}${t("feedback.is_hidden")}</span>` : nothing
      }${contact ? contactChip() : nothing}
    </header>
    <p class="card-text" dir="auto" lang=${language} data-text>${soft(text)}</p>
    ${
      german
        ? html`<p class="card-german" dir="ltr" lang="de" data-german><b>${t("card.german")}</b>${german}</p>`
        : nothing
    }
    ${
      written?.id === id
        ? keptForm(written, form, { label: t("card.german"), save: t("host.save") })
        : html`<footer class="card-foot">
            ${button({
              deed: "hide",
              sign: icon(hidden ? "show" : "hidden"),
              words: t(hidden ? "feedback.let_in" : "feedback.hide"),
              label: t(hidden ? "feedback.let_in_one" : "feedback.hide_one", { text: beginning }),
              press: () => hide(comment),
            })}
            ${
              contact
                ? button({
                    deed: "confirm-contact",
                    words: t("board.contact_ok"),
                    label: t("feedback.contact_one", { text: beginning }),
                    press: () => confirm(comment),
                  })
                : nothing
            }
            ${
              language === "de"
                ? nothing
                : button({
                    deed: "german",
                    sign: icon("german"),
                    words: t("card.german"),
                    label: t("feedback.german_one", { text: beginning }),
                    press: () => word(comment),
                  })
            }
          </footer>`
    }
  </article>`;
}
