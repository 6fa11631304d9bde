import { html, nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { isTyping } from "../../lib/base/typing.js";
import { arrange, strongest } from "../../lib/model/board.js";
import * as storage from "../../lib/storage/local-storage.js";
import { banner } from "../../render/banner.js";
import { button } from "../../render/buttons.js";
import { hostHandover } from "../../render/host-handover.js";
import { icon } from "../../render/marks.js";

const MOST_THEMES = 3;

/**
 * @typedef {object} TellingParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {import("../../lib/model/event-state.js").EventClock} clock
 * @property {string} event
 * @property {string} station
 * @property {() => void} draw
 */

/**
 * What a new group is told of the rounds before. It stands at the side all the time; when a round begins it comes
 * forward, large enough to be read out standing, unless the host is just writing.
 * @param {TellingParts} parts
 */
export function createTelling({ orders, clock, event, station, draw }) {
  const panel = /** @type {HTMLElement} */ (document.querySelector("[data-handover]"));
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-telling]"));
  const key = `cafe.told.${event}.${station}`;

  /** The first round that is not over for whoever comes next. */
  function next() {
    const { phase, round } = clock.state;
    return phase === "after" ? Infinity : phase === "before" ? 0 : (round ?? 0) + Number(phase === "change");
  }

  function told() {
    const view = orders.view();
    const earlier = [...view.statements.values()]
      .filter((one) => one.round !== null && one.round < next())
      .sort((a, b) => (a.round ?? 0) - (b.round ?? 0) || a.position - b.position);
    return { earlier, themes: strongest(arrange(view).columns, MOST_THEMES) };
  }

  /** Whether the running round's group has still to be told. */
  function due() {
    const { phase, round } = clock.state;
    const { earlier, themes } = told();
    const something = earlier.length > 0 || themes.length > 0;
    return something && phase === "round" && (round ?? 0) > 1 && storage.read(key) !== round;
  }

  function done() {
    storage.write(key, clock.state.round);
    dialog.close();
    draw();
  }

  function drawDialog() {
    const { earlier, themes } = told();
    render(
      html`<h2 id="telling-title" tabindex="-1">${t("handover.title")}</h2>
      <p class="hint">${t("telling.hint")}</p>
      <div class="telling">${hostHandover(earlier, themes)}</div>
      <div class="dialog-foot">
        ${button({
          deed: "told",
          sign: icon("check"),
          words: t("telling.done"),
          look: "button-station button-big",
          press: done,
        })}
      </div>`,
      dialog,
    );
  }

  function open() {
    drawDialog();
    if (!dialog.open) {
      dialog.showModal();
      /** @type {HTMLElement|null} */ (dialog.querySelector("#telling-title"))?.focus();
    }
  }

  const isBusy = () => document.querySelector("dialog[open]") !== null || isTyping();

  let beganWith = `${clock.state.phase} ${clock.state.round}`;

  return {
    draw() {
      const { earlier, themes } = told();
      render(hostHandover(earlier, themes), panel);
      const now = `${clock.state.phase} ${clock.state.round}`;
      if (now !== beganWith && due() && !isBusy()) {
        open();
      } else if (dialog.open) {
        drawDialog();
      }
      beganWith = now;
    },
    /** Says that the group has still to be told, and opens it. */
    banner: () =>
      due()
        ? banner("telling", icon("call"), t("telling.due"), {
            more: button({ deed: "tell", words: t("telling.open"), opens: "dialog", press: open }),
          })
        : nothing,
  };
}
