import { t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { createStationClocks } from "../lib/model/station-clocks.js";
import { deadline } from "../lib/net/deadline.js";
import { watchPressed } from "../lib/page/pressed.js";
import { refill } from "../lib/page/refill.js";
import { createDeckNotes } from "../lib/storage/deck-notes.js";
import { fitSlide } from "./presentation-fit.js";

/** So long an answer may take, in ms. */
const PATIENCE = 10_000;

/**
 * What whoever speaks sees beside the slide: the next one, notes, the station's clock, the list of all.
 * @param {{event: string, refresh: () => Promise<void>, slide: (name: string) => HTMLElement|null}} deck
 * @returns {{show: (slide: HTMLElement, next: string|undefined) => void, apply: (fresh: Document) => void}|null}
 *   null on the projector
 */
export function createPresenter({ event, refresh, slide }) {
  const next = document.querySelector("[data-next]");
  const notes = document.querySelector("[data-shown-notes]");
  const clockPlace = /** @type {HTMLElement|null} */ (document.querySelector("[data-station-clock]"));
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector("[data-arrange]"));
  const field = /** @type {HTMLTextAreaElement|null} */ (document.querySelector("[data-own-notes]"));
  const kept = document.querySelector("[data-notes-kept]");
  if (!next || !notes || !clockPlace || !form || !field || !kept) {
    return null;
  }
  /** The list as the server sent it last. @type {Element|null} */
  let known = null;
  const clocks = createStationClocks(`cafe.deck.clocks.${event}`, () => performance.now());

  function drawClock() {
    const left = clocks.left();
    const over = left !== null && left < 0;
    const place = /** @type {HTMLElement} */ (clockPlace);
    place.toggleAttribute("data-over", over);
    place.textContent = left === null ? "–" : over ? `+${formatRemaining(-left)}` : formatRemaining(left);
  }
  setInterval(drawClock, 1000);
  document.querySelector('[data-do="clocks"]')?.addEventListener("click", () => {
    clocks.reset();
    drawClock();
  });

  const own = createDeckNotes(`cafe.deck.notes.${event}`);
  let noted = "";
  field.addEventListener("input", () => {
    kept.textContent = t(own.set(noted, field.value) ? "deck.notes_kept" : "deck.notes_not_kept");
  });

  const pressed = watchPressed(form);
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const button = pressed(submitted);
    const body = new FormData(form);
    if (button) {
      body.append(button.name, button.value);
    }
    const said = /** @type {HTMLElement} */ (form.querySelector("[data-refused]"));
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      signal: deadline(PATIENCE),
    }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    said.textContent = answer?.ok ? "" : (told?.message ?? t("deck.not_saved"));
    if (answer?.ok) {
      await refresh();
      focusAgain(button);
    }
  });

  /**
   * The row was moved: its button is another one now, and may have come to an end.
   * @param {HTMLButtonElement|null} button
   */
  function focusAgain(button) {
    const row = button && document.querySelector(`[data-row="${button.value}"]`);
    const same = /** @type {HTMLButtonElement|null} */ (row?.querySelector(`[name="${button?.name}"]`) ?? null);
    (same?.disabled ? /** @type {HTMLElement|null} */ (row?.querySelector("button:enabled")) : same)?.focus();
  }

  return {
    show(current, name) {
      clocks.run(current.dataset.station ?? null);
      drawClock();
      refill(
        notes,
        ...[...(current.querySelector("[data-notes]")?.childNodes ?? [])].map((one) => one.cloneNode(true)),
      );
      if (noted !== current.id) {
        noted = current.id;
        field.value = own.of(noted);
      }
      document.querySelectorAll("[data-row]").forEach((row) => {
        const here = row.getAttribute("data-row") === current.id;
        const link = row.querySelector("a");
        if (here) {
          link?.setAttribute("aria-current", "true");
        } else {
          link?.removeAttribute("aria-current");
        }
      });
      const coming = /** @type {HTMLElement|null|undefined} */ (name && slide(name)?.cloneNode(true));
      if (!coming) {
        next.textContent = "";
        return;
      }
      for (const named of [coming, ...coming.querySelectorAll("[id]")]) {
        named.removeAttribute("id");
      }
      coming.removeAttribute("aria-labelledby");
      coming.removeAttribute("data-slide");
      coming.setAttribute("data-current", "");
      refill(next, coming);
      fitSlide(coming);
    },
    apply(fresh) {
      const rows = fresh.querySelector("[data-rows]");
      if (!rows || rows.isEqualNode(known)) {
        return; // what somebody ticks just now, and where they are, stays
      }
      known = rows;
      const focused = document.activeElement;
      const button = focused instanceof HTMLButtonElement && focused.closest("[data-rows]") ? focused : null;
      form.querySelector("[data-rows]")?.replaceWith(document.importNode(rows, true));
      focusAgain(button);
    },
  };
}
