/**
 * A contribution that the server has not seen yet, as it will probably look.
 * @param {import("./outbox.js").Order} order
 * @param {{me: {name: string|null, language: string}, clock: import("../model/event-state.js").EventClock}} context
 * @returns {import("../net/wire.js").Contribution}
 */
export function blankContribution({ payload, station, at }, { me, clock }) {
  const { state } = clock;
  return {
    id: payload.id,
    station,
    number: null,
    round: state.phase === "round" ? state.round : null,
    table: payload.table ?? null,
    kind: payload.kind ?? "idea",
    language: payload.language ?? me.language,
    text: payload.text ?? "",
    german: null,
    author: me.name,
    reply_to: payload.reply_to ?? null,
    votes: 0,
    state: "visible",
    highlighted: false,
    cluster: null,
    merged_into: null,
    photo: null,
    by_hand: 0,
    edited: false,
    created_at: new Date(at + clock.now() - Date.now()).toISOString(),
    revision: 0,
    masked: null,
  };
}
