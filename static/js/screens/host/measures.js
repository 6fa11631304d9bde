import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { inOrder } from "../../lib/model/arranging.js";
import { part } from "../../lib/page/screen.js";
import { giveMeasure, wording } from "../../lib/queue/measure-orders.js";
import { measures } from "../../render/measures.js";
import { formActions, rowFocus } from "../form-actions.js";
import { createArranging } from "./arranging.js";

/**
 * The next steps that the table agreed on.
 * @param {{
 *   orders: import("../../lib/queue/board-orders.js").BoardOrders,
 *   undo: import("./undo.js").Undo,
 *   event: string,
 *   station: string,
 *   say: (text: string) => void,
 * }} parts
 */
export function createMeasures({ orders, undo, event, station, say }) {
  const [place, count] = ["measures", "measures-count"].map(part);
  const form = createKeptForm(`cafe.measure.${event}.${station}`, draw);
  const arranging = createArranging({ orders, noun: "measure", station, place, say, draw });

  function draw() {
    const known = orders.view().measures;
    form.release((id) => known.has(id), t("measures.gone"));
    count.textContent = String(known.size);
    render(
      measures({ measures: inOrder(known.values()), written: form.written, arranging: arranging.on }, actions),
      place,
    );
  }

  const focus = rowFocus(place, "measure", form);

  /** @type {import("../../render/measures.js").MeasuresActions} */
  const actions = {
    add() {
      form.begin({ state: "open" });
      focus.field();
    },
    edit(measure) {
      const { id, what, who, by_when: byWhen, state } = measure;
      const words = { text: what, who: who ?? "", by_when: byWhen ?? "", was: wording(measure) };
      form.begin({ id, ...words, state, before: { state } });
      focus.field();
    },
    remove({ id }) {
      const answer = orders.give("measure.remove", { id });
      if (form.written?.id === id) {
        form.end();
      }
      undo.offer(t("measures.removed"), [answer]);
      say(t("measures.removed"));
      focus.back(null);
    },
    arrange: arranging.toggle,
    move: ({ id, what }, by) => arranging.move(inOrder(orders.view().measures.values()), { id, text: what }, by),
    form: formActions(form, {
      order: (written, back) => giveMeasure(orders, station, written, back),
      refocus: focus.field,
      saved(written) {
        draw();
        say(t("measures.saved"));
        focus.back(written);
      },
      left: focus.back,
    }),
  };

  orders.hold(form, { focus: focus.field });
  place.textContent = "";
  return { draw };
}
