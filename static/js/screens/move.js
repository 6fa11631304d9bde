import { render } from "../../vendor/lit-html/lit-html.js";
import { createSeat, nextStop } from "../lib/model/rotation.js";
import { move } from "../render/move.js";

/**
 * The way to the next station: over everything when a round ends, put away by a key or a button, found again in a
 * banner.
 * @param {HTMLDialogElement} dialog
 * @param {{event: string, station: string, table: number|null, stations: import("../render/move.js").StationInfo[],
 *   clock: import("../lib/model/event-state.js").EventClock, onClose: () => void}} parts
 */
export function createMove(dialog, { event, station, table, stations, clock, onClose }) {
  const seat = createSeat(event, station);
  const stop = nextStop(stations, station, table);
  let choosing = false;
  /** Whether the round closes it, which goes on: its reader has put nothing away. The event "close" comes later. */
  let called = false;

  function draw() {
    if (stop) {
      render(
        move({ ...stop, stations, choosing }, { choose, arrive: seat.leave, close: () => dialog.close() }),
        dialog,
      );
      /** @type {HTMLElement|null} */ (dialog.querySelector("#move-title"))?.focus();
    }
  }

  function choose() {
    choosing = true;
    draw();
  }

  function open() {
    choosing = false;
    if (!dialog.open) {
      dialog.showModal();
    }
    draw();
  }

  dialog.addEventListener("close", () => {
    if (!called) {
      seat.leave();
    }
    called = false;
    onClose();
  });

  return {
    /** Called with every second: opens when it is time to go, closes when the next round runs. */
    update() {
      seat.note(clock.state);
      if (stop && !dialog.open && seat.leadsOn(clock.state) && !seat.hasLeft()) {
        open();
      } else if (dialog.open && clock.state.phase !== "change") {
        called = true;
        dialog.close();
      }
    },
    open,
    get possible() {
      return Boolean(stop) && seat.leadsOn(clock.state);
    },
  };
}
