import { markRehearsal } from "../lib/page/rehearsal-mark.js";
import "../lib/page/dialogs.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, render } from "../../vendor/lit-html/lit-html.js";
import { lastOf } from "../lib/base/at.js";
import { first } from "../lib/base/page-data.js";
import { createPlaceTime } from "../lib/base/place-time.js";
import { currentLine, dayLines, minutesOfDay } from "../lib/model/day.js";
import { ago, pressingRush, tabletOnline } from "../lib/model/desk-figures.js";
import { watchPlan } from "../lib/model/plan-news.js";
import { watchTheEnd } from "../lib/model/warnings.js";
import { ask } from "../lib/net/ask.js";
import { keepDoor } from "../lib/net/keep-door.js";
import { loadAnew } from "../lib/page/load-anew.js";
import { openScreen, part, say } from "../lib/page/screen.js";
import { createOrders } from "../lib/queue/desk-orders.js";
import { refused } from "../render/announced.js";
import { minutesLeft } from "../render/band.js";
import { deskCodes } from "../render/desk-codes.js";
import { deskFacts, statementCounts } from "../render/desk-facts.js";
import { tile } from "../render/tile.js";
import "../render/translated.js";
import { createAnnounce } from "./desk-announce.js";
import { createConductor } from "./desk-conductor.js";
import { createDay } from "./desk-day.js";
import { createFeedback } from "./desk-feedback.js";
import { createNewcomersChoice } from "./desk-newcomers.js";
import { createWallChoice } from "./desk-wall.js";
import { watchClock } from "./watch-clock.js";

/** From so many stations on a tile shows what a round needs at every moment, and the rest where it is asked for. */
const MANY = 5;
/** And from so many on it is narrow. */
const VERY_MANY = 7;
/** Nobody writing is news too: the pace falls without any message. */
const ASK_EVERY = 15_000;

const page = first();
const event = page.event.slug;
/** @type {(import("../render/tile.js").TileModel["station"])[]} */
const stations = page.stations;
const placeTime = createPlaceTime(page.event.timezone);
/** @param {string|number} moment */
const timeOf = (moment) => placeTime(moment).time;

const { draw, live, connection, clock } = openScreen(page.event_state, drawNow);
const orders = createOrders(live, {
  event,
  onAck(ack) {
    if (ack.event_state) {
      clock.apply(ack.event_state);
    }
    if (ack.desk) {
      hear(ack.desk);
    }
  },
  onChange: draw,
});
const lines = dayLines(page.programme);
const date = part("desk").dataset.date ?? "";
/** The programme's clock counts on its day only. */
const today = () => minutesOfDay(placeTime(clock.now()), date, lines);
const current = () => currentLine(lines, clock.state, today());
const day = createDay(part("day"), {
  ...{ lines, current, today, date, clock, timeOf, placeTime },
  language: page.event.language,
});
const conductor = createConductor({
  panel: part("conductor"),
  dialog: /** @type {HTMLDialogElement} */ (part("confirm")),
  orders,
  clock,
  lines,
  current,
  timeOf,
  rounds: page.event.rounds,
});
const announce = createAnnounce(part("announce"), { orders, clock, timeOf });
const feedback = createFeedback({
  panel: part("feedback"),
  chip: part("feedback-chip"),
  dialog: /** @type {HTMLDialogElement} */ (part("feedback-dialog")),
  orders,
  live,
  clock,
  event: page.event,
  feedback: page.feedback,
});

const wallChoice = createWallChoice({
  select: /** @type {HTMLSelectElement} */ (part("wall-scene")),
  language: document.querySelector("[data-wall-language]"),
  failure: part("wall-failure"),
  orders,
  clock,
});

const newcomers = createNewcomersChoice({
  select: /** @type {HTMLSelectElement} */ (part("newcomers-door")),
  came: part("newcomers-came"),
  word: part("newcomers-word"),
  rush: part("newcomers-rush"),
  failure: part("newcomers-failure"),
  orders,
  timeOf,
  figures: () => figures.newcomers,
});

