import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { partOf } from "../../lib/page/screen.js";
import { button } from "../../render/buttons.js";

/**
 * One button beneath what was refused, which mends it where the server knows how: `mend` is a value that would do, for
 * the field of that name.
 * @param {HTMLFormElement} form
 * @param {() => import("../own-form.js").OwnForm[]} forms
 */
export function createMending(form, forms) {
  const place = partOf(form, "mend");

  /** @param {string} name @param {string} value */
  function mend(name, value) {
    const field = /** @type {HTMLInputElement|null} */ (form.elements.namedItem(name));
    if (field) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      void forms()
        .find((one) => one.form === form)
        ?.kept.save();
      field.focus();
    }
  }

  return {
    /** @param {any} ack */
    hear(ack) {
      const { mend: value, field } = ack.ok ? {} : ack;
      if (place) {
        render(
          value && field
            ? button({ deed: "mend", words: t("edit.mend", { value }), press: () => mend(field, value) })
            : "",
          place,
        );
      }
    },
  };
}
