import "../render/translated.js";
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { restScript, t } from "../lib/base/page-data.js";
import { said } from "../lib/base/said.js";
import { soft } from "../lib/base/soft.js";
import { createCounted } from "../lib/model/counted.js";
import { isArrangedAnew, watchPlan } from "../lib/model/plan-news.js";
import { createSeat } from "../lib/model/rotation.js";
import { createStationStore } from "../lib/model/station-store.js";
import { watchTheEnd } from "../lib/model/warnings.js";
import { NOUNS } from "../lib/net/usual.js";
import { forgetKept } from "../lib/page/forget-kept.js";
import { loadLater } from "../lib/page/load-later.js";
import { createOnDemand } from "../lib/page/on-demand.js";
import { markRehearsal } from "../lib/page/rehearsal-mark.js";
import { part, say } from "../lib/page/screen.js";
import { refusedElsewhere } from "../lib/queue/elsewhere.js";
import { invitation } from "../lib/queue/invitation.js";
import { createOwn } from "../lib/queue/own-contributions.js";
import { createVotes } from "../lib/queue/votes.js";
import * as storage from "../lib/storage/local-storage.js";
import { drawBand, minutesLeft } from "../render/band.js";
import { banners } from "../render/banners.js";
import { composerContext, kindNow } from "../render/composer-context.js";
import { ownText } from "../render/own-text.js";
import { createNewcomers } from "./newcomers.js";
import { createReadButtons } from "./read-buttons.js";
import {
  blank,
  clock,
  composer,
  connection,
  draw,
  event,
  laterBegins,
  live,
  moderation,
  outbox,
  ownPlace,
  page,
  person,
  unread,
} from "./station.js";
import { createStream } from "./station-stream.js";
import { createTabs } from "./tabs.js";

/**
 * What a station shows and takes besides what is written there: what others say, dots, news. A slow line brings
 * `screens/station.js` sooner without it. What a first minute does not need comes after it, in `station-rest.js`, which
 * takes from here whatever has `export` before it.
 */

laterBegins();

const NEWS_EVERY = 5000;
/** So many ms what is drawn with the whole style sheet waits for it. */
const PATIENCE = 4000;

const { station } = page;
export const store = createStationStore(live, {
  event,
  station,
  audience: "public",
  change: page.change,
  address: page.urls.station_json,
});
/** Whether this phone is here for the first time: others are, too, at the same moment. */
const arrives = Boolean(part("arrival"));
/** Whether the page shows of texts what somebody says that they mean in its language. */
const isWorded = Boolean(part("worded"));

/** Noted before the way on is there: who first hears of it when the round is over sat here all the same. */
export const seat = createSeat(ownPlace, station);

/** @type {typeof import("./station-rest.js")|null} */
let rest = null;
let restBegan = false;
/** From here on the rest is there, or has failed for good. */
export function restBegins() {
  restBegan = true;
}
/** What is drawn with the whole style sheet waits for it, but not for ever. @returns {Promise<void>} */
const styled = () =>
  new Promise((resolve) => {
    if (!document.querySelector("link[data-whole]")) {
      resolve();
    }
    document.addEventListener("load", ({ target }) => target instanceof HTMLLinkElement && resolve(), true);
    setTimeout(resolve, PATIENCE);
  });
const theRest = createOnDemand(async () => {
  document.dispatchEvent(new Event("whole-sheet")); // see give-back.js
  const [loaded] = await Promise.all([loadLater(restScript(), () => restBegan), styled()]);
  rest = loaded;
  tick();
  draw();
  return loaded;
});
/** What nobody looks for at once: all that is older than what the page brought along. */
export const older = createOnDemand(store.complete);

const own = createOwn({ outbox, store, live, station }, { mine: page.mine, blank });
const votes = createVotes({ outbox, store, station }, { ids: page.my_votes, left: page.votes_left });
const counted = createCounted(page.count, store);
const tabs = createTabs(() => {
  askForHandover();
  draw();
});
const newcomers = createNewcomers({
  event: ownPlace,
  station,
  clock,
  store,
  tabs,
  isWriting: () => composer.isWriting,
  arrives: () => composer.arrives,
});
export const stream = createStream({
  own,
  votes,
  outbox,
  clock,
  station,
  blank,
  say,
  votesPerPerson: page.votes_per_person,
  reader: () => reader,
  saying: () => rest?.saying ?? null,
  composer: () => composer,
  unread: () => counted.unread,
  readOlder: older.need,
  live,
  rest: theRest.need,
});
const reader = createReadButtons(draw);

/** What the form says that is more than a line. @type {import("./composer.js").Drawing} */
export const drawing = {
  context: (place, model, cancel) => void render(model ? composerContext(model, cancel) : nothing, place),
  kind: (place, ...kind) => void render(kindNow(...kind), place),
};

