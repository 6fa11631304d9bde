import { live } from "../../vendor/lit-html/directives/live.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { isFiltered, NO_THEME } from "../lib/model/finder.js";
import { themeName } from "../lib/model/theme-name.js";
import { button } from "./buttons.js";
import { icon, kindName } from "./marks.js";

/**
 * @typedef {import("../lib/model/finder.js").Wanted} Wanted
 * @typedef {[value: string, name: string][]} Options
 *
 * @typedef {object} FinderModel
 * @property {Wanted} wanted
 * @property {number} all cards of the board
 * @property {number} found
 * @property {Options} languages that occur
 * @property {number[]} rounds
 * @property {import("../lib/net/wire.js").Cluster[]} themes
 */

const KINDS = /** @type {const} */ (["idea", "problem", "question", "wish", "offer"]);
const VOTES = ["1", "3", "5", "10"];

/**
 * Search and filter, in one line above the board.
 * @param {FinderModel} model
 * @param {{want: (change: Partial<Wanted>) => void, clear: () => void}} actions
 */
export function finder({ wanted, all, found, languages, rounds, themes }, { want, clear }) {
  /** @param {Event} typed */
  const search = ({ target }) => want({ text: /** @type {HTMLInputElement} */ (target).value });
  return html`<label class="finder-text">
      <span class="sr">${t("finder.text")}</span>${icon("search")}<input
        class="field"
        type="search"
        dir="auto"
        autocomplete="off"
        placeholder=${t("finder.placeholder", { n: all })}
        .value=${wanted.text}
        @input=${search}
        data-find
      >
    </label>
    <span class="finder-found" role="status" data-found>${
      isFiltered(wanted) ? t("finder.found", { n: found, all }) : nothing
    }</span>
    ${
      isFiltered(wanted)
        ? button({ deed: "find-all", sign: icon("close"), words: t("finder.all"), look: "button-quiet", press: clear })
        : nothing
    }
    ${pick(
      "kind",
      t("finder.kind"),
      KINDS.map((kind) => [kind, kindName(kind)]),
    )}
    ${languages.length > 1 ? pick("language", t("finder.language"), languages) : nothing}
    ${pick(
      "round",
      t("finder.round"),
      rounds.map((n) => [String(n), t("card.round", { n })]),
    )}
    ${pick(
      "votes",
      t("finder.votes"),
      VOTES.map((n) => [n, t("finder.at_least", { n })]),
    )}
    ${pick("theme", t("finder.theme"), [
      [NO_THEME, t("finder.no_theme")],
      ...themes.map((one) => /** @type {[string, string]} */ ([one.id, themeName(one)])),
    ])}
    <select
      class="filter"
      autocomplete="off"
      aria-label=${t("finder.order")}
      data-pick="order"
      @change=${chosen("order")}
    >
      <option value="newest" .selected=${live(wanted.order === "newest")}>${t("finder.newest")}</option>
      <option value="oldest" .selected=${live(wanted.order === "oldest")}>${t("finder.oldest")}</option>
    </select>`;

  /** @param {keyof Wanted} name */
  function chosen(name) {
    return (/** @type {Event} */ { target }) => want({ [name]: /** @type {HTMLSelectElement} */ (target).value });
  }

  /** @param {keyof Wanted} name @param {string} label @param {Options} options */
  function pick(name, label, options) {
    return html`<select
      class="filter"
      autocomplete="off"
      aria-label=${t("finder.by", { what: label })}
      data-pick=${name}
      ?data-on=${wanted[name]}
      @change=${chosen(name)}
    >
      <option value="" .selected=${live(!wanted[name])}>${label}</option>
      ${options.map(
        ([value, said]) => html`<option value=${value} .selected=${live(wanted[name] === value)}>${said}</option>`,
      )}
    </select>`;
  }
}
