import { t } from "../../lib/base/page-data.js";

/** The organisers' own words in the outline: the part's name, its remark where there are none, where they stand. */
const OWN = /** @type {const} */ ([
  ["summary", "no_summary", "#of-summary [data-field]"],
  ["introduction", "no_introduction", "#of-introduction [data-field]"],
  ["funding", "no_funding", "#of-funding [data-field]"],
  ["common_themes", "no_common_themes", '[data-items="theme"] [name="title"]'],
  ["recommendations", "no_recommendations", '[data-items="recommendation"] [name="what"]'],
]);
/** @type {Record<string, (n: number) => string>} */
const FIGURES = {
  common_themes: (n) => t("own.themes", { n }),
  recommendations: (n) => t("own.recommendations", { n }),
};

/**
 * What the page says of the report follows what is written on it; everything else is as of when the page was loaded.
 */
export function createOutline() {
  const outline = /** @type {HTMLElement} */ (document.querySelector("#preview"));
  let begun = false;

  function draw() {
    if (!begun) {
      return;
    }
    for (const [name, none, selector] of OWN) {
      const part = /** @type {HTMLElement} */ (outline.querySelector(`[data-part="${name}"]`));
      const fields = [...document.querySelectorAll(selector)].map(
        (field) => /** @type {HTMLTextAreaElement} */ (field).value,
      );
      const written = fields.filter((value) => value.trim()).length;
      /** @type {HTMLElement} */ (part.querySelector(`[data-remark="${none}"]`)).hidden = written > 0;
      const figure = part.querySelector(`[data-figure="${name}"]`);
      if (figure) {
        figure.textContent = FIGURES[name]?.(written) ?? "";
      }
      /** @type {HTMLElement} */ (part.querySelector("[data-complete]")).hidden =
        part.querySelector("[data-remark]:not([hidden])") !== null;
    }
    const n = outline.querySelectorAll("[data-remark]:not([hidden])").length;
    /** @type {HTMLElement} */ (outline.querySelector("[data-open]")).textContent = n
      ? t("own.open", { n })
      : t("own.nothing_open");
  }

  return {
    draw,
    begin() {
      begun = true;
    },
  };
}
