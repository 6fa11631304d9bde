import { html } from "../../vendor/lit-html/lit-html.js";
import { said } from "../lib/base/said.js";
import { soft } from "../lib/base/soft.js";

/**
 * One of the event's own texts within a line, in its reader's language where there is a translation.
 * @param {string} original
 */
export function ownText(original) {
  const { text, lang, dir } = said(original);
  return html`<bdi lang=${lang} dir=${dir}>${soft(text)}</bdi>`;
}
