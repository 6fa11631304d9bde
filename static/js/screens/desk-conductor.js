import { render } from "../../vendor/lit-html/lit-html.js";
import { locale, t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { plannedStart } from "../lib/model/day.js";
import { conductor } from "../render/conductor.js";
import { confirm } from "./confirm.js";

const PLACE = "conductor";

/**
 * Starting, extending, ending and resuming rounds. Ending early asks once; what runs out ends with one press.
 * @param {{panel: HTMLElement, dialog: HTMLDialogElement, rounds: import("../render/conductor.js").RoundInfo[],
 *   orders: ReturnType<typeof import("../lib/queue/desk-orders.js").createOrders>,
 *   lines: import("../lib/model/day.js").DayLine[],
 *   clock: import("../lib/model/event-state.js").EventClock, current: () => number,
 *   timeOf: (moment: string) => string}} parts
 */
export function createConductor({ panel, dialog, rounds, orders, lines, clock, current, timeOf }) {
  /** What somebody chose, as long as it is about the same moment of the day. */
  /** @type {{moment: string, position: number|null}|null} */
  let choice = null;

  const moment = () => `${clock.state.phase} ${clock.state.round}`;

  function chosen() {
    const { phase, round } = clock.state;
    if (choice?.moment === moment()) {
      return choice.position;
    }
    const next = phase === "before" ? rounds[0] : rounds.find(({ position }) => position === (round ?? 0) + 1);
    return phase === "after" ? null : (next?.position ?? null);
  }

  /** @param {string} name @param {object} payload */
  const send = (name, payload) => void orders.send(PLACE, name, payload);

  async function end() {
    const { round, ends_at: endsAt } = clock.state;
    if (clock.remaining() !== 0) {
      const text = t("desk.end_early", { n: round ?? "", time: formatRemaining(clock.remaining()) });
      const sure = await confirm(dialog, { text, language: locale });
      if (!sure || clock.state.phase !== "round" || clock.state.round !== round) {
        return;
      }
    }
    send("round.end", { round, ends_at: endsAt });
  }

  /** Its key goes with what it takes back; who pressed it goes on with the one that was pressed before. */
  async function resume() {
    if (await orders.send(PLACE, "round.resume", { round: clock.state.round })) {
      draw();
      /** @type {HTMLElement|null} */ (panel.querySelector('[data-do="end"]'))?.focus();
    }
  }

  const actions = {
    start: () => send("round.start", { round: chosen(), phase: clock.state.phase, after: clock.state.round }),
    /** @param {number} minutes */
    extend: (minutes) => send("round.extend", { minutes, round: clock.state.round, ends_at: clock.state.ends_at }),
    end: () => void end(),
    resume: () => void resume(),
    /** @param {number|null} position */
    choose(position) {
      choice = { moment: moment(), position };
      draw();
    },
  };

  function draw() {
    const { state } = clock;
    const position = chosen();
    // Behind the running round comes the next line; where something else is now, that is what comes.
    const coming = lines[current() + (state.phase === "round" ? 1 : 0)];
    const next = coming && { ...coming, minutes: coming.end - coming.begin };
    render(
      conductor(
        {
          state,
          rounds,
          chosen: position,
          remaining: clock.remaining(),
          done: clock.done(),
          endsAt: state.ends_at ? timeOf(state.ends_at) : "",
          planned: state.phase === "round" ? "" : plannedStart(lines, position),
          next: next ?? null,
          busy: orders.busy(PLACE),
          refusal: orders.refusal(PLACE),
        },
        actions,
      ),
      panel,
    );
    if (dialog.open && state.phase !== "round") {
      dialog.close();
    }
  }

  return { draw };
}
