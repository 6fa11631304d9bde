import { live } from "../../vendor/lit-html/directives/live.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { inOrder } from "../lib/model/arranging.js";
import { themeName } from "../lib/model/theme-name.js";
import { arrangeButtons, arrangeToggle } from "./arranging.js";
import { behindLine } from "./behind.js";
import { button } from "./buttons.js";
import { contactNote } from "./contact-note.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";
import { chooseBehind, chooseKind, chooseRound, statementLabel } from "./statement-form.js";
import { themeTitle } from "./theme-title.js";

/**
 * @typedef {import("../lib/net/wire.js").Statement} Statement
 * @typedef {import("../lib/net/wire.js").Behind} Behind
 * @typedef {import("../lib/net/wire.js").Cluster} Cluster
 * @typedef {import("../lib/drafts/kept-form.js").Written} Written
 *
 * @typedef {object} StatementsModel
 * @property {Statement[]} statements
 * @property {Written|null} written
 * @property {Written|null} translation the one that is being typed
 * @property {[string, string][]} languages that a statement may be said in, each with its name
 * @property {number|null} round the running one, or the last
 * @property {boolean} closing the rounds are over: the whole station is to be summed up
 * @property {boolean} arranging
 * @property {import("../lib/model/board.js").Column[]} unstated strong themes that none rests on
 * @property {{position: number, title: string|null}[]} rounds
 * @property {(behind: Behind|undefined) => {clusters: Cluster[], cards: unknown[]}} found what is there of what it
 *   rests on
 * @property {import("./behind.js").Material} material what may be chosen
 *
 * @typedef {object} StatementsActions
 * @property {() => void} add
 * @property {(behind: Behind) => void} begin one that rests on these
 * @property {(statement: Statement) => void} edit
 * @property {(statement: Statement) => void} remove
 * @property {(cluster: string) => void} look the board shows the cards of this theme
 * @property {(statement: Statement) => void} takeOver a round's for the whole station
 * @property {(statement: Statement) => void} translate
 * @property {import("./kept-form.js").FormActions & {choose: (language: string) => void}} translation
 * @property {() => void} arrange
 * @property {(list: Statement[], statement: Statement, by: -1|1) => void} move
 * @property {import("./kept-form.js").FormActions} form
 * @property {import("./statement-form.js").FieldActions} fields
 */

/** As many as a station should bring to the presentation (design, 16:20). */
const AIM = { least: 3, most: 5 };

/**
 * The host's key statements, round by round; the running round stands first and open, the whole station last.
 * @param {StatementsModel} model
 * @param {StatementsActions} actions
 */
export function statements(model, actions) {
  const { statements: all, round, written, closing, arranging } = model;
  const known = new Set(all.map((one) => one.round));
  const groups = [...(closing ? known.add(null) : known)].sort((a, b) => place(a, round) - place(b, round));
  const most = Math.max(0, ...groups.flatMap((position) => lists(position, all).map(({ length }) => length)));
  return html`
    ${all.length || written ? nothing : html`<p class="hint" data-empty>${t("statements.empty")}</p>`}
    ${repeat(
      groups,
      (position) => String(position),
      (position) => group(position, model, actions),
    )}
    ${
      written?.fresh
        ? keptForm(written, actions.form, {
            label: statementLabel(written),
            save: t("host.save"),
            more: fields(written, model, actions),
          })
        : button({
            deed: "add-statement",
            sign: icon("plus"),
            words: t("statements.add"),
            look: "button-wide",
            press: actions.add,
          })
    }
    ${arrangeToggle(arranging, most, actions.arrange)}
    ${model.unstated.length && !arranging ? unstatedThemes(model, actions) : nothing}
  `;
}

/**
 * What people care about and nobody has put into a sentence yet; a tap begins one.
 * @param {StatementsModel} model
 * @param {StatementsActions} actions
 */
function unstatedThemes({ unstated }, { begin }) {
  return html`<section class="unstated" aria-labelledby="unstated-head" data-unstated=${unstated.length}>
    <h3 class="side-subtitle" id="unstated-head">${t("statements.unstated")}</h3>
    <ul class="side-list">
      ${repeat(
        unstated,
        ({ cluster }) => cluster.id,
        ({ cluster, votes }) =>
          html`<li>${button({
            deed: "state-strong",
            sign: icon("talk"),
            words: html`<span dir="auto">${themeTitle(cluster)}</span
              ><span class="count num">${votes}<span class="sr"> ${t("desk.votes")}</span></span>`,
            label: t("statements.from_strong", { title: themeName(cluster), n: votes }),
            look: "button-quiet button-wide",
            press: () => begin({ clusters: [cluster.id], contributions: [] }),
          })}</li>`,
      )}
    </ul>
  </section>`;
}

/** @param {number|null} position @param {number|null} running */
function place(position, running) {
  return position === running && position !== null ? -1 : (position ?? 99);
}

/** Statements, then open questions. @param {number|null} position @param {Statement[]} all */
function lists(position, all) {
  const here = inOrder(all.filter((one) => one.round === position));
  return [here.filter(({ kind }) => kind !== "question"), here.filter(({ kind }) => kind === "question")];
}