/** @type {import("../lib/model/desk-figures.js").DeskFigures} */
let figures = page.desk;
let heardAt = Date.parse(figures.now);
/** @type {string} */
let refusal = "";
/** Stations whose tiles show everything. @type {Set<string>} */
const unfolded = new Set();

function drawNow() {
  markRehearsal(clock.state.rehearsal);
  orders.bringBack(); // what was refused before this page was opened, too
  conductor.draw();
  day.draw();
  announce.draw();
  feedback.draw();
  wallChoice.draw();
  newcomers.draw();
  const { count, returned } = orders.unanswered();
  const later = orders.putOff();
  const waits = later ? "later" : "sending";
  const state = connection.offline ? "offline" : count ? waits : returned ? "returned" : "saved";
  const { people, contributions } = figures;
  const rushed = pressingRush(figures.newcomers, clock.now());
  render(
    deskFacts({ state, unsent: count, returned, heard: timeOf(heardAt), people, contributions, rushed }),
    part("facts"),
  );
  render(html`${repeat(stations, ({ slug }) => slug, tileOf)}`, part("tiles"));
  render(
    statementCounts(stations.map(({ slug, position }) => ({ position, statements: figuresOf(slug).statements }))),
    part("statements"),
  );
  render(deskCodes(figures.codes, timeOf), part("codes"));
  render(refused(refusal || (later ?? "")), part("out"));
  part("out").hidden = !(refusal || later);
}

/** @param {string} slug */
function figuresOf(slug) {
  return /** @type {import("../lib/model/desk-figures.js").StationFigures} */ (
    figures.stations.find(({ station }) => station === slug)
  );
}

/** @param {import("../render/tile.js").TileModel["station"]} station */
function tileOf(station) {
  const { slug } = station;
  const own = figuresOf(slug);
  const now = clock.now();
  const online = tabletOnline(own, now);
  const model = {
    station,
    online,
    figures: own,
    closed: Boolean(clock.state.stations[slug]?.closed),
    approveFirst: switched(slug) ?? clock.state.stations[slug]?.approve_first ?? own.approve_first,
    sign: ago(own.last_sign, now, timeOf),
    alarm: !online && !connection.offline && clock.state.phase === "round",
    refusal: orders.refusal(slug),
    language: page.event.language,
    unfolded: stations.length < MANY ? null : unfolded.has(slug),
    isNarrow: stations.length >= VERY_MANY,
  };
  return tile(model, {
    approveFirst: (on) => void orders.send(slug, "station.set_approve_first", { station: slug, on }),
    unfold() {
      if (!unfolded.delete(slug)) {
        unfolded.add(slug);
      }
      draw();
    },
  });
}

/**
 * The switch stays where it was put until the server has answered.
 * @param {string} slug
 * @returns {boolean|undefined}
 */
const switched = (slug) => lastOf(orders.of(slug))?.payload.on;

/** @param {import("../lib/model/desk-figures.js").DeskFigures} news */
function hear(news) {
  if (news.event === event) {
    figures = news;
    heardAt = clock.now();
    draw();
  }
}

async function open() {
  const ack = await ask(live, "desk.open", { event });
  if (ack) {
    refusal = ack.ok ? "" : ack.message;
  }
  if (ack?.ok) {
    clock.open(ack.event_state);
    hear(ack.desk);
  }
  draw();
}

live.on("desk.changed", hear);
live.onOnline(() => {
  void open();
  void feedback.ask();
});
live.onOffline(() => {
  heardAt = clock.now();
});
setInterval(() => void open(), ASK_EVERY);

window.addEventListener("beforeunload", (leaving) => {
  if (!orders.outlivesPage()) {
    leaving.preventDefault();
  }
});
watchPlan(clock, page.plan, () => loadAnew());
keepDoor(live, event);
watchClock(part("clock-wrong"));
clock.subscribe(draw);
watchTheEnd(clock, (minutes) => say(minutesLeft(minutes)));
drawNow();
