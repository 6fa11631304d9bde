import "../lib/page/dialogs.js";
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { said } from "../lib/base/said.js";
import { soft } from "../lib/base/soft.js";
import { isArrangedAnew, watchPlan } from "../lib/model/plan-news.js";
import { createStationStore } from "../lib/model/station-store.js";
import { watchTheEnd } from "../lib/model/warnings.js";
import { NOUNS } from "../lib/net/usual.js";
import { forgetKept, keepPage } from "../lib/page/register-worker.js";
import { markRehearsal } from "../lib/page/rehearsal-mark.js";
import { part, say } from "../lib/page/screen.js";
import { refusedElsewhere } from "../lib/queue/elsewhere.js";
import { invitation } from "../lib/queue/invitation.js";
import { createOwn } from "../lib/queue/own-contributions.js";
import { createVotes } from "../lib/queue/votes.js";
import * as storage from "../lib/storage/local-storage.js";
import { minutesLeft } from "../render/band.js";
import { banners } from "../render/banners.js";
import { handover } from "../render/handover.js";
import { ownText } from "../render/own-text.js";
import { createMenu } from "./menu.js";
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
import { createLeaving } from "./station-leaving.js";
import { createStream } from "./station-stream.js";
import { createSaying } from "./station-wordings.js";
import { createTabs } from "./tabs.js";

/**
 * All of a station that is not needed to write: what others say, what becomes of it, the way on. A slow line brings
 * `screens/station.js` sooner without it.
 */

laterBegins();

const NEWS_EVERY = 5000;

const { station } = page;
const store = createStationStore(live, {
  event,
  station,
  audience: "public",
  change: page.change,
  address: page.urls.station_json,
});
const own = createOwn({ outbox, store, live, station }, { mine: page.mine, blank });
const votes = createVotes({ outbox, store, station }, { ids: page.my_votes, left: page.votes_left });
const tabs = createTabs(draw);
const newcomers = createNewcomers({
  event: ownPlace,
  station,
  clock,
  store,
  tabs,
  isWriting: () => composer.isWriting,
  arrives: () => composer.arrives,
});
const stream = createStream({
  own,
  votes,
  outbox,
  clock,
  station,
  blank,
  say,
  votesPerPerson: page.votes_per_person,
  reader: () => reader,
  saying: () => saying,
  composer: () => composer,
});
/** @type {NodeListOf<HTMLOptionElement>} */
const offered = document.querySelectorAll("[data-language] option");
const saying = createSaying({
  live,
  outbox,
  person,
  event,
  station,
  ownPlace,
  names: new Map([...offered].map(({ value, text }) => [value, text.trim()])),
  rtl: new Set([...offered].flatMap(({ value, dir }) => (dir === "rtl" ? value : []))),
  contributions: () => stream.items(),
  draw,
  drawList: () => stream.draw(),
  reveal: (id) => stream.reveal(id),
  say,
});
const reader = createReadButtons(draw);
export const leaving = createLeaving({ event: ownPlace, page, clock, composer: () => composer, outbox, draw });

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
  leaving.lookBack();
  newcomers.update();
  stream.draw();
  render(handover(store, person.current.language), part("handover"));
  part("count").textContent = String(store.isWhole ? store.contributions.size : page.count);
  drawWorld();
}

/** What the whole gathering shares, and what changes by the second. */
function drawWorld() {
  const { phase, round, title, announcement, rehearsal } = clock.state;
  markRehearsal(rehearsal);
  leaving.draw();
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
      ...leaving.leftBehind(offline),
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
  drawWorld();
  leaving.update();
}

/** The contribution to which "my contributions" leads. */
const [, sought = ""] = /^#c-(.+)$/.exec(location.hash) || [];
let wasWhole = store.isWhole;
/** @param {Set<string>} ids @param {Set<string>} reworded */
function hear(ids, reworded) {
  const isNews = wasWhole; // what the page did not bring along is none
  wasWhole = store.isWhole;
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
let isKept = false;
store.onOpened((ack) => {
  refused = null;
  if (!isKept) {
    isKept = true; // not before: a phone that comes in has enough to fetch
    void keepPage(`${page.urls.welcome}stations/`, page.change.since > 0 ? store.whole() : null);
  }
  moderation.learn(ack.paused);
  own.confirm(ack.mine, ack.change.revision);
  votes.confirm(ack.my_votes, ack.votes_left);
  clock.open(ack.event_state);
  person.learn(ack.me, ack.event_state.now);
  saying.open();
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

for (const name of ["handover", "banners", "prompt-title"]) {
  part(name).textContent = "";
}
createMenu(page.urls.menu, person);
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
}
void store.open();
