import { html, render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { leftBehind } from "../../lib/drafts/left-behind.js";
import { partOf } from "../../lib/page/screen.js";
import { button } from "../../render/buttons.js";
import { keyOf } from "../own-form.js";

/**
 * Brings back what was typed here and not saved, where the original was reworded or moved meanwhile. A text of one's
 * own is compared as ever: both wordings are shown. A translation of the earlier words is offered beneath the new ones,
 * and taken by nobody but its writer.
 * @param {string} section
 * @param {HTMLFormElement[]} elements of the page, before their own copies are read
 * @returns {(forms: import("../own-form.js").OwnForm[]) => void} what is to be done once they are there
 */
export function bringBack(section, elements) {
  const prefix = keyOf(`${section}.`, "edit");
  const found = leftBehind(
    prefix,
    elements.map(({ dataset }) => dataset.key ?? ""),
  );
  const offered = found.filter((left) => {
    const form = elements.find(({ dataset }) => dataset.key === left.key);
    const belongs = left.isSame || form?.dataset.original !== undefined;
    if (belongs) {
      left.move();
    }
    return !belongs;
  });
  return (forms) => offered.forEach((left) => offer(left, forms));
}

/** @param {import("../../lib/drafts/left-behind.js").Left} left @param {import("../own-form.js").OwnForm[]} forms */
function offer({ key, text, take }, forms) {
  const own = forms.find(({ form }) => form.dataset.key === key);
  if (!own) {
    return;
  }
  const place = partOf(own.form, "mend");
  const field = /** @type {HTMLTextAreaElement} */ (own.form.querySelector("[data-field]"));

  /** @param {boolean} wanted */
  function answer(wanted) {
    take();
    render("", place);
    if (wanted) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.focus();
  }

  render(
    html`<span>${t("edit.left")}</span> <q lang=${field.lang} dir="auto" data-left>${text}</q>${button({
      deed: "take-left",
      words: t("edit.take_left"),
      press: () => answer(true),
    })}${button({ deed: "drop-left", words: t("edit.drop_left"), press: () => answer(false) })}`,
    place,
  );
}
