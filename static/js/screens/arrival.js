import { isComposing } from "../lib/base/composing.js";

/** What the name lies under among the drafts; no station is called so. */
export const NAME = "(name)";

/**
 * @typedef {object} Arrival
 * @property {boolean} isThere whether this is a first visit, of which nothing was sent yet
 * @property {string} name as typed, to go with the next contribution; empty once they are known
 * @property {(name: string) => void} giveBack the name of a contribution that was refused
 * @property {() => void} draw
 */

/**
 * What a first visit asks and says beside the question: the languages, what is stored, and the name. It goes once the
 * first contribution is on its way; where that is refused, it comes back. At the next station it is not there any more.
 * @param {HTMLFormElement} form the composer's
 * @param {object} parts
 * @param {import("../lib/queue/outbox.js").Outbox} parts.outbox
 * @param {{read: () => {text: string}|null, write: (draft: {text: string}) => boolean, clear: () => void}} parts.draft
 * @param {import("../lib/page/person.js").Person} parts.person
 * @param {() => void} parts.onLeave before another language's page takes the place of this one
 * @returns {Arrival}
 */
export function createArrival(form, { outbox, draft, person, onLeave }) {
  const row = /** @type {HTMLElement|null} */ (form.querySelector("[data-name]"));
  const strip = /** @type {HTMLElement|null} */ (document.querySelector("[data-arrival]"));
  const field = /** @type {HTMLInputElement|null} */ (form.elements.namedItem("name"));
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  if (!(row && strip && field)) {
    outbox.onAccepted(({ name }) => name === "contribution.add" && draft.clear());
    return {
      isThere: false,
      get name() {
        // typed at a station where nothing was sent
        return (person.current.name ? "" : draft.read()?.text.trim()) ?? "";
      },
      giveBack() {},
      draw() {},
    };
  }
  let isKnown = false;

  function keep() {
    if (field?.value) {
      draft.write({ text: field.value });
    } else {
      draft.clear();
    }
  }

  const isOnItsWay = () => outbox.all().some((order) => order.name === "contribution.add" && !order.refusal);

  const arrival = {
    get isThere() {
      return !(isKnown || isOnItsWay());
    },
    get name() {
      return arrival.isThere ? field.value.trim() : "";
    },
    /** @param {string} name */
    giveBack(name) {
      field.value = field.value || name;
      keep();
    },
    draw() {
      const { isThere } = arrival;
      row.hidden = !isThere;
      strip.hidden = !isThere;
      form.classList.toggle("composer-first", isThere);
    },
  };

  /** @param {MouseEvent} press */
  function speak(press) {
    const chip = /** @type {HTMLButtonElement} */ (press.currentTarget);
    press.preventDefault();
    onLeave();
    const chosen = document.createElement("input");
    chosen.type = "hidden";
    chosen.name = chip.name;
    chosen.value = chip.value;
    form.append(chosen);
    form.submit(); // asks no listener: nothing is sent to the table, and the page comes again with what was typed
    chosen.remove();
  }

  for (const chip of /** @type {NodeListOf<HTMLButtonElement>} */ (strip.querySelectorAll("[data-speak]"))) {
    chip.addEventListener("click", speak);
  }
  field.addEventListener("input", keep);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !isComposing(event)) {
      event.preventDefault(); // a name alone is nothing to send
      text.focus();
    }
  });
  outbox.onAccepted((order) => {
    if (order.name === "contribution.add") {
      isKnown = true;
      draft.clear();
      arrival.draw();
    }
  });
  field.value = field.value || (draft.read()?.text ?? "");
  arrival.draw();
  return arrival;
}
