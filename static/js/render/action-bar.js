import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { button, closeButton } from "./buttons.js";
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
 * @property {(contribution: Contribution) => boolean} canWord the event has a language in which it can be said
 * @property {(contribution: Contribution) => void} word
 * @property {(ids: string[]) => void} approve
 * @property {(ids: string[]) => void} hide
 * @property {(ids: string[]) => void} show
 * @property {(cluster: string|null) => void} drop
 * @property {(behind: import("../lib/net/wire.js").Behind) => void} state
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
    ${button({
      deed: "choose",
      sign: icon("folder"),
      words: t("bar.cluster"),
      look: "button-station",
      opens: "dialog",
      press: actions.choose,
    })}
    ${
      same.length > 1
        ? button({
            deed: "merge",
            sign: icon("merge"),
            words: t("bar.merge"),
            press: () => actions.merge(same),
          })
        : nothing
    }
    ${
      only
        ? button({
            deed: "reword",
            sign: icon("edit"),
            words: t("bar.reword"),
            press: () => actions.reword(only),
          })
        : nothing
    }
    ${
      only && !only.language.startsWith("de")
        ? button({
            deed: "german",
            sign: icon("german"),
            words: t("bar.german"),
            press: () => actions.wordInGerman(only),
          })
        : nothing
    }
    ${
      only && actions.canWord(only)
        ? button({
            deed: "word",
            sign: icon("globe"),
            words: t("bar.word"),
            press: () => actions.word(only),
          })
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
        ? button({
            deed: "approve",
            sign: icon("check"),
            words: t("board.approve"),
            press: () => actions.approve(pending),
          })
        : nothing
    }
    ${
      hidden.length
        ? button({
            deed: "show",
            sign: icon("show"),
            words: t("board.show"),
            press: () => actions.show(hidden),
          })
        : nothing
    }
    ${
      clustered.length
        ? button({
            deed: "inbox",
            sign: icon("reply", "icon-turns"),
            words: t("bar.inbox"),
            press: () => actions.drop(null),
          })
        : nothing
    }
    ${
      open.length
        ? button({
            deed: "hide",
            sign: icon("hidden"),
            words: t("board.hide"),
            look: "button-bad",
            press: () => actions.hide(open),
          })
        : nothing
    }
    ${
      same.length
        ? button({
            deed: "state",
            sign: icon("talk"),
            words: t("statements.from"),
            press: () => actions.state({ clusters: [], contributions: same.map(({ id }) => id) }),
          })
        : nothing
    }
    ${
      only
        ? button({
            deed: "more",
            sign: icon("menu"),
            words: t("bar.more"),
            opens: "dialog",
            press: () => actions.more(only),
          })
        : nothing
    }
    ${closeButton({ deed: "clear", label: t("bar.clear"), look: "button-quiet end", press: actions.clear })}
  </div>`;
}
