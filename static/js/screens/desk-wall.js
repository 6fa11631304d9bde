import { render } from "../../vendor/lit-html/lit-html.js";
import { refused } from "../render/announced.js";

const PLACE = "wall";

/**
 * What the wall shows, and its second language, chosen at the desk. Where it was not followed, the choice is what the
 * wall shows still.
 * @param {{
 *   select: HTMLSelectElement,
 *   language: HTMLSelectElement|null,
 *   failure: HTMLElement,
 *   orders: ReturnType<typeof import("../lib/queue/desk-orders.js").createOrders>,
 *   clock: import("../lib/model/event-state.js").EventClock,
 * }} parts
 */
export function createWallChoice({ select, language, failure, orders, clock }) {
  select.addEventListener("change", () => void orders.send(PLACE, "wall.show", { scene: select.value }));
  language?.addEventListener("change", () => void orders.send(PLACE, "wall.speak", { language: language.value }));
  return {
    draw() {
      if (language) {
        language.value = orders.wanted("wall.speak")?.language ?? clock.state.wall.language;
      }
      select.value = orders.wanted("wall.show")?.scene ?? clock.state.wall.scene;
      render(refused(orders.refusal(PLACE)), failure);
    },
  };
}
