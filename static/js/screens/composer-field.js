import { graphemes } from "../lib/base/graphemes.js";
import { t } from "../lib/base/page-data.js";

export const LIMIT = 500;

/**
 * How much stands in the field, and its height.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} characters
 */
export function drawField(field, characters) {
  const count = graphemes(field.value);
  characters.textContent = field.value ? t("composer.count", { n: count, limit: LIMIT }) : "";
  characters.toggleAttribute("data-over", count > LIMIT);
  // Browsers without field-sizing get the same height by measuring.
  if (!CSS.supports("field-sizing", "content")) {
    field.style.setProperty("block-size", "auto");
    field.style.setProperty("block-size", `${field.scrollHeight}px`);
  }
}
