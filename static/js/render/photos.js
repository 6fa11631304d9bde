import { live } from "../../vendor/lit-html/directives/live.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { button } from "./buttons.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Photo} Photo
 * @typedef {import("../lib/queue/photo-queue.js").Taken} Taken
 *
 * @typedef {object} PhotosModel
 * @property {Photo[]} photos
 * @property {Taken[]} queue
 * @property {boolean} online
 * @property {number} tables
 * @property {number|null} table where the next ones are from
 * @property {Set<string>} returned photos whose new caption was not accepted
 * @property {Map<string, number>} typed how many texts were typed from each
 * @property {(id: string, size?: "-small") => string} address
 *
 * @typedef {object} PhotosActions
 * @property {() => void} take
 * @property {(table: number|null) => void} choose
 * @property {(id: string) => void} open
 * @property {(id: string) => void} again
 * @property {(id: string) => void} discard
 */

/**
 * The photos of the station's tablecloths, and those on their way.
 * @param {PhotosModel} model
 * @param {PhotosActions} actions
 */
export function photos(model, actions) {
  const { photos: all, queue, tables, table } = model;
  const unkept = queue.some(({ kept, state }) => !kept && state !== "refused");
  return html`
    <div class="photo-take">
      ${button({ deed: "take-photos", sign: icon("camera"), words: t("photos.take"), press: actions.take })}
      ${tableChoice(tables, table, actions.choose, t("photos.table"))}
    </div>
    ${all.length || queue.length ? nothing : html`<p class="hint" data-empty>${t("photos.empty")}</p>`}
    ${
      queue.length
        ? html`<ul class="photo-queue" aria-label=${t("photos.queue")}>
            ${repeat(
              queue,
              ({ id }) => id,
              (one) => onItsWay(one, model, actions),
            )}
          </ul>`
        : nothing
    }
    ${unkept && !model.online ? html`<p class="hint" data-unkept>${t("photos.unkept")}</p>` : nothing}
    <ul class="photo-grid">${repeat(
      all,
      ({ id }) => id,
      (one) => thumbnail(one, model, actions),
    )}</ul>
  `;
}

/**
 * What a photo is called where it has no caption.
 * @param {{table: number|null, round: number|null}} photo
 * @returns {string} "Foto von Tisch 3, Runde 1"
 */
export function photoName({ table, round }) {
  if (table !== null && round !== null) {
    return t("photos.of_table_in_round", { table, round });
  }
  return table !== null
    ? t("photos.of_table", { table })
    : round !== null
      ? t("photos.of_round", { round })
      : t("photos.plain");
}

/**
 * @param {number} tables
 * @param {number|null} chosen
 * @param {(table: number|null) => void} choose
 * @param {string} label
 */
export function tableChoice(tables, chosen, choose, label) {
  /** @param {Event} change */
  const changed = ({ target }) => choose(Number(/** @type {HTMLSelectElement} */ (target).value) || null);
  return html`<select
    class="field"
    data-table
    aria-label=${label}
    autocomplete="off"
    .value=${live(String(chosen ?? ""))}
    @change=${changed}
  >
    <option value="">${t("photos.no_table")}</option>
    ${Array.from(
      { length: tables },
      (_, index) => html`<option
        value=${index + 1}
        ?selected=${chosen === index + 1}
      >${t("card.table", { n: index + 1 })}</option>`,
    )}
  </select>`;
}

/** @param {Photo} photo @param {PhotosModel} model @param {PhotosActions} actions */
function thumbnail(photo, { typed, returned, address }, { open }) {
  const { id, caption, table, round } = photo;
  const texts = typed.get(id) ?? 0;
  const place = [
    table !== null && t("card.table", { n: table }),
    round !== null && t("card.round", { n: round }),
  ].filter(Boolean);
  return html`<li data-photo-id=${id}>
    <button type="button" class="photo-open" data-do="open-photo" @click=${() => open(id)}>
      <img
        src=${address(id, "-small")}
        alt=${caption || photoName(photo)}
        width=${photo.width}
        height=${photo.height}
        loading="lazy"
        decoding="async"
      >
      <span
        class="photo-where"
        aria-hidden="true"
      >${caption ? excerpt(caption, 40) : place.join(" · ") || t("photos.plain")}</span>
      ${
        returned.has(id)
          ? html`<span class="photo-texts" data-returned>${icon("alert")}<span
                class="sr"
              >${t("photos.returned")}</span></span>`
          : nothing
      }
      ${
        texts
          ? html`<span class="photo-texts">${icon("pen")}<span
                class="num"
                aria-hidden="true"
              >${texts}</span><span class="sr">${t("photos.texts", { n: texts })}</span></span>`
          : nothing
      }
    </button>
  </li>`;
}

/** @param {Taken} taken @param {PhotosModel} model @param {PhotosActions} actions */
function onItsWay(taken, { online }, { again, discard }) {
  const { id, file, preview, state, sent, message } = taken;
  const name = file instanceof File && file.name ? file.name : photoName(taken);
  return html`<li class="photo-taken" data-taken=${id} data-state=${state} ?data-kept=${taken.kept}>
    <img src=${preview} alt="" decoding="async" @error=${hide}>
    <p><bdi>${name}</bdi></p>
    <div>
      ${
        state === "refused"
          ? html`<p class="field-error">${icon("alert")}<span data-message>${message}</span></p>`
          : html`<progress max="100" .value=${Math.round(sent * 100)} aria-label=${name}></progress>
            <p class="hint" data-progress>${progress(state, sent, online)}</p>
            ${message ? html`<p class="hint">${icon("wait")}<span data-message>${message}</span></p>` : nothing}`
      }
      ${
        state === "sending" || state === "preparing"
          ? nothing
          : html`<p class="photo-taken-foot">
              ${
                state === "refused"
                  ? button({
                      deed: "again",
                      words: t("photos.again"),
                      label: t("photos.again_one", { name }),
                      press: () => again(id),
                    })
                  : nothing
              }
              ${button({
                deed: "discard",
                sign: icon("trash"),
                label: t("photos.discard", { name }),
                look: "button-square",
                press: () => discard(id),
              })}
            </p>`
      }
    </div>
  </li>`;
}

/** A browser cannot show what only its camera understands. @param {Event} error */
function hide({ target }) {
  /** @type {HTMLElement} */ (target).hidden = true;
}

/** @param {Taken["state"]} state @param {number} sent @param {boolean} online */
function progress(state, sent, online) {
  if (state === "waiting") {
    return online ? t("photos.waiting") : t("photos.waiting_offline");
  }
  return state === "preparing" ? t("photos.preparing") : t("photos.sending", { percent: Math.round(sent * 100) });
}
