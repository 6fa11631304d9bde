import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { STEPS } from "../lib/model/guide.js";
import { cardText, choices } from "./behind.js";
import { button, dialogHead } from "./buttons.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";
import { measureFacts, measureLook } from "./measures.js";
import { chooseKind, chooseRound } from "./statement-form.js";

/**
 * @typedef {import("../lib/net/wire.js").Statement} Statement
 * @typedef {import("../lib/net/wire.js").Measure} Measure
 * @typedef {import("../lib/drafts/kept-form.js").Written} Written
 * @typedef {typeof STEPS[number]} Step
 *
 * @typedef {object} GuideModel
 * @property {number} at which step, from 0
 * @property {Written} written
 * @property {{position: number, title: string|null}[]} rounds
 * @property {import("./behind.js").Material} material
 * @property {Statement[]} stated what is held on to already, of this round
 * @property {Measure[]} measures
 *
 * @typedef {object} GuideActions
 * @property {(at: number) => void} go to another step; what is typed stays there
 * @property {() => void} next what is typed is saved first
 * @property {() => void} close
 * @property {import("./kept-form.js").FormActions} form
 * @property {import("./statement-form.js").FieldActions} fields
 */

/** @type {Record<Step, {question: string, hint: string, material: string, none: string}>} */
const SAYS = {
  said: {
    question: t("guide.said"),
    hint: t("guide.said_hint"),
    material: t("guide.said_material"),
    none: t("guide.none"),
  },
  moved: {
    question: t("guide.moved"),
    hint: t("guide.moved_hint"),
    material: t("guide.moved_material"),
    none: t("guide.moved_none"),
  },
  means: {
    question: t("guide.means"),
    hint: t("guide.means_hint"),
    material: t("guide.means_material"),
    none: t("guide.none"),
  },
  follows: {
    question: t("guide.follows"),
    hint: t("guide.follows_hint"),
    material: t("guide.follows_material"),
    none: t("guide.follows_none"),
  },
};

/**
 * Summing up, led by four questions: what helps on one side, the field on the other.
 * @param {GuideModel} model
 * @param {GuideActions} actions
 */
export function guide(model, actions) {
  const { at, material } = model;
  const step = STEPS[at] ?? "said";
  const { question, hint, none } = SAYS[step];
  const last = at === STEPS.length - 1;
  return html`
    ${dialogHead(html`<h2 id="guide-title">${t("guide.title")}</h2>`, {
      label: t("guide.close"),
      press: actions.close,
    })}
    <ol class="guide-steps">
      ${STEPS.map(
        (one, index) => html`<li>
          <button
            type="button"
            data-step=${one}
            aria-current=${index === at ? "step" : "false"}
            @click=${() => actions.go(index)}
          >
            <b class="num">${index + 1}</b><span>${SAYS[one].question}</span>
          </button>
        </li>`,
      )}
    </ol>
    <div class="guide-head">
      <h3 class="voice" tabindex="-1" data-question=${step}>${question}</h3><p class="hint">${hint}</p>
    </div>
    <div class="guide-sides">
      <div class="guide-write" role="group" aria-label=${question}>
        ${form(step, model, actions)}${held(step, model)}
      </div>
      <section class="guide-material" tabindex="0" aria-label=${SAYS[step].material} data-material>
        <h4>${SAYS[step].material}</h4>
        ${
          last
            ? listed(model)
            : choices(material, model.written.behind ?? { clusters: [], contributions: [] }, actions.fields.behind)
        }
        ${material.clusters.length || material.cards.length ? nothing : html`<p class="hint">${none}</p>`}
        ${
          last || !(material.clusters.length || material.cards.length)
            ? nothing
            : html`<p class="hint">${t("guide.tick")}</p>`
        }
      </section>
    </div>
    <div class="dialog-foot">
      <button type="button" class="button" data-do="back" ?disabled=${at === 0} @click=${() => actions.go(at - 1)}>
        ${icon("back", "icon-turns")}${t("guide.back")}
      </button>
      ${button({
        deed: "next",
        words: last
          ? html`${icon("check")}${t("guide.finish")}`
          : html`${t("guide.next")}${icon("forward", "icon-turns")}`,
        look: "button-station",
        press: actions.next,
      })}
    </div>
  `;
}

/** @param {Step} step @param {GuideModel} model @param {GuideActions} actions */
function form(step, { written, rounds }, { form, fields }) {
  const save = t("guide.hold");
  if (step === "follows") {
    return keptForm(written, form, { ...measureLook(written, form), save, large: true });
  }
  const more = html`<div class="guide-choices">
    ${chooseKind(written, fields)}${chooseRound(written, rounds, fields)}
  </div>`;
  return keptForm(written, form, { label: SAYS[step].question, save, large: true, more });
}

/** What is held on to already. @param {Step} step @param {GuideModel} model */
function held(step, { stated, measures }) {
  if (step === "follows") {
    return measures.length
      ? html`<h4>${t("guide.held")}</h4>
        <ul class="side-list" data-held>
          ${repeat(
            measures,
            ({ id }) => id,
            (one) => html`<li class="measure"><span dir="auto">${soft(one.what)}</span>${measureFacts(one)}</li>`,
          )}
        </ul>`
      : nothing;
  }
  return stated.length ? html`<h4>${t("guide.held")}</h4>${statedList(stated)}` : nothing;
}

/** @param {Statement[]} stated */
function statedList(stated) {
  return html`<ul class="side-list" data-held>
    ${repeat(
      stated,
      ({ id }) => id,
      ({ kind, text }) =>
        html`<li class="guide-held">
          ${icon(kind === "question" ? "question" : "pen")}<span><span class="sr">${
            kind === "question" ? t("statements.question") : t("statements.text")
          }: </span><span dir="auto">${soft(text)}</span></span>
        </li>`,
    )}
  </ul>`;
}

/** From here the steps follow: what was stated, what people offer and wish. @param {GuideModel} model */
function listed({ stated, material }) {
  return html`
    ${stated.length ? statedList(stated) : nothing}
    ${
      material.cards.length
        ? html`<ul class="choices">
            ${repeat(
              material.cards,
              ({ id }) => id,
              (card) => html`<li class="choice">${icon(card.kind)}${cardText(card)}</li>`,
            )}
          </ul>`
        : nothing
    }
  `;
}
