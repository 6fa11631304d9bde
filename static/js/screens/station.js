import "../lib/page/dialogs.js";
import { render } from "../../vendor/lit-html/lit-html.js";
import { first, t } from "../lib/base/page-data.js";
import { createTabDraft } from "../lib/drafts/tab-draft.js";
import { createModeration } from "../lib/model/moderation.js";
import { createStationStore } from "../lib/model/station-store.js";
import { watchTheEnd } from "../lib/model/warnings.js";
import { NOUNS } from "../lib/net/usual.js";
import { createPerson, keptBy } from "../lib/page/person.js";
import { forgetKept, keepPage } from "../lib/page/register-worker.js";
import { openScreen, part, say, takenOver } from "../lib/page/screen.js";
import { blankContribution } from "../lib/queue/blank-contribution.js";
import { refusedElsewhere } from "../lib/queue/elsewhere.js";
import { invitation } from "../lib/queue/invitation.js";
import { createOutbox, onPhone } from "../lib/queue/outbox.js";
import { createOwn } from "../lib/queue/own-contributions.js";
import { createVotes } from "../lib/queue/votes.js";
import * as storage from "../lib/storage/local-storage.js";
import { drawBand, minutesLeft } from "../render/band.js";
import { banners } from "../render/banners.js";
import { handover } from "../render/handover.js";
import "../render/translated.js";
import { createComposer } from "./composer.js";
import { createMenu } from "./menu.js";
import { createMove } from "./move.js";
import { createNewcomers } from "./newcomers.js";
import { createStream } from "./station-stream.js";
import { createTabs } from "./tabs.js";

const NEWS_EVERY = 5000;

const page = first();
const event = page.event.slug;
const { station, table, station_info: info } = page;

/** @param {import("../lib/queue/outbox.js").Order} order */
const blank = (order) => blankContribution(order, { me: person.current, clock });

const { draw, live, connection, clock } = openScreen(page.event_state, drawNow);
const store = createStationStore(live, {
  event,
  station,
  audience: "public",
  change: page.change,
  address: page.urls.station_json,
});
const person = createPerson(event, page.me, page.event_state.now);
/** Under which this person's own lies in the phone. */
const ownPlace = keptBy(event, page.me);
const outbox = createOutbox(live, event, undefined, onPhone(ownPlace));
const own = createOwn({ outbox, store, live, station }, { mine: page.mine, blank });
const moderation = createModeration({ clock, station, paused: page.paused });
const votes = createVotes({ outbox, store, station }, { ids: page.my_votes, left: page.votes_left });
const tabs = createTabs(draw);
const newcomers = createNewcomers({
  event: ownPlace,
  station,
  clock,
  store,
  tabs,
  isWriting: () => composer.isWriting,
});
const draft = createTabDraft(ownPlace, station);
const sent = part("composer").dataset.saved ? draft.read()?.text.trim() : "";
if (sent && page.mine.some((/** @type {{text: string}} */ { text }) => text === sent)) {
  draft.clear(); // the form went by itself, without this script
}
/** @type {ReturnType<typeof createComposer>} */
let composer;
const stream = createStream({
  own,
  votes,
  outbox,
  clock,
  station,
  blank,
  say,
  votesPerPerson: page.votes_per_person,
  composer: () => composer,
});
composer = createComposer(/** @type {HTMLFormElement} */ (part("composer")), {
  outbox,
  live,
  station,
  table,
  draft,
  isMine: own.has,
  moderation,
  itemOf: stream.itemOf,
  person,
  me: page.urls.me,
  onSent(id) {
    tabs.show("contributions");
    stream.reveal(id);
  },
});
const moving = createMove(/** @type {HTMLDialogElement} */ (part("move")), {
  event: ownPlace,
  station,
  table,
  clock,
  stations: page.stations,
  onClose: draw,
});

/** @type {string|null} */
let refused = null;
let unheard = 0;

function drawNow() {
  newcomers.update();
  stream.draw();
  composer.draw();
  render(handover(store, person.current.language), part("handover"));
  part("count").textContent = String(store.contributions.size);
  drawWorld();
}

