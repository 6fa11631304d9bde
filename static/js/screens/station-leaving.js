import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { leftDrafts, takeAlong } from "../lib/drafts/left-drafts.js";
import { lateFor } from "../lib/model/late.js";
import { createPlannedChange } from "../lib/model/planned-change.js";
import { part } from "../lib/page/screen.js";
import { waitingElsewhere } from "../lib/queue/waiting.js";
import * as storage from "../lib/storage/local-storage.js";
import { ending as drawnEnding, nextStrip } from "../render/ending.js";
import { closedBanner, leftBanner, waitingBanner } from "../render/left-behind.js";
import { createMove } from "./move.js";

/**
 * How a group leaves its station when a round is over, and what it left behind at others.
 * @param {{
 *   event: string,
 *   page: any,
 *   clock: import("../lib/model/event-state.js").EventClock,
 *   seat: ReturnType<typeof import("../lib/model/rotation.js").createSeat>,
 *   composer: () => ReturnType<typeof import("./composer.js").createComposer>,
 *   outbox: import("../lib/queue/outbox.js").Outbox,
 *   draw: () => void,
 * }} parts event: under which this person's own lies in the phone
 */
export function createLeaving({ event, page, clock, seat, composer, outbox, draw }) {
  const { station, table } = page;
  /** @type {import("../lib/model/rotation.js").StationInfo[]} */
  const stations = page.stations;
  const change = createPlannedChange(clock, { ...page.plan, timezone: page.event.timezone });
  const moving = createMove(/** @type {HTMLDialogElement} */ (part("move")), {
    seat,
    left: change.left,
    isWriting: () => composer().hasText,
    station,
    table,
    clock,
    stations,
    onClose: draw,
  });
  const left = leftDrafts(event, station, stations);
  let leftNow = left();

  /**
   * @param {import("../lib/drafts/left-drafts.js").LeftDraft} one
   * @returns {import("../render/left-behind.js").LeftText[]}
   */
  function leftText({ station: slug, draft, take }) {
    const there = stations.find((one) => one.slug === slug);
    const onTake = () => {
      composer().takeUp(draft);
      take(); // only now: it lies here
      draw();
    };
    const { text, editing } = draft;
    return there ? [{ title: there.short_title, href: there.url, text, onTake: editing ? null : onTake }] : [];
  }

  return {
    /** Where a text goes that is in the field. @returns {import("../render/ending.js").Ending|null} */
    ending() {
      const here = stations.find(({ slug }) => slug === station);
      const { stop } = moving;
      if (!(stop && here)) {
        return null;
      }
      const told = { ...stop, here, late: lateFor(clock) ?? 0, canTake: storage.works() };
      return { ...told, draw: (place, goal, choose) => render(drawnEnding(told, goal, choose), place) };
    },
    /**
     * Lays a text into the next station's field, and goes there.
     * @param {import("../lib/drafts/draft.js").Draft} text
     */
    takeAlong(text) {
      const { stop } = moving;
      const taken = stop !== null && takeAlong(event, stop.next.slug, text);
      if (taken) {
        moving.go();
      }
      return taken;
    },
    /** Looks what lies at the other stations. */
    lookBack() {
      leftNow = left();
    },
    /** What banners tell of it. @param {boolean} offline */
    leftBehind(offline) {
      const waiting = offline || outbox.putOff ? waitingElsewhere(outbox, station, stations) : [];
      return {
        away: moving.away ? closedBanner(moving.away) : nothing,
        left: html`${leftNow.flatMap(leftText).map(leftBanner)} ${waiting.map(waitingBanner)}`,
      };
    },
    /** How long the change between two rounds still is, in ms. */
    left: change.left,
    /** The way on, below the band. */
    draw() {
      render(nextStrip(moving.stop, moving.open), part("next"));
    },
    /** Called with every second. */
    update() {
      moving.update();
      if (moving.stop) {
        composer().draw(); // it tells for how long a text still counts
      }
    },
  };
}
