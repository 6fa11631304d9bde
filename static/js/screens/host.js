import { markRehearsal } from "../lib/page/rehearsal-mark.js";
import "../lib/page/dialogs.js";
import { nothing, render } from "../../vendor/lit-html/lit-html.js";
import { first, t } from "../lib/base/page-data.js";
import { formatRemaining, formatTime } from "../lib/base/time-format.js";
import { pace } from "../lib/model/board.js";
import { watchPlan } from "../lib/model/plan-news.js";
import { createStationStore } from "../lib/model/station-store.js";
import { nearEnd, watchTheEnd } from "../lib/model/warnings.js";
import { createWordings } from "../lib/model/wordings.js";
import { keepDoor } from "../lib/net/keep-door.js";
import { loadAnew } from "../lib/page/load-anew.js";
import { openScreen, part, say } from "../lib/page/screen.js";
import { createBoardOrders, SLOW_AFTER } from "../lib/queue/board-orders.js";
import { drawBand, minutesLeft } from "../render/band.js";
import { facts, glance, hostBanners, rushBanner, statusLine, wordBanner } from "../render/host-top.js";
import { undoLine } from "../render/undo.js";
import "../render/translated.js";
import { createBoard } from "./host/board.js";
import { hearContacts } from "./host/contacts.js";
import { createGuide } from "./host/guide.js";
import { createJournal } from "./host/journal.js";
import { createMeasures } from "./host/measures.js";
import { createPaper } from "./host/paper.js";
import { createPhotos } from "./host/photos.js";
import { createSound } from "./host/sound.js";
import { createStatements } from "./host/statements.js";
import { createTelling } from "./host/telling.js";
import { createUndo } from "./host/undo.js";

const SIGN_EVERY = 15_000;
/** For so long the hosts are told of a rush. */
const RUSH_SHOWN = 120_000;
/** The desk's count of what waits leads here. */
const WAITING = "#waiting";
/** The link that was used here is no longer one of this station's. */
const SHUT_OUT = new Set(["not_joined", "no_cookies", "not_allowed"]);

const page = first();
const event = page.event.slug;
const { station, station_info: info } = page;
const rounds = page.event.rounds;

const { draw, live, connection, clock } = openScreen(page.event_state, drawNow);
const store = createStationStore(live, { event, station, audience: "hosts", change: page.change });
const approveFirst = () => clock.state.stations[station]?.approve_first ?? false;
const orders = createBoardOrders(live, { event, station, store, approveFirst, round: () => clock.state.round });
const undo = createUndo({ orders, station, say, draw });
const worded = createWordings(live, { event, station });
const board = createBoard({
  live,
  store,
  undo,
  orders,
  clock,
  event,
  station,
  say,
  worded,
  position: info.position,
  rounds: rounds.map((/** @type {{position: number}} */ one) => one.position),
  languages: new Map(page.languages),
  drafts: page.urls.drafts,
  showPhoto: (id) => photos.open(id),
  state: (behind) => statements.begin(behind),
});
const summing = {
  orders,
  undo,
  clock,
  rounds,
  currentRound,
  selected: board.selected,
  languages: new Map(page.languages),
  event,
  station,
  say,
};
const statements = createStatements({ ...summing, look: board.look });
const measures = createMeasures(summing);
const guide = createGuide(summing);
hearContacts({ orders, undo, say });
createJournal({ live, store, event, station, say });
const paper = createPaper({ orders, undo, event, station, say, address: (id) => photos.address(id) });
const photos = createPhotos({
  orders,
  clock,
  live,
  undo,
  event,
  station,
  tables: info.tables,
  say,
  onChange: drawWorld,
  typeIn: paper.typeFrom,
});
const telling = createTelling({ orders, clock, event, station, draw });
const sound = createSound(/** @type {HTMLInputElement} */ (part("sound")));
const moderation = /** @type {HTMLInputElement} */ (part("approve-first"));

/** @type {number|null} */
let people = null;
/** @type {number|null} */
let silent = null;
/** @type {import("../lib/model/desk-figures.js").Rush|null} */
let rush = null;
/** @type {string|null} */
let word = null;
/** @type {string|null} */
let refused = null;
/** @type {string|null} */
let message = null;

function drawNow() {
  markRehearsal(clock.state.rehearsal);
  orders.bringBack(); // what was refused before this page was opened, too
  board.draw();
  statements.draw();
  photos.draw();
  paper.draw();
  measures.draw();
  guide.draw();
  moderation.checked = orders.view().approveFirst;
  render(statusLine(message, dismiss), part("line"));
  drawWayBack();
  telling.draw();
  drawWorld();
}

