import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/net/wire.js").Cluster} Cluster
 *
 * @typedef {object} BarActions
 * @property {() => void} choose
 * @property {(ids: string[], on: boolean) => void} highlight
 * @property {(cards: Contribution[]) => void} merge
 * @property {(contribution: Contribution) => void} reword
 * @property {(contribution: Contribution) => void} more
 * @property {(contribution: Contribution) => void} wordInGerman
 * @property {(ids: string[]) => void} approve
 * @property {(ids: string[]) => void} hide
 * @property {(ids: string[]) => void} show
 * @property {(cluster: string|null) => void} drop
 * @property {() => void} clear
 */

/**
 * What can be done with the selected cards.
 * @param {Contribution[]} chosen
 * @param {BarActions} actions
 */
export function actionBar(chosen, actions) {
  /** @param {(item: Contribution) => boolean} test */
  const ids = (test) => chosen.filter(test).map(({ id }) => id);
  const [pending, hidden] = [ids(({ state }) => state === "pending"), ids(({ state }) => state === "hidden")];
  const [open, dull] = [ids(({ state }) => state !== "hidden"), ids(({ highlighted }) => !highlighted)];
  const clustered = ids(({ cluster }) => cluster !== null);
  const all = chosen.map(({ id }) => id);
  const same = chosen.filter(({ state }) => state !== "hidden");
  const [only] = chosen.length === 1 ? chosen : [];
  return html`<div class="actionbar" role="group" aria-label=${t("bar.label")} data-bar>
    <p class="actionbar-what">
      <b data-chosen=${chosen.length}>${t("bar.chosen", { n: chosen.length })}</b><span
        dir="auto"
      >${excerpt(chosen[0]?.text ?? "", 40)}</span>
    </p>
    <button
      type="button"
      class="button button-station"
      data-do="choose"
      aria-haspopup="dialog"
      @click=${actions.choose}
    >
      ${icon("folder")}${t("bar.cluster")}
    </button>
    ${
      same.length > 1
        ? html`<button type="button" class="button" data-do="merge" @click=${() => actions.merge(same)}>
            ${icon("merge")}${t("bar.merge")}
          </button>`
        : nothing
    }
    ${
      only
        ? html`<button type="button" class="button" data-do="reword" @click=${() => actions.reword(only)}>
            ${icon("edit")}${t("bar.reword")}
          </button>`
        : nothing
    }
    ${
      only && !only.language.startsWith("de")
        ? html`<button type="button" class="button" data-do="german" @click=${() => actions.wordInGerman(only)}>
            ${icon("german")}${t("bar.german")}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="button"
      data-do="highlight"
      aria-pressed=${dull.length ? "false" : "true"}
      @click=${() => actions.highlight(dull.length ? dull : all, dull.length > 0)}
    >
      ${icon("star")}${t("bar.highlight")}
    </button>
    ${
      pending.length
        ? html`<button type="button" class="button" data-do="approve" @click=${() => actions.approve(pending)}>
            ${icon("check")}${t("board.approve")}
          </button>`
        : nothing
    }
    ${
      hidden.length
        ? html`<button type="button" class="button" data-do="show" @click=${() => actions.show(hidden)}>
            ${icon("show")}${t("board.show")}
          </button>`
        : nothing
    }
    ${
      clustered.length
        ? html`<button type="button" class="button" data-do="inbox" @click=${() => actions.drop(null)}>
            ${icon("reply", "icon-turns")}${t("bar.inbox")}
          </button>`
        : nothing
    }
    ${
      open.length
        ? html`<button type="button" class="button button-bad" data-do="hide" @click=${() => actions.hide(open)}>
            ${icon("hidden")}${t("board.hide")}
          </button>`
        : nothing
    }
    ${
      only
        ? html`<button
            type="button"
            class="button"
            data-do="more"
            aria-haspopup="dialog"
            @click=${() => actions.more(only)}
          >
            ${icon("menu")}${t("bar.more")}
          </button>`
        : nothing
    }
    <button
      type="button"
      class="button button-quiet button-square end"
      data-do="clear"
      aria-label=${t("bar.clear")}
      @click=${actions.clear}
    >
      ${icon("close")}
    </button>
  </div>`;
}

/**
 * Where the selected cards may go.
 * @param {Cluster[]} clusters
 * @param {{drop: (cluster: string) => void, add: () => void, close: () => void}} actions
 */
export function chooser(clusters, { drop, add, close }) {
  return html`
    <h2 id="chooser-title">${t("bar.choose")}</h2>
    <ul class="chooser">
      ${repeat(
        clusters,
        ({ id }) => id,
        ({ id, title }) =>
          html`<li>
            <button type="button" class="button button-wide" data-choose=${id} dir="auto" @click=${() => drop(id)}>
              ${title}
            </button>
          </li>`,
      )}
      <li>
        <button type="button" class="button button-station button-wide" data-do="new" @click=${add}>
          ${icon("plus")}${t("board.new_cluster")}
        </button>
      </li>
    </ul>
    <div class="dialog-foot">
      <button type="button" class="button button-quiet" data-do="close" @click=${close}>${t("host.cancel")}</button>
    </div>
  `;
}
