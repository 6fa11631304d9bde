import { guard } from "../../vendor/lit-html/directives/guard.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { at } from "../lib/base/at.js";
import { excerpt } from "../lib/base/excerpt.js";
import { nameAmong } from "../lib/base/language-name.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { numberName } from "../lib/model/number.js";
import { cardWordings } from "./board-worded.js";
import { button } from "./buttons.js";
import { card } from "./card.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";
import { photoName } from "./photos.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 *
 * @typedef {object} CardModel
 * @property {Map<string, Contribution>} contributions
 * @property {Map<string, import("../lib/net/wire.js").Photo>} photos
 * @property {Set<string>} selected
 * @property {Map<string, string>} languages their names by code
 * @property {number|null} round the running one
 * @property {number} position the station's
 * @property {Map<string, Contribution[]>} beneath
 * @property {Map<string, import("../lib/model/wordings.js").Wording[]>} worded what guests say that cards mean in other
 *   languages, by the cards
 * @property {Set<string>} read what waits and was read here
 * @property {Set<string>} newer what reads differently by now than it is shown
 * @property {Set<string>} waiting what was done here and is not with the server yet
 * @property {Set<string>} asked wordings of guests of which the board waits for the answer
 * @property {import("../lib/drafts/kept-form.js").Written|null} wording the new wording that is being typed
 * @property {import("../lib/drafts/kept-form.js").Written|null} german the German one
 * @property {import("../lib/drafts/kept-form.js").Written|null} other one in another language
 * @property {string} wallLanguage
 *
 * @typedef {object} CardActions
 * @property {(id: string) => void} toggle
 * @property {(ids: string[]) => void} approve
 * @property {(id: string) => void} renew
 * @property {(ids: string[]) => void} hide
 * @property {(ids: string[]) => void} show
 * @property {(id: string) => void} confirmContact
 * @property {(id: string) => void} separate
 * @property {(id: string) => void} showPhoto
 * @property {import("./board-worded.js").WordedActions} worded
 * @property {import("./kept-form.js").FormActions} wording
 * @property {import("./kept-form.js").FormActions & {
 *   remove: (contribution: Contribution) => void,
 *   fetch: (() => void)|null,
 *   fetching: boolean,
 * }} german
 * @property {import("./kept-form.js").FormActions & {
 *   codesOf: (contribution: Contribution) => string[],
 *   standing: (id: string, language: string) => string|null,
 *   choose: (language: string) => void,
 *   remove: (contribution: Contribution, language: string) => void,
 * }} other
 */

/** Languages that need no label on a board that is read in German. */
const GERMAN = /^de\b/;

/**
 * A contribution on the host's board: selected by a tap, moderated on the spot where it waits.
 * @param {Contribution} contribution
 * @param {CardModel} model
 * @param {CardActions} actions
 * @param {{inCluster?: boolean}} [options]
 */
export function boardCard(contribution, model, actions, { inCluster = false } = {}) {
  return guard(looks(contribution, model, actions.german.fetching), () =>
    draw(contribution, model, actions, inCluster),
  );
}

/**
 * All that a card shows. Of a thousand cards only those are drawn anew for which something of it differs.
 * @param {Contribution} contribution
 * @param {CardModel} model
 * @param {boolean} fetching a draft is on its way
 */
function looks(contribution, model, fetching) {
  const { contributions, photos, selected, waiting, round, beneath, wording, german, other, read, newer } = model;
  const { id, reply_to: replyTo } = contribution;
  return [
    contribution,
    read.has(id),
    newer.has(id),
    selected.has(id),
    waiting.has(id),
    round,
    at(contributions, replyTo),
    at(photos, contribution.photo),
    isTypedIn(contribution, { beneath, wording, german: null, other: null }) && wording,
    isTypedIn(contribution, { beneath, wording: null, german, other: null }) && german,
    isTypedIn(contribution, { beneath, wording: null, german, other: null }) && fetching,
    isTypedIn(contribution, { beneath, wording: null, german: null, other }) && other,
    model.wallLanguage,
    ...(beneath.get(id) ?? []),
    ...(model.worded.get(id) ?? []).flatMap((one) => [one, waiting.has(one.id), model.asked.has(one.id)]),
  ];
}

