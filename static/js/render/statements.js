import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { excerpt } from "../lib/excerpt.js";
import { t } from "../lib/page.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/wire.js").Statement} Statement
 * @typedef {import("../lib/kept-form.js").Written} Written
 *
 * @typedef {object} StatementsModel
 * @property {Statement[]} statements
 * @property {Written|null} written
 * @property {number|null} round the running one, or the last
 * @property {{position: number, title: string|null}[]} rounds
 *
 * @typedef {object} StatementsActions
 * @property {() => void} add
 * @property {(statement: Statement) => void} edit
 * @property {(statement: Statement) => void} remove
 * @property {import("./kept-form.js").FormActions} form
 */

/**
 * The host's key statements, round by round; the running round stands first and open, the whole station last.
 * @param {StatementsModel} model
 * @param {StatementsActions} actions
 */
export function statements(model, actions) {
  const { statements: all, round, written } = model;
  const groups = [...new Set(all.map((one) => one.round))].sort((a, b) => place(a, round) - place(b, round));
  return html`
    ${all.length || written ? nothing : html`<p class="hint" data-empty>${t("statements.empty")}</p>`}
    ${repeat(groups, (position) => String(position), (position) => group(position, model, actions))}
    ${
      written?.fresh
        ? keptForm(written, actions.form, { label: t("statements.text"), save: t("host.save"), more: chooseRound(written, model, actions) })
        : html`<button type="button" class="button button-wide" data-do="add-statement" @click=${actions.add}>${icon("plus")}${t("statements.add")}</button>`
    }
  `;
}

/** @param {number|null} position @param {number|null} running */
function place(position, running) {
  return position === running && position !== null ? -1 : (position ?? 99);
}

/** @param {number|null} position */
function groupName(position) {
  return position === null ? t("statements.station") : t("card.round", { n: position });
}

/** @param {number|null} position @param {StatementsModel} model @param {StatementsActions} actions */
function group(position, model, actions) {
  const list = model.statements.filter((one) => one.round === position).sort((a, b) => a.position - b.position);
  const open = position === model.round || position === null || model.round === null;
  return html`<details class="statement-group" data-round=${position ?? "station"} ?open=${open}>
    <summary>${groupName(position)}</summary>
    <ol class="side-list">${repeat(list, ({ id }) => id, (one, index) => row(one, index, model, actions))}</ol>
  </details>`;
}

/** @param {Statement} statement @param {number} index @param {StatementsModel} model @param {StatementsActions} actions */
function row(statement, index, { written }, actions) {
  if (written && !written.fresh && written.id === statement.id) {
    const remove = { label: t("statements.remove"), press: () => actions.remove(statement) };
    return html`<li data-statement=${statement.id}>${keptForm(written, actions.form, { label: t("statements.text"), save: t("host.save"), remove })}</li>`;
  }
  return html`<li class="statement" data-statement=${statement.id}><b>${index + 1}</b><span dir="auto" data-text>${statement.text}</span>
    <button type="button" class="button button-quiet button-square" data-do="edit-statement" aria-label=${t("statements.edit", { text: excerpt(statement.text) })} @click=${() => actions.edit(statement)}>${icon("edit")}</button>
  </li>`;
}

/** @param {Written} written @param {StatementsModel} model @param {StatementsActions} actions */
function chooseRound({ id, round, busy = false }, { rounds }, { form }) {
  /** @param {Event} change */
  const chosen = ({ target }) => {
    const { value } = /** @type {HTMLSelectElement} */ (target);
    form.type({ round: value === "station" ? null : Number(value) });
  };
  return html`<label class="sr" for="round-${id}">${t("statements.for")}</label>
    <select class="field" id="round-${id}" data-choose-round ?disabled=${busy} @change=${chosen}>
      ${rounds.map(({ position }) => html`<option value=${position} ?selected=${position === round}>${t("card.round", { n: position })}</option>`)}
      <option value="station" ?selected=${round === null}>${t("statements.station")}</option>
    </select>`;
}
