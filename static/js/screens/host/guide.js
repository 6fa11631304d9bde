import { nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { inOrder } from "../../lib/model/arranging.js";
import { material, STEPS } from "../../lib/model/guide.js";
import { giveMeasure } from "../../lib/queue/measure-orders.js";
import { giveStatement, toggled } from "../../lib/queue/statement-orders.js";
import * as storage from "../../lib/storage/local-storage.js";
import { focusOn } from "../../render/board-place.js";
import { guide } from "../../render/guide.js";

/** @typedef {import("../../lib/drafts/kept-form.js").Written} Written */

/**
 * Summing up, led by four questions. Each has a field of its own, which keeps what is typed until it is saved; one can
 * leave at any time, by Escape too, and goes on where one was.
 * @param {object} parts
 * @param {import("../../lib/queue/board-orders.js").BoardOrders} parts.orders
 * @param {{position: number, title: string|null}[]} parts.rounds
 * @param {() => number|null} parts.currentRound
 * @param {string} parts.event
 * @param {string} parts.station
 * @param {(text: string) => void} parts.say
 */
export function createGuide({ orders, rounds, currentRound, event, station, say }) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-guide]"));
  const key = `cafe.guide.${event}.${station}`;
  const forms = STEPS.map((step) => createKeptForm(`${key}.${step}`, draw));
  let at = Math.min(Number(storage.read(key)) || 0, STEPS.length - 1);
  /** @type {number|null} */
  let round = null;

  const form = () => /** @type {import("../../lib/drafts/kept-form.js").KeptForm} */ (forms[at]);
  const step = () => STEPS[at] ?? "said";
  const isLast = () => at === STEPS.length - 1;

  function draw() {
    if (!dialog.open) {
      return;
    }
    const written = form().written ?? begin();
    const view = orders.view();
    const stated = inOrder(
      [...view.statements.values()].filter((one) => one.round === (isLast() ? round : written.round)),
    );
    const measures = inOrder(view.measures.values());
    render(guide({ at, written, rounds, material: material(step(), view), stated, measures }, actions), dialog);
  }

  /** An empty field. @returns {Written} */
  function begin() {
    form().begin(
      isLast() ? { state: "open" } : { round, kind: "statement", behind: { clusters: [], contributions: [] } },
    );
    return /** @type {Written} */ (form().written);
  }

  /** Whether there is nothing in a field that anybody might miss. @param {Written|null} written */
  function isEmpty(written) {
    const { text = "", who, by_when: byWhen, behind } = written ?? {};
    return !(text.trim() || who || byWhen || behind?.clusters.length || behind?.contributions.length);
  }

  /** An empty field is about what is talked about now. @param {number} to */
  function go(to) {
    at = to;
    storage.write(key, at);
    orders.bringBack(); // what was not accepted of this step's
    if (isEmpty(form().written)) {
      begin();
    }
    draw();
    focusOn(dialog.querySelector("[data-question]"));
    dialog.scrollTop = 0;
  }

  const focusField = () => focusOn(dialog.querySelector("[data-field]"));

  function save() {
    const kept = form();
    const { kind, text = "" } = kept.written ?? {};
    if (text.trim()) {
      kept.give((written, back) => (isLast() ? giveMeasure : giveStatement)(orders, station, written, back));
      say(
        isLast() ? t("measures.saved") : kind === "question" ? t("statements.saved_question") : t("statements.saved"),
      );
    } else {
      kept.refuse(t("form.empty"));
    }
    draw();
    focusField();
  }

  function next() {
    if (form().written?.text.trim()) {
      save();
    }
    if (isLast()) {
      at = 0;
      storage.remove(key);
      dialog.close();
    } else {
      go(at + 1);
    }
  }

  /** @param {Partial<Written>} values */
  function choose(values) {
    form().type(values);
    draw();
  }

  /** @type {import("../../render/guide.js").GuideActions} */
  const actions = {
    go,
    next,
    close: () => dialog.close(),
    form: { type: (values) => form().type(values), save, end() {} },
    fields: {
      kind: (kind) => choose({ kind }),
      round(chosen) {
        round = chosen;
        choose({ round });
      },
      behind: (noun, id) => choose({ behind: toggled(form().written?.behind, noun, id) }),
    },
  };

  for (const [index, kept] of forms.entries()) {
    orders.hold(kept, { isFree: () => dialog.open && index === at && isEmpty(kept.written), onBack: draw });
  }
  dialog.addEventListener("close", () => render(nothing, dialog));
  document.querySelector("[data-open-guide]")?.addEventListener("click", () => {
    round = currentRound();
    dialog.showModal();
    go(at);
  });
  return { draw };
}
