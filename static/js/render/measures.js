import { live } from "../../vendor/lit-html/directives/live.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { STATES } from "../lib/queue/measure-orders.js";
import { arrangeButtons, arrangeToggle } from "./arranging.js";
import { button } from "./buttons.js";
import { contactNote } from "./contact-note.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Measure} Measure
 * @typedef {import("../lib/net/wire.js").MeasureState} MeasureState
 * @typedef {import("../lib/drafts/kept-form.js").Written} Written
 *
 * @typedef {{measures: Measure[], written: Written|null, arranging: boolean}} MeasuresModel measures: in their order
 *
 * @typedef {object} MeasuresActions
 * @property {() => void} add
 * @property {(measure: Measure) => void} edit
 * @property {(measure: Measure) => void} remove
 * @property {() => void} arrange
 * @property {(measure: Measure, by: -1|1) => void} move
 * @property {import("./kept-form.js").FormActions} form
 */

/** @type {Record<MeasureState, () => string>} */
const STATE_NAMES = {
  open: () => t("measures.open"),
  agreed: () => t("measures.agreed"),
  done: () => t("measures.done"),
};

/** @type {Record<MeasureState, string>} */
const STATE_LOOKS = { open: "", agreed: "chip-station", done: "chip-good" };

/**
 * Who does what by when.
 * @param {MeasuresModel} model
 * @param {MeasuresActions} actions
 */
export function measures(model, actions) {
  const { measures: all, written, arranging } = model;
  return html`
    ${all.length || written ? nothing : html`<p class="hint" data-empty>${t("measures.empty")}</p>`}
    ${
      all.length
        ? html`<ol class="side-list">
            ${repeat(
              all,
              ({ id }) => id,
              (one, index) => row(one, index, model, actions),
            )}
          </ol>`
        : nothing
    }
    ${
      written?.fresh
        ? keptForm(written, actions.form, measureLook(written, actions.form))
        : button({
            deed: "add-measure",
            sign: icon("plus"),
            words: t("measures.add"),
            look: "button-wide",
            press: actions.add,
          })
    }
    ${arrangeToggle(arranging, all.length, actions.arrange)}
  `;
}

/** @param {Measure} measure @param {number} index @param {MeasuresModel} model @param {MeasuresActions} actions */
function row(measure, index, { measures: all, written, arranging }, actions) {
  const { id, what } = measure;
  if (written && !written.fresh && written.id === id) {
    const remove = { label: t("measures.remove"), press: () => actions.remove(measure) };
    return html`<li
      data-measure=${id}
    >${keptForm(written, actions.form, { ...measureLook(written, actions.form), remove })}</li>`;
  }
  return html`<li class="measure" data-measure=${id}>
    <span dir="auto" data-text>${soft(what)}</span>
    ${
      arranging
        ? arrangeButtons({ id, text: what, index, length: all.length }, (by) => actions.move(measure, by))
        : button({
            deed: "edit-measure",
            sign: icon("edit"),
            label: t("measures.edit", { text: excerpt(what) }),
            look: "button-quiet button-square",
            press: () => actions.edit(measure),
          })
    }
    ${measureFacts(measure)}
    ${arranging ? nothing : contactNote("measure", measure)}
  </li>`;
}

/**
 * Who, by when and how it stands; what nobody has said is open.
 * @param {Measure} measure
 */
export function measureFacts({ who, by_when: byWhen, state }) {
  return html`<span class="measure-facts"><span
      data-who
    >${t("measures.who")}: <bdi>${who ?? t("measures.open")}</bdi></span><span
      data-by-when
    >${t("measures.by_when")}: <bdi>${byWhen ?? t("measures.open")}</bdi></span><span
      class="chip ${STATE_LOOKS[state]}"
      data-state-of=${state}
    ><span>${t("measures.state")}:</span>
      ${state === "done" ? icon("check") : nothing}${STATE_NAMES[state]()}</span></span>`;
}

/**
 * How a measure's form looks.
 * @param {Written} written
 * @param {import("./kept-form.js").FormActions} actions
 * @returns {import("./kept-form.js").FormLook}
 */
export function measureLook(written, { type }) {
  return {
    label: t("measures.what"),
    save: t("host.save"),
    now: (lines) =>
      lines
        .split("\n")
        .map((line) => line || t("measures.open"))
        .join(" · "),
    more: html`<div class="measure-fields">
      ${line("who", t("measures.who"))} ${line("by_when", t("measures.by_when"))} ${chooseState()}
    </div>`,
  };

  /** @param {"who"|"by_when"} name @param {string} label */
  function line(name, label) {
    /** @param {InputEvent} input */
    const typed = ({ target }) => type({ [name]: /** @type {HTMLInputElement} */ (target).value });
    return html`<label class="side-field">${label}<input
        class="field"
        dir="auto"
        autocomplete="off"
        placeholder=${t("measures.open")}
        .value=${written[name] ?? ""}
        data-field-of=${name}
        @input=${typed}
      ></label>`;
  }

  function chooseState() {
    /** @param {Event} change */
    const chosen = ({ target }) =>
      type({ state: /** @type {any} */ (/** @type {HTMLSelectElement} */ (target).value) });
    return html`<label class="side-field">${t("measures.state")}<select
        class="field"
        autocomplete="off"
        data-field-of="state"
        @change=${chosen}
      >
        ${STATES.map(
          (state) => html`<option
            value=${state}
            .selected=${live(state === (written.state ?? "open"))}
          >${STATE_NAMES[state]()}</option>`,
        )}
      </select></label>`;
  }
}