/** Where a text goes that is in the field while its group goes on. */
export const ending = () => rest?.leaving.ending() ?? null;

/** @param {import("../lib/drafts/draft.js").Draft} text to the next station, which opens; false where that cannot be */
export const takeAlong = (text) => rest?.leaving.takeAlong(text) ?? false;

export const isMine = own.has;

/** The item as this phone shows it, also one that is still on its way. @param {string} id */
export const itemOf = (id) => stream.itemOf(id) ?? (store.isWhole ? undefined : unread(id));

/** Shows what was just sent. @param {string} id */
export function reveal(id) {
  tabs.show("contributions");
  stream.reveal(id);
}

/** @type {import("../lib/net/wire.js").Refused|null} */
let refused = null;
let unheard = 0;

/** What this screen draws beside its form. */
export function drawRest() {
  newcomers.update();
  stream.draw();
  rest?.drawRest();
  part("count").textContent = String(counted.many);
  drawWorld();
}

/** Until then stands there what the page brought along. */
function askForHandover() {
  if (tabs.shown === "handover") {
    void theRest.need();
    void older.need();
  }
}

/** What the whole gathering shares, and what changes by the second. */
function drawWorld() {
  askForHandover();
  const { phase, round, title, announcement, rehearsal, stations } = clock.state;
  markRehearsal(rehearsal);
  drawBand(part("top"), clock, rest?.leaving.left() ?? null);
  rest?.leaving.draw();
  if ((phase !== "before" && phase !== "round") || stations[station]?.closed) {
    void theRest.need(); // the way on
  }
  const spoken = announcement && Date.parse(announcement.until) > clock.now() ? announcement : null;
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
      ...(rest?.leaving.leftBehind(offline) ?? { away: nothing, left: nothing }),
      onRead: newcomers.toRead,
    }),
    part("banners"),
  );
  const prompt = phase === "before" || phase === "round" ? page.prompts[(round ?? 1) - 1] : null;
  part("prompt").hidden = !prompt;
  write(part("prompt-text"), prompt ?? "");
  render(
    round ? html`${t("card.round", { n: round })}${title ? html` · ${ownText(title)}` : nothing}` : nothing,
    part("prompt-title"),
  );
}

/** One of the event's own texts in a place of its own. @param {HTMLElement} place @param {string} original */
function write(place, original) {
  const { text, lang, dir } = said(original);
  place.textContent = soft(text);
  place.lang = lang;
  place.dir = dir;
}

function tick() {
  seat.note(clock.state);
  drawWorld();
  rest?.leaving.update();
}

/** The contribution to which "my contributions" leads. */
const [, sought = ""] = /^#c-(.+)$/.exec(location.hash) || [];
let wasWhole = store.isWhole;
/** @param {Set<string>} ids @param {Set<string>} reworded */
function hear(ids, reworded) {
  const isNews = wasWhole === store.isWhole; // what the page did not bring along is none
  wasWhole = store.isWhole;
  counted.hear(ids);
  if (!isNews) {
    stream.arrangeAnew();
    if (sought) {
      stream.reveal(sought);
    }
  }
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
    if (isNews && shown && !own.has(id) && !stream.knows(id)) {
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
  rest?.saying.open();
  draw();
});
store.onRefused((refusal) => {
  refused = refusal;
  draw();
});
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

for (const name of ["banners", "prompt-title"]) {
  part(name).textContent = "";
}
watchPlan(clock, page.urls.plan, (news) => {
  const here = news.stations.find(({ slug }) => slug === station);
  const isAnother = isArrangedAnew(page.stations, news.stations) || news.timezone !== page.event.timezone;
  if (!here || (isAnother && !composer.hasText)) {
    location.reload(); // the frame has another number or sign, a menu another station, a clock another zone
    return;
  }
  page.said = news.said;
  page.prompts = here.prompts ?? [];
  page.stations.splice(0, page.stations.length, ...news.stations);
  page.plan.rounds.splice(0, page.plan.rounds.length, ...news.planned);
  write(part("question"), here.question ?? "");
  write(part("name-here"), here.short_title);
  draw();
});
drawRest();
tick();
if (sought) {
  stream.reveal(sought);
  void older.need();
}
void store.open();
older.whenQuiet();
const hasDraft = storage.read(`cafe.saying.${ownPlace}.${station}`) !== null;
if (arrives && !isWorded && !hasDraft && !part("menu").hasAttribute("open")) {
  part("menu").addEventListener("toggle", () => void theRest.need(), { once: true });
  theRest.whenQuiet();
} else {
  void theRest.need();
}