/**
 * Whether somebody types in a card, or in one that lies beneath it.
 * @param {Contribution} card
 * @param {Pick<CardModel, "beneath"|"wording"|"german"|"other">} model
 */
export const isTypedIn = (card, { beneath, wording, german, other }) =>
  (wording || german || other) !== null &&
  [card, ...(beneath.get(card.id) ?? [])].some(({ id }) => [wording?.id, german?.id, other?.id].includes(id));

/**
 * @param {Contribution} contribution
 * @param {CardModel} model
 * @param {CardActions} actions
 * @param {boolean} inCluster
 */
function draw(contribution, model, actions, inCluster) {
  const { id, state, text, reply_to: replyTo } = contribution;
  const parent = replyTo ? model.contributions.get(replyTo) : undefined;
  return card(contribution, {
    mini: true,
    named: true,
    level: inCluster ? 4 : 3,
    number: numberName(model.position, contribution.number),
    who: !inCluster,
    current: contribution.round === model.round,
    time: state === "pending",
    orphan: Boolean(replyTo) && !parent,
    answers: parent ? excerpt(parent.text, 45) : null,
    check: {
      on: model.selected.has(id),
      label: t("board.select", { text: excerpt(text) }),
      press: () => actions.toggle(id),
    },
    head: html`${
      state === "pending"
        ? html`<span class="seen" ?data-read=${model.read.has(id)}>${icon("show")}${t("board.read")}</span>`
        : nothing
    }${
      model.waiting.has(id)
        ? html`<span class="chip chip-wait" data-unsent>${icon("offline")}${t("board.unsent")}</span>`
        : nothing
    }${
      contribution.author_paused === (model.round ?? 0)
        ? html`<span class="chip chip-wait" data-author-paused>${icon("pause")}${t("more.chip")}</span>`
        : nothing
    }${languageChip(contribution, model)}${state === "pending" ? nothing : count(contribution)}`,
    foot: foot(contribution, model, actions),
    below: below(contribution, model, actions),
  });
}

/**
 * The forms that are open in a card.
 * @param {Contribution} contribution
 * @param {CardModel} model
 * @param {CardActions} actions
 */
function forms(contribution, { wording, german, other, languages }, actions) {
  const { id, german: known } = contribution;
  const remove = { label: t("board.remove_german"), press: () => actions.german.remove(contribution) };
  const { fetch: fetchDraft, fetching } = actions.german;
  const draft = fetchDraft
    ? button({
        deed: "draft",
        sign: icon("german"),
        words: fetching ? t("german.fetching") : t("german.fetch"),
        look: "button-wide",
        off: fetching,
        press: fetchDraft,
      })
    : nothing;
  return html`
    ${
      wording?.id === id
        ? keptForm(wording, actions.wording, { label: t("board.wording"), save: t("host.save") })
        : nothing
    }
    ${
      german?.id === id
        ? keptForm(german, actions.german, {
            label: t("board.german"),
            save: t("host.save"),
            more: draft,
            remove: known === null ? undefined : remove,
          })
        : nothing
    }
    ${other?.id === id ? otherForm(contribution, other, languages, actions) : nothing}
  `;
}

/**
 * What it means in one of the event's other languages.
 * @param {Contribution} contribution
 * @param {import("../lib/drafts/kept-form.js").Written} written
 * @param {Map<string, string>} languages
 * @param {CardActions} actions
 */
function otherForm(contribution, written, languages, { other }) {
  const { language = "" } = written;
  /** @param {Event} chosen */
  const turn = ({ target }) => other.choose(/** @type {HTMLSelectElement} */ (target).value);
  return keptForm(written, other, {
    label: t("board.word", { language: nameAmong(languages, language) }),
    save: t("host.save"),
    speaks: { lang: language, dir: "auto" },
    more: html`<select class="field" aria-label=${t("board.word_language")} data-word-language @change=${turn}>
      ${other
        .codesOf(contribution)
        .map(
          (code) =>
            html`<option value=${code} .selected=${live(code === language)}>${nameAmong(languages, code)}</option>`,
        )}
    </select>`,
    remove:
      other.standing(contribution.id, language) === null
        ? undefined
        : { label: t("board.remove_word"), press: () => other.remove(contribution, language) },
  });
}

