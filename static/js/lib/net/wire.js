/**
 * The shapes that travel between server and screens, as types only. docs/protocol.md describes them. Changes and items
 * are told here as they are once they have come in (lib/net/usual.js).
 *
 * @typedef {"idea"|"problem"|"question"|"wish"|"offer"} Kind
 *
 * @typedef {object} Contribution
 * @property {string} id
 * @property {string} station
 * @property {number|null} number counts within the station; null until the server has seen it
 * @property {number|null} round
 * @property {number|null} table
 * @property {Kind} kind
 * @property {string} language
 * @property {string} text
 * @property {string|null} german
 * @property {string|null} author
 * @property {string|null} reply_to
 * @property {number} votes
 * @property {number} by_hand so many of the votes are people without a phone
 * @property {"visible"|"pending"|"hidden"} state
 * @property {boolean} highlighted
 * @property {string|null} cluster
 * @property {string|null} merged_into
 * @property {string|null} photo the photo of a tablecloth that it was typed from
 * @property {boolean} edited
 * @property {number} created_at in seconds since 1970
 * @property {number} revision
 * @property {string|null} masked the text as others read it, where contact data in it (or beside it) is covered
 * @property {string|null} [original] the author's first wording, where a host changed it; for hosts only
 * @property {string|null} [hidden_reason] one of ours (lib/model/reasons.js) or a host's words; for hosts and the
 *   author only
 * @property {number|null} [author_paused] the round for which its author was paused because of it; for hosts only
 *
 * @typedef {Record<string, any>|null} Masked what others read in place of an item's texts, by their fields; null where
 *   they read them as they are; for hosts only
 * @typedef {{
 *   id: string,
 *   station: string,
 *   title: string,
 *   position: number,
 *   revision: number,
 *   masked?: Masked,
 * }} Cluster
 *   title: for hosts empty as long as nobody has named it, and others do not know of it
 * @typedef {"statement"|"question"} StatementKind
 * @typedef {{clusters: string[], contributions: string[]}} Behind ids, also of what is not (or no longer) to be seen
 * @typedef {{
 *   id: string,
 *   station: string,
 *   round: number|null,
 *   kind: StatementKind,
 *   text: string,
 *   translations: Record<string, string>,
 *   position: number,
 *   revision: number,
 *   behind?: Behind,
 *   masked?: Masked,
 * }} Statement
 *   behind: for hosts only
 * @typedef {"open"|"agreed"|"done"} MeasureState
 * @typedef {{
 *   id: string,
 *   station: string,
 *   what: string,
 *   who: string|null,
 *   by_when: string|null,
 *   state: MeasureState,
 *   position: number,
 *   revision: number,
 *   masked?: Masked,
 * }} Measure
 * @typedef {{
 *   id: string,
 *   station: string,
 *   round: number|null,
 *   table: number|null,
 *   caption: string,
 *   width: number,
 *   height: number,
 *   revision: number,
 *   masked?: Masked,
 * }} Photo
 * @typedef {{id: string, gone: true}} Gone
 *
 * @typedef {object} Entry of a station's journal
 * @property {number} revision the station's that the deed led to
 * @property {"host"|"organiser"} door
 * @property {string} deed the order's name
 * @property {{
 *   noun: string,
 *   id: string,
 *   name: string,
 *   before: Record<string, unknown>,
 *   after: Record<string, unknown>,
 * }[]} items
 * @property {string} done_at
 * @property {boolean} undone
 *
 * @typedef {object} Change
 * @property {string} station
 * @property {number} since
 * @property {number} revision
 * @property {(Contribution|Gone)[]} contributions
 * @property {(Cluster|Gone)[]} clusters
 * @property {(Statement|Gone)[]} statements
 * @property {(Measure|Gone)[]} measures
 * @property {(Photo|Gone)[]} photos
 *
 * @typedef {{scale: Record<string, number>, text: string, language: string}} Answers to the survey: scale maps a
 *   question's number to 1 to 5
 * @typedef {[number, number, number, number, number]} Counts how many chose 1 to 5
 * @typedef {{position: number, text: string, counts: Counts, closed?: boolean}} CountedQuestion closed: not asked to
 *   the end
 * @typedef {{
 *   id: string,
 *   language: string,
 *   text: string,
 *   german: string|null,
 *   hidden: boolean,
 *   masked?: Masked,
 * }} Comment
 * @typedef {{
 *   event: string,
 *   people: number,
 *   questions: CountedQuestion[],
 *   asked?: string,
 *   comments?: Comment[],
 * }} Feedback
 *   asked, comments: for the desk only
 *
 * @typedef {object} Announcement
 * @property {string} text
 * @property {string} language in which it is
 * @property {Record<string, string>} translations in the others in which it was typed, by their codes
 * @property {string} until
 *
 * @typedef {object} EventState
 * @property {string} event
 * @property {number} revision
 * @property {"before"|"round"|"change"|"after"} phase
 * @property {number|null} round
 * @property {number} rounds
 * @property {string|null} title
 * @property {string|null} started_at
 * @property {string|null} ends_at
 * @property {string|null} ended_at when the round really ended
 * @property {string|null} late_until until when a contribution still counts to it
 * @property {string} now
 * @property {Announcement|null} announcement
 * @property {{state: "before"|"open"|"closed"|"sealed", shown: boolean}} feedback
 * @property {{scene: string, language: string}} wall language: the second one that it speaks; empty for none
 * @property {boolean} rehearsal something of simulated guests is there
 * @property {boolean} locked its day of deletion seems to have come: nobody is shown anything
 * @property {boolean} over its day of deletion came: everything is deleted
 * @property {Record<string, {approve_first: boolean, closed?: boolean}>} stations
 * @property {number} [texts] another where the event's own texts, its stations or rounds changed
 *
 * @typedef {{ok: true} & Record<string, any>} Accepted
 * @typedef {{ok: false, error: string, message: string, hint?: string} & Record<string, any>} Refused
 * @typedef {Accepted|Refused} Ack
 */
export {};