/** @param {number|null} position @param {StatementsModel} model @param {StatementsActions} actions */
function group(position, model, actions) {
  const [said = [], asked = []] = lists(position, model.statements);
  const open = position === model.round || position === null || model.round === null;
  const name = position === null ? t("statements.station") : t("card.round", { n: position });
  return html`<details class="statement-group" data-round=${position ?? "station"} ?open=${open}>
    <summary>${name}</summary>
    ${
      position === null
        ? html`<p class="hint" data-aim=${said.length}>${t("statements.aim", { ...AIM, n: said.length })}</p>`
        : nothing
    }
    ${[said, asked].map((list) =>
      list.length
        ? html`<ol class="side-list">
            ${repeat(
              list,
              ({ id }) => id,
              (one, index) => row(one, index, list, model, actions),
            )}
          </ol>`
        : nothing,
    )}
  </details>`;
}

/**
 * @param {Statement} statement
 * @param {number} index
 * @param {Statement[]} list
 * @param {StatementsModel} model
 * @param {StatementsActions} actions
 */
function row(statement, index, list, model, actions) {
  const { written, arranging } = model;
  const { id, kind, text, behind } = statement;
  if (written && !written.fresh && written.id === id) {
    const remove = { label: t("statements.remove"), press: () => actions.remove(statement) };
    const [label, more] = [statementLabel(written), fields(written, model, actions)];
    const form = keptForm(written, actions.form, { label, save: t("host.save"), more, remove });
    return html`<li data-statement=${id}>${form}</li>`;
  }
  const found = model.found(behind);
  const line = behindLine(found);
  return html`<li class="statement" data-statement=${id} data-kind=${kind}>
    <b>${
      kind === "question" ? html`${icon("question")}<span class="sr">${t("statements.question")}</span>` : index + 1
    }</b>
    <span dir="auto" data-text>${soft(text)}</span>
    ${
      arranging
        ? arrangeButtons({ id, text, index, length: list.length }, (by) => actions.move(list, statement, by))
        : button({
            deed: "edit-statement",
            sign: icon("edit"),
            label:
              kind === "question"
                ? t("statements.edit_question", { text: excerpt(text) })
                : t("statements.edit", { text: excerpt(text) }),
            look: "button-quiet button-square",
            press: () => actions.edit(statement),
          })
    }
    ${arranging ? nothing : contactNote("statement", statement)}
    ${line ? html`<span class="statement-behind" data-behind>${line}</span>` : nothing}
    ${arranging ? nothing : found.clusters.map((cluster) => lookButton(cluster, actions))}
    ${arranging ? nothing : translateButton(statement, model, actions)}
    ${arranging || statement.round === null ? nothing : takeOverButton(statement, model, actions)}
    ${model.translation?.id === id ? translationForm(model.translation, model, actions) : nothing}
  </li>`;
}

/** @param {Written} written @param {StatementsModel} model @param {StatementsActions} actions */
function fields(written, { rounds, found, material }, { fields: chosen }) {
  return html`${chooseKind(written, chosen)} ${written.fresh ? chooseRound(written, rounds, chosen) : nothing}
  ${chooseBehind(written, { found: found(written.behind), material }, chosen)}`;
}

/**
 * Says which languages it is said in.
 * @param {Statement} statement
 * @param {StatementsModel} model
 * @param {StatementsActions} actions
 */
function translateButton(statement, { languages }, { translate }) {
  const names = languages.filter(([code]) => statement.translations[code]).map(([, name]) => name);
  return button({
    deed: "translate",
    sign: icon("globe"),
    words: html`<bdi data-translations>${names.length ? names.join(", ") : t("translation.none")}</bdi><span
      class="sr"
    >${t("translation.button", { text: excerpt(statement.text) })}</span>`,
    look: "button-quiet statement-translate",
    press: () => translate(statement),
  });
}

/**
 * A round's statement for the whole station; one that the station has in these words says so.
 * @param {Statement} statement
 * @param {StatementsModel} model
 * @param {StatementsActions} actions
 */
function takeOverButton(statement, { statements: all }, { takeOver }) {
  const { text, kind } = statement;
  return all.some((one) => one.round === null && one.kind === kind && one.text === text)
    ? html`<span class="chip statement-translate" data-of-station>${icon("check")}${t("statements.of_station")}</span>`
    : button({
        deed: "take-over",
        sign: icon("plus"),
        words: html`${t("statements.take_over")}<span class="sr">: ${excerpt(text)}</span>`,
        look: "button-quiet statement-translate",
        press: () => takeOver(statement),
      });
}

/**
 * A theme that it rests on, whose cards are shown on the board.
 * @param {Cluster} cluster
 * @param {StatementsActions} actions
 */
function lookButton(cluster, { look }) {
  return button({
    deed: "look-theme",
    sign: icon("search"),
    words: html`<span dir="auto">${themeTitle(cluster)}</span>`,
    label: t("statements.look", { title: themeName(cluster) }),
    look: "button-quiet statement-translate",
    press: () => look(cluster.id),
  });
}

/** @param {Written} written @param {StatementsModel} model @param {StatementsActions} actions */
function translationForm(written, { languages }, { translation: actions }) {
  /** @param {Event} change */
  const chosen = ({ target }) => actions.choose(/** @type {HTMLSelectElement} */ (target).value);
  const more = html`<label class="sr" for="language-${written.id}">${t("translation.language")}</label>
  <select
    class="field"
    id="language-${written.id}"
    autocomplete="off"
    data-choose-language
    .value=${live(written.language ?? "")}
    @change=${chosen}
  >
    ${languages.map(
      ([code, name]) =>
        html`<option value=${code} lang=${code} ?selected=${code === written.language}>${name}</option>`,
    )}
  </select>
  <p class="hint">${t("translation.hint")}</p>`;
  return html`<div
    class="statement-behind"
  >${keptForm(written, actions, { label: t("translation.text"), save: t("host.save"), more })}</div>`;
}
