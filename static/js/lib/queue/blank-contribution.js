import { countsTo } from "../model/late.js";
import { USUAL } from "../net/usual.js";

/** A contribution that nobody has done anything with yet. */
export const BLANK = { ...USUAL.contributions, number: null, revision: 0 };

/**
 * A contribution that the server has not seen yet, as it will probably look.
 * @param {import("./outbox.js").Order} order
 * @param {{me: {name: string|null, language: string}, clock: import("../model/event-state.js").EventClock}} context
 * @returns {import("../net/wire.js").Contribution}
 */
export function blankContribution({ payload, station, at }, { me, clock }) {
  return {
    ...BLANK,
    id: payload.id,
    station,
    round: countsTo(clock),
    table: payload.table ?? null,
    kind: payload.kind ?? "idea",
    language: payload.language ?? me.language,
    text: payload.text ?? "",
    author: payload.name || me.name,
    reply_to: payload.reply_to ?? null,
    created_at: (at + clock.now() - Date.now()) / 1000, // with its milliseconds, or two of one second change places
  };
}
