import { render } from "../../vendor/lit-html/lit-html.js";
import { createBoardOrders } from "../lib/board-orders.js";
import { arrange, pace, strongest } from "../lib/board.js";
import { formatTime } from "../lib/clock.js";
import { createEventState } from "../lib/event-state.js";
import { first, t } from "../lib/page.js";
import { connect } from "../lib/socket.js";
import { createStationStore } from "../lib/station-store.js";
import { drawBand, isLastMinute } from "../render/band.js";
import { hostHandover } from "../render/host-handover.js";
import { facts, hostBanners, statusLine, undoLine } from "../render/host-top.js";
import { createBoard } from "./host/board.js";
import { createJournal } from "./host/journal.js";
import { createPaper } from "./host/paper.js";
import { createStatements } from "./host/statements.js";
import { createUndo } from "./host/undo.js";

const OFFLINE_AFTER = 2000;
const SLOW_AFTER = 500;
const SIGN_EVERY = 15_000;
const MOST_THEMES = 3;
/** The link that was used here is no longer one of this station's. */
const SHUT_OUT = new Set(["not_joined", "not_allowed"]);

const page = first();
const event = page.event.slug;
const { station } = page;
const rounds = page.event.rounds;

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-${name}]`));

/** @param {string} text to the ear only; a live region speaks when its text changes */
const say = (text) => {
  part("say").textContent = text;
};

const live = connect();
const clock = createEventState(live, page.event_state);
const store = createStationStore(live, { event, station, audience: "hosts", change: page.change });
const approveFirst = () => clock.state.stations[station]?.approve_first ?? false;
const orders = createBoardOrders(live, { event, store, approveFirst });
const undo = createUndo({ orders, station, say, draw });
const board = createBoard({ live, store, undo, orders, clock, event, station, say, languages: new Map(page.languages) });
const statements = createStatements({ orders, clock, rounds, event, station, say });
createJournal({ live, store, event, station, say });
createPaper({ orders, undo, event, station, say });
const moderation = /** @type {HTMLInputElement} */ (part("approve-first"));

/** @type {number|null} */
let people = null;
/** @type {string|null} */
let refused = null;
/** @type {string|null} */
let message = null;
let offline = false;
let drawing = false;

/** Everything at once, at most once a frame. */
function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      drawNow();
    });
  }
}

function drawNow() {
  board.draw();
  statements.draw();
  moderation.checked = orders.view().approveFirst;
  render(message || !undo.said ? statusLine(message, dismiss) : undoLine(undo.said, undo), part("line"));
  drawHandover();
  drawWorld();
}

/** What changes by the second. */
function drawWorld() {
  const { announcement, phase, ends_at: endsAt, title } = clock.state;
  const spoken = announcement && Date.parse(announcement.until) > clock.now() ? announcement.text : null;
  render(hostBanners({ announcement: spoken, offline, refused, home: part("banners").dataset.home ?? "/" }), part("banners"));
  const { count, since } = orders.unanswered();
  const slow = since !== null && Date.now() - since >= SLOW_AFTER;
  const inLastMinutes = pace(store.contributions.values(), clock.now());
  render(facts({ people, pace: inLastMinutes, online: !offline, unanswered: count, slow }), part("facts"));
  drawBand(part("round"), clock);
  part("until").textContent = phase === "round" && endsAt ? t("side.until", { time: formatTime(endsAt) }) : "";
  part("round-title").textContent = phase === "round" ? (title ?? "") : "";
}

/** The statements of the rounds that are over for those who come next. */
function drawHandover() {
  const { phase, round } = clock.state;
  const next = phase === "after" ? Infinity : phase === "before" ? 0 : (round ?? 0) + Number(phase === "change");
  const view = orders.view();
  const earlier = [...view.statements.values()]
    .filter((one) => one.round !== null && one.round < next)
    .sort((a, b) => (a.round ?? 0) - (b.round ?? 0) || a.position - b.position);
  render(hostHandover(earlier, strongest(arrange(view).columns, MOST_THEMES)), part("handover"));
}

function dismiss() {
  message = null;
  draw();
}

let lastMinuteSaid = false;
clock.subscribe(() => {
  drawWorld();
  if (isLastMinute(clock) !== lastMinuteSaid) {
    lastMinuteSaid = !lastMinuteSaid;
    if (lastMinuteSaid) {
      say(t("band.last_minute"));
    }
  }
});
live.on("event.changed", draw);
live.on("presence.changed", (news) => {
  if (news.station === station) {
    people = news.people;
    draw();
  }
});
store.subscribe(draw);
store.onOpened((ack) => {
  refused = null;
  clock.apply(ack.event_state);
  draw();
});
store.onRefused((refusal) => {
  refused = SHUT_OUT.has(refusal.error) ? t("host.shut_out") : refusal.message;
  draw();
});
orders.subscribe(() => {
  draw();
  setTimeout(drawWorld, SLOW_AFTER);
});
orders.onAccepted((ack) => {
  message = null;
  if (ack["event_state"]) {
    clock.apply(ack["event_state"]);
  }
});
orders.onRefused((sentence) => {
  message = sentence;
});
moderation.addEventListener("change", () => {
  const on = moderation.checked;
  orders.give("station.set_approve_first", { station, on }, (view) => {
    view.approveFirst = on;
  });
  say(on ? t("board.said_approve_first") : t("board.said_approve_later"));
});

live.onOnline(() => {
  offline = false;
  draw();
});
const noticeOffline = () =>
  setTimeout(() => {
    offline = !live.online;
    draw();
  }, OFFLINE_AFTER);
live.onOffline(noticeOffline);
noticeOffline();
setInterval(() => {
  if (live.online) {
    live.order("presence.sign", { event }).catch(() => {}); // the next one will tell
  }
}, SIGN_EVERY);

for (const name of ["handover", "banners", "facts"]) {
  part(name).replaceChildren();
}
drawNow();
void store.open();
