import { live } from "../../vendor/lit-html/directives/live.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { behindLine, choices } from "./behind.js";

/**
 * @typedef {import("../lib/drafts/kept-form.js").Written} Written
 * @typedef {{position: number, title: string|null}[]} Rounds
 *
 * @typedef {object} FieldActions
 * @property {(kind: import("../lib/net/wire.js").StatementKind) => void} kind
 * @property {(round: number|null) => void} round
 * @property {import("./behind.js").Toggle} behind
 */

/** What is being written, in a word. @param {Written} written */
export function statementLabel({ kind }) {
  return kind === "question" ? t("statements.question") : t("statements.text");
}

/**
 * Statement or open question.
 * @param {Written} written
 * @param {FieldActions} actions
 */
export function chooseKind({ id, kind }, actions) {
  /** @param {Event} change */
  const chosen = ({ target }) => actions.kind(/** @type {any} */ (/** @type {HTMLSelectElement} */ (target).value));
  return html`<label class="sr" for="kind-${id}">${t("statements.kind")}</label>
  <select class="field" id="kind-${id}" autocomplete="off" data-choose-kind @change=${chosen}>
    <option value="statement" .selected=${live(kind !== "question")}>${t("statements.text")}</option>
    <option value="question" .selected=${live(kind === "question")}>${t("statements.question")}</option>
  </select>`;
}

/**
 * The round it is about, or the whole station.
 * @param {Written} written
 * @param {Rounds} rounds
 * @param {FieldActions} actions
 */
export function chooseRound({ id, round }, rounds, actions) {
  /** @param {Event} change */
  const chosen = ({ target }) => {
    const { value } = /** @type {HTMLSelectElement} */ (target);
    actions.round(value === "station" ? null : Number(value));
  };
  return html`<label class="sr" for="round-${id}">${t("statements.for")}</label>
  <select class="field" id="round-${id}" autocomplete="off" data-choose-round @change=${chosen}>
    ${rounds.map(
      ({ position }) => html`<option
        value=${position}
        .selected=${live(position === round)}
      >${t("card.round", { n: position })}</option>`,
    )}
    <option value="station" .selected=${live(round === null)}>${t("statements.station")}</option>
  </select>`;
}

/**
 * What it rests on, folded away: the station's themes, and the contributions chosen on the board or before.
 * @param {Written} written
 * @param {{found: {clusters: unknown[], cards: unknown[]}, material: import("./behind.js").Material}} model
 * @param {FieldActions} actions
 */
export function chooseBehind({ behind = { clusters: [], contributions: [] } }, { found, material }, actions) {
  const some = material.clusters.length + material.cards.length > 0;
  return html`<details class="beneath" data-choose-behind>
    <summary>${behindLine(found) || t("behind.none")}</summary>
    ${some ? choices(material, behind, actions.behind) : nothing}
    <p class="hint">${t("behind.hint")}</p>
  </details>`;
}
