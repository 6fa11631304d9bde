import { first, laterScript } from "../lib/base/page-data.js";
import { createDraft } from "../lib/drafts/draft.js";
import { createTabDraft } from "../lib/drafts/tab-draft.js";
import { createModeration } from "../lib/model/moderation.js";
import { wholeItem } from "../lib/net/usual.js";
import { loadLater } from "../lib/page/load-later.js";
import { createPerson, keptBy } from "../lib/page/person.js";
import { watchRoom } from "../lib/page/room.js";
import { openScreen, part, takenOver } from "../lib/page/screen.js";
import { blankContribution } from "../lib/queue/blank-contribution.js";
import { createOutbox, onPhone } from "../lib/queue/outbox.js";
import { NAME } from "./arrival.js";
import { createComposer } from "./composer.js";

/**
 * A guest's station: whoever opens it can write at once, and what is sent is kept. What others say and what they can do
 * besides is wired in `station-later.js`, which comes after this and takes from here whatever has `export` before it.
 *
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 */

export const page = first();
export const event = page.event.slug;

/** @typedef {typeof import("./station-later.js")} Later */
/** @type {Pick<Later, "drawing"|"drawRest"|"ending"|"isMine"|"itemOf"|"reveal"|"takeAlong">|null} */
let later = null;

export const { draw, live, connection, clock } = openScreen(page.event_state, drawNow);
export const person = createPerson(event, page.me, page.event_state.now);
/** Under which this person's own lies in the phone. */
export const ownPlace = keptBy(event, page.me);
export const outbox = createOutbox(live, event, undefined, onPhone(ownPlace));

export const moderation = createModeration({ clock, station: page.station, paused: page.paused });

/** @param {import("../lib/queue/outbox.js").Order} order */
export const blank = (order) => blankContribution(order, { me: person.current, clock });

/**
 * An item of which nothing is known but that a text of this phone belongs to it: the page brought only the newest.
 * @param {string} id
 */
export const unread = (id) => blank({ key: "", name: "", payload: { id }, station: page.station, at: Date.now() });

/** @param {string} id @returns {Contribution|undefined} as the page brought it along */
function broughtAlong(id) {
  /** @type {any[]} */
  const brought = [...page.mine, ...page.change.contributions];
  /** @type {any} */
  const found = brought.find((one) => one.id === id);
  if (found) {
    return /** @type {any} */ (wholeItem("contributions", page.station)(found));
  }
  return page.change.since > 0 ? unread(id) : undefined;
}

const draft = createTabDraft(ownPlace, page.station);
const sent = part("composer").dataset.saved ? draft.read()?.text.trim() : "";
if (sent && page.mine.some((/** @type {{text: string}} */ { text }) => text === sent)) {
  draft.clear(); // the form went by itself, without this script
}

export const composer = createComposer(/** @type {HTMLFormElement} */ (part("composer")), {
  outbox,
  live,
  station: page.station,
  table: page.table,
  draft,
  nameDraft: createDraft(ownPlace, NAME),
  isMine: (id) => (later ? later.isMine(id) : page.mine.some((/** @type {Contribution} */ one) => one.id === id)),
  moderation,
  ending: () => later?.ending() ?? null,
  takeAlong: (text) => Boolean(later?.takeAlong(text)),
  itemOf: (id) => (later ? later.itemOf(id) : broughtAlong(id)),
  person,
  me: page.urls.me,
  onSent: (id) => later?.reveal(id),
  drawing: () => later?.drawing ?? null,
});

function drawNow() {
  later?.drawRest();
  composer.draw();
}

person.subscribe(draw);
outbox.subscribe(draw);
outbox.onAccepted(draw);
window.addEventListener("beforeunload", (leaving) => {
  if (!outbox.outlivesPage()) {
    leaving.preventDefault();
  }
});
const address = new URL(location.href);
for (const once of ["saved", "card"]) {
  address.searchParams.delete(once);
}
if (address.href !== location.href) {
  history.replaceState(null, "", address);
}
watchRoom();
void outbox.flush();
takenOver();

let laterBegan = false;
/** From here on the later part is there, or has failed for good. */
export function laterBegins() {
  laterBegan = true;
}
void loadLater(laterScript(), () => laterBegan).then((loaded) => {
  later = loaded;
  draw();
});