/** Who took it back there with the keyboard goes on at the board: the button under the focus waits, or is gone. */
function drawWayBack() {
  const place = part("last");
  const held = place.contains(document.activeElement);
  render(wayBack(), place);
  const { activeElement: under } = document;
  if (held && (under === document.body || under?.matches(":disabled"))) {
    const head = /** @type {HTMLElement|null} */ (document.querySelector('[data-list-head="inbox"]'));
    head?.focus({ preventScroll: true });
  }
}

/** From the last deed, or, where that was refused, from the one before. */
function wayBack() {
  return undo.last && (!message || undo.last.revisions.length) ? undoLine(undo.last, undo) : nothing;
}

/** The round that is summed up now; null is the whole station. */
function currentRound() {
  const { phase, round } = clock.state;
  return phase === "after" ? null : (round ?? rounds[0]?.position ?? null);
}

/** What changes by the second. */
function drawWorld() {
  const { announcement, phase, ends_at: endsAt, title, round } = clock.state;
  const spoken = announcement && Date.parse(announcement.until) > clock.now() ? announcement : null;
  render(
    hostBanners({
      announcement: spoken,
      offline: connection.offline,
      unkept: !orders.outlivesPage(),
      putOff: orders.putOff(),
      refused,
      home: part("banners").dataset.home ?? "/",
      more: [telling.banner(), word && wordBanner(word), rushNow()],
    }),
    part("banners"),
  );
  const waiting = [orders.unanswered(), photos.unanswered()];
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  const returned = waiting.reduce((sum, one) => sum + one.returned, 0);
  const inLastMinutes = pace(store.contributions.values(), clock.now());
  const near = nearEnd(clock);
  const left = phase === "round" && endsAt ? formatRemaining(clock.remaining()) : null;
  render(
    facts({
      left,
      near,
      people,
      pace: inLastMinutes,
      online: !connection.offline,
      unanswered: count,
      later: orders.putOff() !== null,
      returned,
    }),
    part("facts"),
  );
  drawBand(part("round"), clock);
  part("until").textContent = phase === "round" && endsAt ? t("side.until", { time: formatTime(endsAt) }) : "";
  part("round-title").textContent = phase === "round" ? (title ?? "") : "";
  part("round").dataset.near = near === null ? "" : String(near);
  const prompt = phase === "before" || phase === "round" ? (info.prompts[(round ?? 1) - 1] ?? null) : null;
  render(glance({ question: info.question, language: page.event.language, prompt, silent, people }), part("glance"));
  board.note(); // a banner may have moved what lies under a finger
}

/** A rush of the last two minutes. */
function rushNow() {
  if (!rush || Date.parse(rush.until) < clock.now() - RUSH_SHOWN) {
    return null;
  }
  return rushBanner(rush, orders.view().approveFirst, () => setApproveFirst(true));
}

function dismiss() {
  message = null;
  draw();
}

clock.subscribe(drawWorld);
watchTheEnd(clock, (minutes) => {
  say(minutesLeft(minutes));
  sound.play();
});
live.on("event.changed", draw);
live.on("presence.changed", (news) => {
  if (news.station === station) {
    ({ people, silent, rush, word } = news);
    draw();
  }
});
store.subscribe(draw);
worded.subscribe(draw);
store.onOpened((ack) => {
  refused = null;
  void worded.open();
  clock.open(ack.event_state);
  draw();
});
store.onRefused((refusal) => {
  refused = SHUT_OUT.has(refusal.error) ? t("host.shut_out") : refusal.message;
  draw();
});
orders.subscribe(() => {
  draw();
  setTimeout(draw, SLOW_AFTER); // which cards still wait
});
orders.onAccepted((ack) => {
  message = null;
  if (ack.event_state) {
    clock.apply(ack.event_state);
  }
});
orders.onRefused((sentence) => {
  message = sentence;
});
moderation.addEventListener("change", () => setApproveFirst(moderation.checked));

/** @param {boolean} on */
function setApproveFirst(on) {
  void orders.give("station.set_approve_first", { station, on });
  say(on ? t("board.said_approve_first") : t("board.said_approve_later"));
}

setInterval(() => {
  if (live.online) {
    live.order("presence.sign", { event }).catch(() => {}); // the next one will tell
  }
}, SIGN_EVERY);

window.addEventListener("beforeunload", (leaving) => {
  if (!orders.outlivesPage()) {
    leaving.preventDefault();
  }
});
watchPlan(clock, page.urls.plan, (news) => {
  const here = news.stations.find(({ slug }) => slug === station);
  if (JSON.stringify([here, news.rounds]) !== JSON.stringify([info, rounds])) {
    loadAnew(); // another station's words are nothing to this board
  }
});
keepDoor(live, event);
for (const name of ["handover", "banners", "facts"]) {
  part(name).textContent = "";
}
drawNow();
if (location.hash === WAITING) {
  history.replaceState(null, "", location.pathname + location.search); // a reload goes on where one is by then
  if (board.draw().waiting.length) {
    board.read();
  }
}
void store.open();
