import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 *
 * @typedef {object} More
 * @property {boolean} open the original stands below
 * @property {string} name of the language that it was written in
 * @property {() => void} press
 * @property {typeof wordedText} drawn
 * @property {(() => void)|null} [agree] says that a machine's draft is right, for who reads both languages
 *
 * @typedef {import("../lib/model/spoken.js").Spoken & More} Worded
 */

/**
 * A sentence with the name of a language in it, which has a direction of its own.
 * @param {string} key
 * @param {string} name
 * @param {string} language
 */
export function inLanguage(key, name, language) {
  const [before = "", after = ""] = t(key, { language: "\0" }).split("\0");
  return html`${before}<bdi lang=${language}>${name}</bdi>${after}`;
}

/** Who said it so. @type {Record<Worded["by"], () => unknown>} */
const MARKS = {
  host: () => html`<span class="chip chip-station" data-by="host">${icon("check")}${t("worded.host")}</span>`,
  guest: () => html`<span class="chip" data-by="guest">${icon("person")}${t("worded.guest")}</span>`,
  machine: () => html`<span class="chip chip-draft" data-by="machine">${icon("machine")}${t("worded.machine")}</span>`,
};

/** Who worded a text. @param {Worded["by"]} by */
export const wordedMark = (by) => MARKS[by]();

/**
 * A contribution in its reader's language: who said it so, and the original, which is one tap away.
 * @param {Contribution} contribution
 * @param {Worded} worded
 */
export function wordedText({ text, language }, { text: said, language: spokenIn, by, open, name, press, agree }) {
  return html`<p
      class="card-text${by === "machine" ? " card-text-draft" : ""}"
      dir="auto"
      lang=${spokenIn}
      data-text
      data-worded=${by}
    >${soft(said)}</p>
    <p class="worded">
      ${wordedMark(by)}<button
        type="button"
        class="button button-quiet end"
        data-do="original"
        aria-expanded=${open ? "true" : "false"}
        aria-label=${t("card.deed", { deed: t("worded.original"), text: excerpt(said) })}
        @click=${press}
      >${t("worded.original")}${icon(open ? "up" : "down")}</button>
    </p>
    ${
      open
        ? html`<blockquote class="worded-original" data-original>
            <b>${inLanguage("worded.original_in", name, language)}</b>
            <p class="card-text" dir="auto" lang=${language}>${soft(text)}</p>
          </blockquote>`
        : nothing
    }${
      agree
        ? html`<button
            type="button"
            class="button button-wide"
            data-do="agree"
            aria-label=${t("card.deed", { deed: t("worded.agree"), text: excerpt(said) })}
            @click=${agree}
          >${icon("check")}<span>${t("worded.agree")}</span></button>`
        : nothing
    }`;
}
