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
  /** The fields for other languages. */
  const others = /** @type {HTMLTextAreaElement[]} */ (Array.from(form.querySelectorAll("textarea[data-in]")));
  const said = /** @type {HTMLElement} */ (panel.querySelector("[data-said]"));
  const refusal = /** @type {HTMLElement} */ (panel.querySelector("[data-refusal]"));

  /** What everybody is told now. */
  function current() {
    const { announcement } = clock.state;
    return announcement && Date.parse(announcement.until) > clock.now() ? announcement : null;
  }

  /** @param {string} typed @param {number} shown minutes @param {Record<string, string>} [translations] */
  const announce = (typed, shown, translations = {}) =>
    orders.send(PLACE, "event.announce", { text: typed, minutes: shown, translations, was: current()?.text ?? null });

  /** What is typed in other languages, by their codes. */
  const typedElsewhere = () =>
    Object.fromEntries(others.filter(({ value }) => value.trim()).map((field) => [field.lang, field.value]));

  async function send() {
    const typed = text.value;
    if (!typed.trim()) {
      orders.refuse(PLACE, t("desk.announce_empty"));
      text.focus();
      return;
    }
    const translations = typedElsewhere();
    const done = await announce(typed, Number(minutes.value), translations);
    if (done && text.value === typed) {
      text.value = "";
      for (const field of others.filter(({ lang, value }) => translations[lang] === value)) {
        field.value = "";
      }
      form.querySelector("[data-more]")?.removeAttribute("open");
      panel.scrollIntoView({ block: "nearest" }); // what was below is gone, and so would be what is said
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
        announced(now && { ...now, until: timeOf(now.until) }, () => void takeBack()),
        said,
      );
      render(refused(orders.refusal(PLACE)), refusal);
      text.setAttribute("aria-invalid", String(Boolean(orders.refusal(PLACE))));
    },
  };
}
