import { html, render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { refill } from "../../lib/page/refill.js";
import { partOf } from "../../lib/page/screen.js";
import { button } from "../../render/buttons.js";
import { icon } from "../../render/marks.js";

/** @typedef {import("../own-form.js").OwnForm} OwnForm */

/**
 * Written into a fragment of its own each time: what the server wrote is there already, and a renderer adds to it.
 * @param {Element} place @param {unknown} words
 */
function write(place, words) {
  const fragment = document.createDocumentFragment();
  render(words, fragment);
  refill(place, fragment);
}

/**
 * A text in its languages: a translation is one of words, so those of an original that was changed are none any more
 * until somebody says that they fit.
 * @param {() => OwnForm[]} forms
 */
export function createTongues(forms) {
  /** @param {Element} form */
  const box = (form) => form.closest(".edit-box, .plan-line, li") ?? form;

  /** @param {HTMLFormElement} form @param {"there"|"missing"|"old"} state */
  function mark(form, state) {
    form.dataset.state = state;
    const sign = icon(state === "there" ? "check" : "alert");
    write(partOf(form, "sign"), sign);
    const { tongue = "" } = form.dataset;
    const there = box(form).querySelector(`[data-marks] [data-of="${tongue}"]`);
    if (there instanceof HTMLElement) {
      there.dataset.state = state === "there" ? "there" : "missing";
      const short = tongue.replace("de-simple", "einfach");
      write(there, html`${sign}${short}<span class="sr"> ${t(`edit.tongue_${state}`)}</span>`);
    }
  }

  /** @param {OwnForm} own */
  function fits({ form, kept }) {
    kept.type({ ...kept.fields });
    void kept.save();
    /** @type {HTMLElement|null} */ (form.querySelector("[data-field]"))?.focus();
  }

  /** The original reads otherwise from now on. @param {HTMLFormElement} form @param {string} text */
  function reword(form, text) {
    const group = form.closest("[data-text], [data-row]");
    const others = forms().filter(({ form: other }) => other.dataset.tongue && other !== form);
    for (const own of others.filter(({ form: other }) => group?.contains(other))) {
      const of = /** @type {HTMLInputElement} */ (own.form.elements.namedItem("of"));
      if (of.value !== text) {
        of.value = text;
        const old = own.kept.fields.text?.trim();
        mark(own.form, old ? "old" : "missing");
        const offer = html`<span>${t("edit.old")}</span>${button({
          deed: "fits",
          words: t("edit.fits"),
          press: () => fits(own),
        })}`;
        render(old ? offer : "", partOf(own.form, "mend"));
      }
    }
  }

  return {
    /** @param {any} ack @param {HTMLFormElement} form @param {import("../own-form.js").Fields} fields */
    hear(ack, form, fields) {
      if (!form.dataset.tongue) {
        if (ack.ok && ack.title) {
          reword(form, ack.title); // a line of the programme, whose title stands beside its times
        }
        return;
      }
      if (ack.ok) {
        mark(form, fields.text?.trim() ? "there" : "missing");
        if (form.dataset.original !== undefined) {
          reword(form, ack.text);
          for (const known of box(form).querySelectorAll('form[data-deed] [name="known"]')) {
            /** @type {HTMLInputElement} */ (known).value = ack.revision; // its buttons mean the line as it reads now
          }
        }
      } else if (ack.error === "original_reworded") {
        /** @type {HTMLInputElement} */ (form.elements.namedItem("of")).value = ack.now;
        const own = forms().find((one) => one.form === form);
        if (own) {
          render(button({ deed: "fits", words: t("edit.fits"), press: () => fits(own) }), partOf(form, "mend"));
        }
      }
    },
  };
}
