import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { inOrder } from "../../lib/model/arranging.js";
import { part } from "../../lib/page/screen.js";
import { saveMeasure, wording } from "../../lib/queue/measure-orders.js";
import { focusOn } from "../../render/board-place.js";
import { measures } from "../../render/measures.js";
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

  /** @param {string} selector */
  const focus = (selector) => focusOn(place.querySelector(selector));
  const focusField = () => focus(`[data-form="${form.written?.id}"] [data-field]`);
  /** @param {string|undefined} id of the measure that was being edited */
  const focusBack = (id) =>
    (id && focus(`[data-measure="${CSS.escape(id)}"] [data-do="edit-measure"]`)) || focus('[data-do="add-measure"]');

  async function save() {
    const written = form.written;
    const sent = await form.send((written) => saveMeasure(orders, station, written));
    if (!written || !sent) {
      focusField();
      return;
    }
    draw();
    say(t("measures.saved"));
    focusBack(written.fresh ? undefined : written.id);
  }

  /** @type {import("../../render/measures.js").MeasuresActions} */
  const actions = {
    add() {
      form.begin({ state: "open" });
      focusField();
    },
    edit(measure) {
      const { id, what, who, by_when: byWhen, state } = measure;
      const words = { text: what, who: who ?? "", by_when: byWhen ?? "", was: wording(measure) };
      form.begin({ id, ...words, state, before: { state } });
      focusField();
    },
    remove({ id }) {
      const answer = orders.give("measure.remove", { id });
      form.end();
      undo.offer(t("measures.removed"), [answer]);
      say(t("measures.removed"));
      focusBack(undefined);
    },
    arrange: arranging.toggle,
    move: ({ id, what }, by) => arranging.move(inOrder(orders.view().measures.values()), { id, text: what }, by),
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
