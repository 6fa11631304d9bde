import { render } from "../../../vendor/lit-html/lit-html.js";
import { createKeptForm } from "../../lib/kept-form.js";
import { t } from "../../lib/page.js";
import { focusOn } from "../../render/board-place.js";
import { statements } from "../../render/statements.js";
import { confirm } from "../confirm.js";

/**
 * @typedef {import("../../lib/wire.js").Statement} Statement
 *
 * @typedef {object} StatementsParts
 * @property {import("../../lib/board-orders.js").BoardOrders} orders
 * @property {import("../../lib/event-state.js").EventClock} clock
 * @property {{position: number, title: string|null}[]} rounds
 * @property {string} event
 * @property {string} station
 * @property {(text: string) => void} say
 */

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-${name}]`));

/**
 * The host's key statements.
 * @param {StatementsParts} parts
 */
export function createStatements({ orders, clock, rounds, event, station, say }) {
  const [place, count] = ["statements", "statements-count"].map(part);
  const dialog = /** @type {HTMLDialogElement} */ (part("confirm-statement"));
  const form = createKeptForm(`cafe.statement.${event}.${station}`, draw);

  /** The round that statements are about now; null is the whole station. */
  function currentRound() {
    const { phase, round } = clock.state;
    return phase === "after" ? null : (round ?? rounds[0]?.position ?? null);
  }

  function draw() {
    const all = [...orders.view().statements.values()];
    form.release((id) => all.some((one) => one.id === id), t("statements.gone"));
    const running = clock.state.phase === "before" || clock.state.phase === "after" ? null : clock.state.round;
    count.textContent = String(all.length);
    render(statements({ statements: all, written: form.written, round: running, rounds }, actions), place);
  }

  /** @param {string} selector */
  const focus = (selector) => focusOn(place.querySelector(selector));
  const focusField = () => focus(`[data-form="${form.written?.id}"] [data-field]`);
  /** @param {string|undefined} id of the statement that was being edited */
  const focusBack = (id) =>
    (id && focus(`[data-statement="${CSS.escape(id)}"] [data-do="edit-statement"]`)) || focus('[data-do="add-statement"]');

  async function save() {
    const written = form.written;
    const sent = await form.send(({ id, text, round, fresh, was }) =>
      fresh
        ? orders.ask("statement.add", { id, station, round, text }, stated(id, text.trim(), round))
        : orders.ask("statement.edit", { id, text, was }, stated(id, text.trim(), round)),
    );
    if (!written || !sent) {
      focusField();
      return;
    }
    draw();
    say(t("statements.saved"));
    focusBack(written.fresh ? undefined : written.id);
  }

  /**
   * @param {string} id
   * @param {string} text
   * @param {number|null} round
   * @returns {import("../../lib/board-orders.js").Show}
   */
  function stated(id, text, round) {
    return ({ statements: known }) => {
      const last = Math.max(0, ...[...known.values()].map(({ position }) => position));
      known.set(id, { ...(known.get(id) ?? { id, station, round, position: last + 1, revision: 0 }), text });
    };
  }

  /** @param {Statement} statement */
  async function remove({ id, text }) {
    if (await confirm(dialog, { text, language: "" })) {
      void orders.give("statement.remove", { id });
      form.end();
      focusBack(undefined);
      say(t("statements.removed"));
    }
  }

  /** @type {import("../../render/statements.js").StatementsActions} */
  const actions = {
    add() {
      form.begin({ round: currentRound() });
      focusField();
    },
    edit({ id, text, round }) {
      form.begin({ id, text, round });
      focusField();
    },
    remove: (statement) => void remove(statement),
    form: {
      type: form.type,
      save: () => void save(),
      end() {
        const back = form.written;
        form.end();
        focusBack(back && !back.fresh ? back.id : undefined);
      },
    },
  };

  place.replaceChildren();
  return { draw };
}
