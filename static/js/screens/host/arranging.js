import { excerpt } from "../../lib/base/excerpt.js";
import { t } from "../../lib/base/page-data.js";
import { swapped } from "../../lib/model/arranging.js";
import { focusOn } from "../../render/board-place.js";

/**
 * Rows change places by their buttons; the focus stays with the row, and the ear is told where it stands.
 * @param {object} parts
 * @param {import("../../lib/queue/board-orders.js").BoardOrders} parts.orders
 * @param {"statement"|"measure"} parts.noun
 * @param {string} parts.station
 * @param {HTMLElement} parts.place where the rows are drawn
 * @param {(text: string) => void} parts.say
 * @param {() => void} parts.draw
 */
export function createArranging({ orders, noun, station, place, say, draw }) {
  const nouns = /** @type {const} */ ({ statement: "statements", measure: "measures" })[noun];
  let on = false;

  return {
    get on() {
      return on;
    },
    toggle() {
      on = !on;
      draw();
    },
    /**
     * @param {{id: string}[]} list in which it changes places with its neighbour
     * @param {{id: string, text: string}} item
     * @param {-1|1} by
     */
    move(list, { id, text }, by) {
      const index = list.findIndex((one) => one.id === id);
      const neighbour = list[index + by];
      if (neighbour) {
        const ids = swapped(orders.view()[nouns].values(), id, neighbour.id);
        void orders.give(`${noun}.arrange`, { station, ids });
        draw();
      }
      const now = neighbour ? index + by : index;
      say(t("arrange.said", { n: now + 1, all: list.length, text: excerpt(text) }));
      focusOn(place.querySelector(`[data-${noun}="${CSS.escape(id)}"] [data-do="${by < 0 ? "up" : "down"}"]`));
    },
  };
}
