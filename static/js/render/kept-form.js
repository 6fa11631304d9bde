import { live } from "../../vendor/lit-html/directives/live.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { isComposing } from "../lib/base/composing.js";
import { t } from "../lib/base/page-data.js";
import { button, closeButton } from "./buttons.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/drafts/kept-form.js").Written} Written
 *
 * @typedef {object} FormActions
 * @property {(values: Partial<Written>) => void} type
 * @property {() => void} save
 * @property {() => void} end
 *
 * @typedef {object} FormLook
 * @property {string} label
 * @property {string} save
 * @property {{lang: string|undefined, dir: string}} [speaks] what is written here, where not the page's language
 * @property {boolean} [line] a title: no line breaks, saved by Enter
 * @property {boolean} [large] the one thing on a screen: a large field, and nothing to put the form away with
 * @property {(now: string) => string} [now] how the other wording is shown
 * @property {{label: string, save: string}} [renewed] what is said where that is not another wording of this text
 * @property {unknown} [more] further fields
 * @property {{label: string, press: () => void}} [remove]
 */

/**
 * A small form that says what became of what was typed, and keeps it until it is safe.
 * @param {Written|null} written
 * @param {FormActions} actions
 * @param {FormLook} look
 */
export function keptForm(written, actions, look) {
  if (!written) {
    return nothing;
  }
  const { message, now } = written;
  /** @param {SubmitEvent} submit */
  const submit = (submit) => {
    submit.preventDefault();
    actions.save();
  };
  /** @param {KeyboardEvent} press */
  const key = (press) => {
    if (press.key === "Escape") {
      press.stopPropagation();
      actions.end();
    } else if (
      press.key === "Enter" &&
      !isComposing(press) &&
      isField(press) &&
      (look.line || press.ctrlKey || press.metaKey)
    ) {
      press.preventDefault();
      actions.save();
    }
  };
  return html`<form class="kept" data-form=${written.id} novalidate @submit=${submit} @keydown=${key}>
    ${field(written, actions, look)} ${look.more ?? nothing}
    <p
      class="field-error"
      id="error-${written.id}"
      role="alert"
      data-message
    >${message ? html`${icon("alert")}<span>${message}</span>` : nothing}</p>
    ${written.note ? html`<p class="hint" data-field-note>${icon("info")}${written.note}</p>` : nothing}
    ${
      now === undefined
        ? nothing
        : html`<blockquote class="kept-now" data-now><b>${look.renewed?.label ?? t("host.now")}</b><span
              dir="auto"
            >${look.now?.(now) ?? (now || t("host.now_nothing"))}</span></blockquote>`
    }
    <div class="kept-foot">
      <button class="button button-main" data-do="save">
        ${now === undefined ? look.save : (look.renewed?.save ?? t("host.save_mine"))}
      </button>
      ${look.large ? nothing : closeButton({ deed: "cancel", label: t("host.cancel"), look: "", press: actions.end })}
    </div>
    ${
      look.remove
        ? button({
            deed: "remove",
            sign: icon("trash"),
            words: look.remove.label,
            look: "button-bad button-wide",
            press: look.remove.press,
          })
        : nothing
    }
  </form>`;
}

/** @param {KeyboardEvent} press */
function isField({ target }) {
  return target instanceof HTMLTextAreaElement;
}

/** @param {Written} written @param {FormActions} actions @param {FormLook} look */
function field({ id, text, message }, { type }, { label, speaks, line, large }) {
  const invalid = message ? "true" : "false";
  /** @param {InputEvent} input */
  const typed = ({ target }) => type({ text: /** @type {HTMLTextAreaElement} */ (target).value });
  return html`<label class="sr" for="field-${id}">${label}</label>
  <textarea
    class="field"
    id="field-${id}"
    rows=${large ? 5 : line ? 2 : 3}
    lang=${speaks?.lang ?? nothing}
    dir=${speaks?.dir ?? "auto"}
    autocomplete="off"
    data-field
    placeholder=${label}
    .value=${live(text)}
    aria-invalid=${invalid}
    aria-describedby="error-${id}"
    @input=${typed}
  ></textarea>`;
}
