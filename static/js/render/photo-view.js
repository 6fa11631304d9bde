import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { button, closeButton, dialogHead } from "./buttons.js";
import { contactNote } from "./contact-note.js";
import { keptForm } from "./kept-form.js";
import { icon } from "./marks.js";
import { photoName, tableChoice } from "./photos.js";

/**
 * @typedef {import("../lib/net/wire.js").Photo} Photo
 *
 * @typedef {object} PhotoModel
 * @property {Photo} photo
 * @property {string} address
 * @property {number} tables
 * @property {{id: string, text: string, language: string}[]} texts typed from it
 * @property {import("../lib/drafts/kept-form.js").Written|null} written
 *
 * @typedef {object} PhotoActions
 * @property {() => void} close
 * @property {() => void} typeIn
 * @property {() => void} remove
 * @property {import("./kept-form.js").FormActions} form
 */

/**
 * One photo as large as the tablet allows, with its caption, its table, and what was typed from it.
 * @param {PhotoModel} model
 * @param {PhotoActions} actions
 */
export function photoView({ photo, address, tables, texts, written }, actions) {
  const { caption, width, height } = photo;
  const table = tableChoice(
    tables,
    written?.table ?? null,
    (chosen) => actions.form.type({ table: chosen }),
    t("photos.table"),
  );
  const remove = { label: t("photos.remove"), press: actions.remove };
  const look = { label: t("photos.caption"), save: t("host.save"), line: true, more: table, remove };
  return html`
    ${dialogHead(html`<h2 id="photo-title" tabindex="-1">${photoName(photo)}</h2>`, {
      label: t("photos.close"),
      press: actions.close,
    })}
    <div class="photo-both">
      <img class="photo-large" src=${address} alt=${caption || photoName(photo)} width=${width} height=${height}>
      <div class="photo-about">
        ${button({
          deed: "type-in",
          sign: icon("pen"),
          words: t("photos.type_in"),
          look: "button-wide",
          press: actions.typeIn,
        })}
        ${keptForm(written, actions.form, look)} ${contactNote("photo", photo)}
        ${
          texts.length
            ? html`<details class="beneath" data-typed=${texts.length}>
                <summary>${icon("pen")}${t("photos.texts", { n: texts.length })}</summary>
                <ul class="side-list">
                  ${texts.map(({ text, language }) => html`<li dir="auto" lang=${language}>${soft(text)}</li>`)}
                </ul>
              </details>`
            : nothing
        }
      </div>
    </div>
  `;
}

/**
 * The photo beside the field in which its texts are typed: all of it, or close enough to read handwriting.
 * @param {{photo: Photo, address: string, close: boolean}} model
 * @param {{zoom: () => void, untie: () => void}} actions
 */
export function photoBeside({ photo, address, close }, { zoom, untie }) {
  const name = photo.caption || photoName(photo);
  return html`<section class="beside" aria-label=${t("photos.beside", { name })} data-beside=${photo.id}>
    <div class="board-head">
      <h2 dir="auto">${name}</h2>
      <button
        type="button"
        class="button button-quiet button-square end"
        data-do="zoom"
        aria-pressed=${close ? "true" : "false"}
        aria-label=${t("photos.zoom")}
        @click=${zoom}
      >
        ${icon("search")}
      </button>
      ${closeButton({ deed: "untie", label: t("photos.untie"), press: untie })}
    </div>
    <div class="beside-scroll" tabindex="0" role="group" aria-label=${name} data-scroll ?data-close=${close}>
      <img src=${address} alt=${name} width=${photo.width} height=${photo.height}>
    </div>
  </section>`;
}
