import { render } from "../../vendor/lit-html/lit-html.js";
import { nextStop } from "../lib/model/rotation.js";
import { address, move } from "../render/move.js";

/**
 * The way to the next station: over everything when a round ends, put away by a key or a button, found again in the
 * strip below the band. Who is writing when the round ends has only that strip: nothing takes their focus.
 * @param {HTMLDialogElement} dialog
 * @param {{seat: ReturnType<typeof import("../lib/model/rotation.js").createSeat>, station: string,
 *   table: number|null, stations: import("../render/move.js").StationInfo[],
 *   clock: import("../lib/model/event-state.js").EventClock, left: () => number|null, isWriting: () => boolean,
 *   onClose: () => void}} parts left: ms until the next round is planned
 */
export function createMove(dialog, { seat, station, table, stations, clock, left, isWriting, onClose }) {
  /** It may differ from one second to the next: a station is closed while the café runs. */
  const stopNow = () => nextStop(stations, station, table, clock.state.stations);
  let choosing = false;
  /** The round at whose end somebody was writing. @type {number|null} */
  let wroteAt = null;
  /** Whether the round closes it, which goes on: its reader has put nothing away. The event "close" comes later. */
  let called = false;

  function draw() {
    const stop = stopNow();
    const open = stations.filter(({ slug }) => !clock.state.stations[slug]?.closed);
    if (stop) {
      render(move({ ...stop, stations: open, choosing, left: left() }, { choose, arrive: seat.leave, close }), dialog);
    }
  }

  function close() {
    seat.leave();
    dialog.close();
  }

  function show() {
    draw();
    /** @type {HTMLElement|null} */ (dialog.querySelector("#move-title"))?.focus();
  }

  function choose() {
    choosing = true;
    show();
  }

  function open() {
    choosing = false;
    if (!dialog.open) {
      dialog.showModal();
    }
    show();
  }

  /** Whether it opens by itself now. */
  function calls() {
    const { round } = clock.state;
    if (!stopNow() || !seat.leadsOn(clock.state) || seat.hasLeft() || wroteAt === round) {
      return false;
    }
    wroteAt = isWriting() ? round : null;
    return wroteAt === null;
  }

  dialog.addEventListener("cancel", () => seat.leave()); // before the next second finds it closed, and opens it again
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
      if (dialog.open && clock.state.phase !== "change") {
        called = true;
        dialog.close();
      } else if (dialog.open) {
        draw();
      } else if (calls()) {
        open();
      }
    },
    open,
    /** Where this group goes on, while a change is; else null. */
    get stop() {
      return seat.leadsOn(clock.state) ? stopNow() : null;
    },
    /** Where to go from a station that is closed, whatever the clock says; null where this one is open. */
    get away() {
      return clock.state.stations[station]?.closed ? stopNow() : null;
    },
    /** Goes there, without a look at the way. */
    go() {
      const stop = stopNow();
      if (stop) {
        seat.leave();
        location.assign(address(stop.next, stop.table));
      }
    },
  };
}
