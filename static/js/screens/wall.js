import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { keepAwake } from "../lib/awake.js";
import { createEventState } from "../lib/event-state.js";
import { first, t } from "../lib/page.js";
import { createPlaceTime } from "../lib/place-time.js";
import { nextStop } from "../lib/rotation.js";
import { Offline, connect } from "../lib/socket.js";
import { createStationStore } from "../lib/station-store.js";
import { createFeed } from "../lib/wall-feed.js";
import { column } from "../render/wall-column.js";
import { wallFeedback, wallFeedbackHead } from "../render/wall-feedback.js";
import { wallClock, wallJoin, wallLost, wallSaid, wallWhat } from "../render/wall-head.js";
import { wallMove } from "../render/wall-move.js";
import { fit } from "./wall-fit.js";

/** Twenty contributions a second must not make the picture flicker. */
const DRAW_EVERY = 700;
const OFFLINE_AFTER = 2000;

const page = first();
const event = page.event.slug;
const placeTime = createPlaceTime(page.event.timezone);
const wall = document.body;

/** @param {string} name */
const part = (name) => /** @type {HTMLElement} */ (document.querySelector(`[data-${name}]`));

const live = connect();
const clock = createEventState(live, page.event_state);
/** @type {(import("../render/move.js").StationInfo & {change: import("../lib/wire.js").Change})[]} */
const infos = page.stations;
const stations = infos.map((info) => ({
  info,
  feed: createFeed(),
  store: createStationStore(live, { event, station: info.slug, audience: "public", change: info.change }),
}));
const ways = infos.flatMap((from) => {
  const stop = nextStop(infos, from.slug, null);
  return stop ? [{ from, to: stop.next }] : [];
});

/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
let drawnAt = -Infinity;
let waiting = false;
/** What the hall answered, while the organisers show it. @type {import("../lib/wire.js").Feedback|null} */
let feedback = page.feedback;
/** @type {number|null} */
let lostAt = null;
/** @type {string|null} */
let refused = null;

/** Soon, together with whatever else comes; at once where something must not be seen any longer. */
function draw({ atOnce = false } = {}) {
  if (atOnce) {
    clearTimeout(timer);
    timer = undefined;
    drawNow();
  } else if (timer === undefined) {
    timer = setTimeout(drawNow, Math.max(0, drawnAt + DRAW_EVERY - performance.now()));
  }
}

function drawNow() {
  timer = undefined;
  drawnAt = performance.now();
  drawWorld();
  const answers = answered();
  part("feedback").hidden = !answers;
  if (answers) {
    ["columns-place", "ways", "note"].forEach((name) => {
      part(name).hidden = true;
    });
    wall.removeAttribute("data-all-empty");
    part("feedback").dataset.questions = String(answers.questions.length);
    render(wallFeedback(answers, page.event.language), part("feedback"));
    waiting = false;
    return;
  }
  render(nothing, part("feedback"));
  const moving = clock.state.phase === "change" && ways.length > 0;
  part("columns-place").hidden = moving;
  part("ways").hidden = !moving;
  part("note").hidden = !moving;
  if (moving) {
    render(wallMove(ways), part("ways"));
    waiting = false;
    return;
  }
  const picked = stations.map(({ store, feed, info }) => ({
    info,
    ...feed.arrange(store.contributions, drawnAt),
    count: store.contributions.size,
  }));
  waiting = picked.some((one) => one.waiting);
  wall.toggleAttribute("data-all-empty", picked.every(({ featured }) => !featured));
  render(html`${repeat(picked, ({ info }) => info.slug, (one) => column(one.info, one))}`, part("columns-place"));
  fit(part("columns-place"));
}

/** What was answered, as long as it is to be seen. */
function answered() {
  return clock.state.feedback.shown ? feedback : null;
}

/** What changes by the second. Where it changes the room below, the columns are fitted anew. */
function drawWorld() {
  const { phase, announcement } = clock.state;
  wall.dataset.phase = phase;
  const answers = answered();
  const { title, rounds } = page.event;
  const what = answers ? wallFeedbackHead({ event: title, people: answers.people }) : wallWhat(clock, { event: title, rounds });
  render(what, part("what"));
  render(wallClock(clock, placeTime(clock.now()).time), part("clock-place"));
  render(wallJoin(phase), part("join"));
  part("done").style.setProperty("--done", `${phase === "round" ? Math.round(clock.done() * 1000) / 10 : 0}%`);
  const said = announcement && Date.parse(announcement.until) > clock.now() ? announcement.text : null;
  render(wallSaid(said), part("said"));
  render(wallLost(refused ?? (lostAt === null ? null : t("wall.lost", { time: placeTime(lostAt).time }))), part("lost-place"));
}

/** @param {(typeof stations)[number]} station @param {Set<string>} ids */
function hear({ feed, store }, ids) {
  const atOnce = [...ids].some((id) => feed.shows(id) && store.contributions.get(id)?.state !== "visible");
  draw({ atOnce });
}

for (const station of stations) {
  station.store.subscribe((ids) => hear(station, ids));
  station.store.onOpened((ack) => {
    refused = null;
    clock.apply(ack.event_state);
  });
  station.store.onRefused((ack) => {
    refused = ack.message;
    draw();
  });
}

let shape = "";
clock.subscribe(() => {
  const { phase, round, announcement, feedback: { shown } } = clock.state;
  if (!shown) {
    feedback = null; // what is shown next time is as of then
  }
  drawWorld();
  const now = [phase, round, shown, announcement?.text, part("said").childElementCount, part("top").offsetHeight].join();
  if (now !== shape) {
    shape = now;
    draw({ atOnce: true });
  } else if (waiting) {
    draw();
  }
});

/** @param {import("../lib/wire.js").Feedback|null} news */
function hearFeedback(news) {
  if (news === null || news.event === event) {
    const begins = feedback === null;
    feedback = news;
    draw({ atOnce: begins });
  }
}

async function askFeedback() {
  try {
    const ack = await live.order("feedback.open", { event, audience: "wall" });
    if (ack.ok) {
      clock.apply(ack.event_state);
      hearFeedback(ack.feedback);
    }
  } catch (failure) {
    if (!(failure instanceof Offline)) {
      throw failure;
    }
  }
}

live.on("feedback.changed", hearFeedback);
live.onOnline(() => {
  lostAt = null;
  draw();
  void askFeedback();
});
const noticeOffline = (at = clock.now()) =>
  setTimeout(() => {
    lostAt = live.online ? null : (lostAt ?? at);
    draw();
  }, OFFLINE_AFTER);
live.onOffline(() => noticeOffline());
noticeOffline();
window.addEventListener("resize", () => draw());

keepAwake();
drawNow();
stations.forEach(({ store }) => void store.open());