/** @param {Contribution} contribution @param {CardModel} model @param {CardActions} actions */
function below(contribution, model, actions) {
  const { id, original } = contribution;
  const merged = model.beneath.get(id) ?? [];
  return html`
    ${forms(contribution, model, actions)} ${cardWordings(model.worded.get(id) ?? [], model, actions.worded)}
    ${
      original
        ? html`<details class="beneath" data-original>
            <summary>${t("board.original")}</summary>
            <p class="card-text" dir="auto" lang=${contribution.language}>${original}</p>
          </details>`
        : nothing
    }
    ${
      merged.length
        ? html`<details
            class="beneath"
            data-beneath=${merged.length}
            ?open=${merged.some((one) => isTypedIn(one, model))}
          >
            <summary>
              ${icon("merge")}${t("card.beneath", { n: merged.length })}
            </summary>${merged.map((one) => mergedCard(one, model, actions))}
          </details>`
        : nothing
    }
  `;
}

/** @param {Contribution} one @param {CardModel} model @param {CardActions} actions */
function mergedCard(one, model, actions) {
  const separate = button({
    deed: "separate",
    words: t("board.separate"),
    label: t("board.separate_one", { text: excerpt(one.text) }),
    look: "button-quiet",
    press: () => actions.separate(one.id),
  });
  return html`<div class="beneath-one" data-merged=${one.id}>
    <p class="card-text" dir="auto" lang=${one.language}>${soft(one.text)}</p>
    <p class="beneath-foot">
      <span class="card-number num" dir="ltr" data-number>${numberName(model.position, one.number)}</span>
      ${count(one)}${separate}
    </p>
    ${forms(one, model, actions)}
  </div>`;
}

/** @param {Contribution} contribution @param {CardModel} model */
function languageChip({ language }, { languages }) {
  const code = language === "und" ? "?" : (language.split("-")[0] ?? "").toUpperCase();
  return GERMAN.test(language)
    ? nothing
    : html`<span
        class="chip"
        data-language
      ><span aria-hidden="true">${code}</span><span class="sr">${nameAmong(languages, language)}</span></span>`;
}

/** @param {Contribution} contribution */
function count({ votes }) {
  return html`<span class="count num end" data-votes=${votes}
    ><span class="sr">${t("card.votes")}</span>${votes}</span
  >`;
}

/** @param {Contribution} contribution @param {CardModel} model @param {CardActions} actions */
function foot({ id, state, masked, photo: typedFrom }, { photos, newer }, actions) {
  const contact = masked !== null && state !== "hidden";
  if (newer.has(id)) {
    return button({
      deed: "renew",
      sign: icon("alert"),
      words: t("board.renew"),
      look: "button-station",
      press: () => actions.renew(id),
    });
  }
  const photo = at(photos, typedFrom);
  if (state === "visible" && !contact && !photo) {
    return null;
  }
  return html`
    ${
      photo
        ? button({
            deed: "show-photo",
            sign: icon("photo"),
            words: html`<span class="sr">${t("photos.typed_from")} </span><span>${
              photo.caption ? excerpt(photo.caption, 24) : photoName(photo)
            }</span>`,
            look: "button-quiet",
            press: () => actions.showPhoto(photo.id),
          })
        : nothing
    }
    ${contact ? html`<span class="chip chip-wait" data-contact>${icon("alert")}${t("board.contact")}</span>` : nothing}
    ${
      contact
        ? button({
            deed: "confirm-contact",
            words: t("board.contact_ok"),
            press: () => actions.confirmContact(id),
          })
        : nothing
    }
    ${
      state === "pending"
        ? button({
            deed: "approve",
            sign: icon("check"),
            words: t("board.approve"),
            look: "button-station",
            press: () => actions.approve([id]),
          })
        : nothing
    }
    ${
      state === "pending"
        ? button({
            deed: "hide",
            words: t("board.hide"),
            look: "button-quiet",
            press: () => actions.hide([id]),
          })
        : nothing
    }
    ${
      state === "hidden"
        ? button({ deed: "show", sign: icon("show"), words: t("board.show"), press: () => actions.show([id]) })
        : nothing
    }
  `;
}
