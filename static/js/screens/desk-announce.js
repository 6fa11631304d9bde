import { render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { announced, refused } from "../render/announced.js";

const PLACE = "announce";

/**
 * The announcement to all: writing it, seeing what is said at present, taking it back. A refused text stays in the
 * field.
 * @param {HTMLElement} panel
 * @param {{orders: ReturnType<typeof import("../lib/queue/desk-orders.js").createOrders>,
 *   clock: import("../lib/model/event-state.js").EventClock, timeOf: (moment: string) => string}} parts
 */
export function createAnnounce(panel, { orders, clock, timeOf }) {
  const form = /** @type {HTMLFormElement} */ (panel.querySelector("form"));
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const minutes = /** @type {HTMLSelectElement} */ (form.elements.namedItem("minutes"));
  const said = /** @type {HTMLElement} */ (panel.querySelector("[data-said]"));
  const refusal = /** @type {HTMLElement} */ (panel.querySelector("[data-refusal]"));

  /** What everybody is told now. */
  function current() {
    const { announcement } = clock.state;
    return announcement && Date.parse(announcement.until) > clock.now() ? announcement : null;
  }

  /** @param {string} typed @param {number} shown minutes */
  const announce = (typed, shown) =>
    orders.send(PLACE, "event.announce", { text: typed, minutes: shown, was: current()?.text ?? null });

  async function send() {
    const typed = text.value;
    if (!typed.trim()) {
      orders.refuse(PLACE, t("desk.announce_empty"));
      text.focus();
      return;
    }
    const done = await announce(typed, Number(minutes.value));
    if (done && text.value === typed) {
      text.value = "";
    }
  }

  async function takeBack() {
    if (await announce("", 1)) {
      text.focus();
    }
  }

  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    if (!orders.busy(PLACE)) {
      void send();
    }
  });

  return {
    draw() {
      const now = current();
      render(
        announced(now && { text: now.text, until: timeOf(now.until) }, () => void takeBack()),
        said,
      );
      render(refused(orders.refusal(PLACE)), refusal);
      text.setAttribute("aria-invalid", String(Boolean(orders.refusal(PLACE))));
    },
  };
}