/** What the whole gathering shares, and what changes by the second. */
function drawWorld() {
  const { phase, round, title, announcement } = clock.state;
  drawBand(part("top"), clock);
  const spoken = announcement && Date.parse(announcement.until) > clock.now() ? announcement.text : null;
  const onMove = moving.possible ? moving.open : null;
  const { offline } = connection;
  const unkept = offline && !(storage.works() && outbox.outlivesPage());
  const { welcome } = page.urls;
  const survey = invitation(clock.state.feedback.state, { outbox, event: ownPlace, href: page.urls.feedback });
  render(
    banners({
      announcement: spoken,
      offline,
      unkept,
      refused,
      welcome,
      phase,
      survey,
      elsewhere: refusedElsewhere(outbox, station, page.stations),
      onMove,
      onRead: newcomers.toRead,
    }),
    part("banners"),
  );
  const prompt = phase === "before" || phase === "round" ? info.prompts[(round ?? 1) - 1] : null;
  part("prompt").hidden = !prompt;
  part("prompt-text").textContent = prompt ?? "";
  part("prompt-title").textContent = round ? [t("card.round", { n: round }), title].filter(Boolean).join(" · ") : "";
}

function tick() {
  drawWorld();
  moving.update();
}

/** @param {Set<string>} ids @param {Set<string>} reworded */
function hear(ids, reworded) {
  /** @param {string} id */
  const itemOf = (id) => NOUNS.map((noun) => store[noun].get(id)).find(Boolean);
  forgetKept(
    [...ids].filter((id) => !itemOf(id)),
    [...reworded].flatMap((id) => itemOf(id) ?? []),
  );
  for (const id of ids) {
    const shown = store.contributions.get(id);
    if (
      own.isCovered(id) ||
      (own.has(id) && moderation.state === "paused") ||
      (!shown && (own.has(id) || votes.given(id)))
    ) {
      void store.open(); // hidden, taken back, covered, a pause that ends: what is mine, and which dots are free again
    }
    if (shown && !own.has(id) && !stream.knows(id)) {
      unheard += 1;
    }
  }
  draw();
}

store.subscribe(hear);
live.on("own.changed", (/** @type {{station: string}} */ news) => {
  if (news.station === station) {
    void store.open(); // a host did something with what waits, which nobody else hears of
  }
});
store.onOpened((ack) => {
  refused = null;
  moderation.learn(ack.paused);
  own.confirm(ack.mine, ack.change.revision);
  votes.confirm(ack.my_votes, ack.votes_left);
  clock.open(ack.event_state);
  person.learn(ack.me, ack.event_state.now);
  draw();
});
store.onRefused(({ message }) => {
  refused = message;
  draw();
});
person.subscribe(draw);
outbox.subscribe(draw);
outbox.onAccepted(draw);
outbox.onSettledElsewhere(() => void store.open());
outbox.onRefused(() => void store.open()); // what this phone believed was not so
clock.subscribe(tick);
watchTheEnd(clock, (minutes) => say(minutesLeft(minutes)));
setInterval(() => {
  if (unheard) {
    say(t("stream.news", { n: unheard }));
    unheard = 0;
  }
}, NEWS_EVERY);

window.addEventListener("beforeunload", (leaving) => {
  if (!outbox.outlivesPage()) {
    leaving.preventDefault();
  }
});
for (const name of ["handover", "banners"]) {
  part(name).textContent = "";
}
if (new URLSearchParams(location.search).has("saved")) {
  const address = new URL(location.href);
  address.searchParams.delete("saved");
  history.replaceState(null, "", address);
}
createMenu(page.urls.menu, person);
drawNow();
tick();
const [, sought] = /^#c-(.+)$/.exec(location.hash) || [];
if (sought) {
  stream.reveal(sought); // as "my contributions" leads to one
}
void store.open();
void outbox.flush();
takenOver();
addEventListener("load", () => void keepPage(`${page.urls.welcome}stations/`));
