import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { first, t } from "../lib/base/page-data.js";
import { createPlaceTime } from "../lib/base/place-time.js";
import { currentLine, dayLines, minutesOfDay } from "../lib/model/day.js";
import { createEventState } from "../lib/model/event-state.js";
import { isBeneath } from "../lib/model/merged.js";
import { PART_FOR, partOf, turnOf } from "../lib/model/parts.js";
import { ADDRESS_EVERY, isArrangedAnew, watchPlan } from "../lib/model/plan-news.js";
import { nextStop } from "../lib/model/rotation.js";
import { createScenes, TURN } from "../lib/model/scenes.js";
import { spoken } from "../lib/model/spoken.js";
import { createStationStore } from "../lib/model/station-store.js";
import { themesOf } from "../lib/model/themes.js";
import { createFeed } from "../lib/model/wall-feed.js";
import { createCloud } from "../lib/model/word-cloud.js";
import { createWordings } from "../lib/model/wordings.js";
import { ask } from "../lib/net/ask.js";
import { keepDoor } from "../lib/net/keep-door.js";
import { connect } from "../lib/net/socket.js";
import { markRehearsal } from "../lib/page/rehearsal-mark.js";
import { part, watchConnection } from "../lib/page/screen.js";
import { keepAwake } from "../lib/page/wake-lock.js";
import { wallChange } from "../render/wall-change.js";
import { wallCloud } from "../render/wall-cloud.js";
import { column } from "../render/wall-column.js";
import { wallFeedback } from "../render/wall-feedback.js";
import { wallCode, wallCountdown, wallProgramme, wallStation } from "../render/wall-scenes.js";
import { wallStrongest } from "../render/wall-strongest.js";
import "../render/translated.js";
import { fit, fitChange, fitScene } from "./wall-fit.js";
import { createWallKeys } from "./wall-keys.js";
import { fitStrongest } from "./wall-strongest.js";
import { createWorld } from "./wall-world.js";

/** Twenty contributions a second must not make the picture flicker. */
const DRAW_EVERY = 700;
/** The strongest contributions that are shown, the coming lines of the programme, and groups and stations together. */
const RANKS = 12;
const LINES = 4;
const GROUPS = { usual: 6, besideWords: 3 };
const COLUMNS = 6;

const page = first();
const event = page.event.slug;
const { language } = page.event;
const placeTime = createPlaceTime(page.event.timezone);
const wall = document.body;

const live = connect();
const clock = createEventState(live, page.event_state);
const connection = watchConnection(live, () => draw(), clock.now);
/**
 * @typedef {import("../render/wall-scenes.js").Station & import("../lib/model/rotation.js").StationInfo} Info
 * @type {(Info & {change: import("../lib/net/wire.js").Change})[]}
 */
const infos = page.stations;
/**
 * @typedef {{
 *   info: any,
 *   feed: ReturnType<typeof createFeed>,
 *   store: import("../lib/model/station-store.js").StationStore,
 *   wordings: import("../lib/model/wordings.js").Wordings,
 * }} Station
 */
/** @type {Station[]} */
const stations = infos.map((info) => ({
  info,
  feed: createFeed(),
  store: createStationStore(live, { event, station: info.slug, audience: "wall", change: info.change }),
  wordings: createWordings(live, { event, station: info.slug, languages: () => [second()].filter(Boolean) }),
}));
/** Who goes where; a closed station sends its group on, and gets none. */
const ways = () =>
  infos.flatMap((from) => {
    const stop = nextStop(infos, from.slug, null, clock.state.stations);
    return stop ? [{ from, to: stop.next }] : [];
  });

/** @param {Station} one */
const isClosed = (one) => Boolean(clock.state.stations[one.info.slug]?.closed);

const lines = dayLines(page.programme);
/** The programme's clock counts on its day only. */
const today = () => minutesOfDay(placeTime(clock.now()), page.date, lines);
const world = createWorld({ clock, event: page.event, lines, placeTime, today, connection, part });
const scenes = createScenes(new URLSearchParams(location.search).get("scene"));
const cloud = createCloud(page.words, draw);
/** What is drawn. */
let scene = "";
/** Of the strongest: since when they are shown, in how many parts, and which is shown. */
let strong = { since: 0, parts: 1, part: 0 };

/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
let drawnAt = -Infinity;
let waiting = false;
/** What the hall answered, while the organisers show it. @type {import("../lib/net/wire.js").Feedback|null} */
let feedback = page.feedback;
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
  waiting = false;
  const before = scene;
  scene = scenes.current(hall(), drawnAt);
  const [name = "", slug] = scene.split(":");
  if (name === "cloud" && scene !== before) {
    cloud.begin(slug ?? null);
  }
  if (name === "strongest" && scene !== before) {
    strong = { since: drawnAt, parts: 1, part: 0 };
  }
  wall.dataset.scene = name;
  drawWorld();
  const answers = name === "feedback" ? answered() : null;
  for (const [place, shown] of Object.entries({
    "columns-place": name === "stations",
    ways: name === "move",
    note: name === "move",
    feedback: Boolean(answers),
    "scene-place": !["stations", "move", "feedback"].includes(name),
  })) {
    part(place).hidden = !shown;
  }
  wall.removeAttribute("data-all-empty");
  render(answers ? wallFeedback(answers, page.event.language) : nothing, part("feedback"));
  part("feedback").dataset.questions = String(answers?.questions.length ?? 0);
  render(pictures[name]?.(stations.find(({ info }) => info.slug === slug) ?? null) ?? nothing, part("scene-place"));
  if (name === "stations") {
    drawStations();
  } else if (name === "move") {
    render(wallChange(partOf(ways(), groups(), clock.now()), language), part("ways"));
    fitChange(part("ways"));
  } else {
    fitScene(part("scene-place"));
  }
  const list = /** @type {HTMLElement|null} */ (part("scene-place").querySelector("[data-strongest-list]"));
  if (list) {
    fitStrongest(list, (parts) => {
      strong = { ...strong, parts, part: partNow(parts) };
      return strong.part;
    });
    drawWorld();
  }
}

/** The wall's second language; empty for none. */
function second() {
  return clock.state.wall.language;
}

/**
 * A contribution with what it means in the second language, as far as a host has read that.
 * @param {import("../lib/net/wire.js").Contribution} item
 * @param {Station["wordings"]} wordings
 */
function withSecond(item, wordings) {
  const language = second();
  const said = language ? spoken(item, language, { of: (id) => readBy(wordings.of(id, language)) }) : undefined;
  return said ? { ...item, second: said } : item;
}

/** @param {import("../lib/model/wordings.js").Wording|undefined} wording */
const readBy = (wording) => (wording?.checked ? wording : undefined);

/** How many groups have room beside each other, and below what the organisers say. */
const groups = () => (part("said").childElementCount ? GROUPS.besideWords : GROUPS.usual);

/** Whether there are more groups or stations than one picture has room for. */
const isInParts = () =>
  scene === "move" ? ways().length > groups() : scene === "stations" && stations.length > COLUMNS;

/** Which part of the strongest has its turn; while turns are paused it stays. @param {number} parts */
function partNow(parts) {
  return scenes.paused ? Math.min(strong.part, parts - 1) : turnOf(parts, performance.now() - strong.since, TURN.other);
}

function drawStations() {
  const { shown } = partOf(stations, COLUMNS, clock.now());
  const picked = shown.map((one) => ({
    info: one.info,
    ...pick(one),
    closed: isClosed(one),
  }));
  part("columns-place").dataset.columns = String(shown.length);
  wall.toggleAttribute(
    "data-all-empty",
    stations.every((one) => !pick(one).featured),
  );
  render(
    html`${repeat(
      picked,
      ({ info }) => info.slug,
      (one) => column(one.info, one, language),
    )}`,
    part("columns-place"),
  );
  fit(part("columns-place"));
}

/** @param {Station} station */
function pick({ store, feed, wordings }) {
  const picked = { ...feed.arrange(store.contributions, drawnAt), count: store.contributions.size };
  waiting ||= picked.waiting;
  return {
    ...picked,
    featured: picked.featured && withSecond(picked.featured, wordings),
    newest: picked.newest.map((item) => withSecond(item, wordings)),
  };
}

/** Every other scene; its station is the one it is of. @type {Record<string, (station: Station|null) => unknown>} */
const pictures = {
  station: (one) =>
    one && wallStation(one.info, { ...pick(one), closed: isClosed(one), themes: themesOf(one.store) }, language),
  strongest: () => wallStrongest(strongest().slice(0, RANKS)),
  cloud: (one) => wallCloud(cloud.words, { stations: infos, station: one?.info ?? null }, language),
  countdown: () => wallCountdown(clock, { left: world.left(), time: placeTime(clock.now()).time, coming: coming() }),
  code: () => wallCode(part("join").parentElement),
  programme: () => wallProgramme(programmeNow(), language),
};

/** What has dots, of all stations, the strongest first; of equals the older one, so that they take no turns. */
function strongest() {
  return stations
    .flatMap(({ info: station, store: { contributions }, wordings }) =>
      [...contributions.values()]
        .filter((item) => item.votes && item.state === "visible" && !isBeneath(item, contributions))
        .map((item) => ({ item: withSecond(item, wordings), station })),
    )
    .sort((a, b) => b.item.votes - a.item.votes || a.item.created_at - b.item.created_at);
}

function programmeNow() {
  const index = currentLine(lines, clock.state, today());
  const over = index < 0 && clock.state.phase === "after";
  return { now: lines[index] ?? null, next: over ? [] : lines.slice(index + 1, index + 1 + LINES) };
}

/** What follows the running round. */
function coming() {
  const { phase, round } = clock.state;
  const [next] = programmeNow().next;
  const following = page.event.rounds.find(
    (/** @type {{position: number}} */ { position }) => position === (round ?? 0) + 1,
  );
  if (phase === "round" && following) {
    return t("wall.then", { title: t("desk.round_title", { n: following.position, title: following.title ?? "" }) });
  }
  return next ? t("wall.then", { title: next.title }) : null;
}

/** @returns {import("../lib/model/scenes.js").Hall} */
function hall() {
  const {
    phase,
    wall: { scene: chosen },
  } = clock.state;
  return {
    phase,
    chosen,
    moving: phase === "change" && ways().length > 0,
    answers: Boolean(answered()),
    stations: stations.map(({ info: { slug }, store }) => ({ slug, contributions: store.contributions.size })),
    strong: strongest().length,
    strongParts: strong.parts,
    programme: lines.length > 0,
  };
}

/** What was answered, as long as it is to be seen. */
function answered() {
  return clock.state.feedback.shown ? feedback : null;
}

/** The head, its clock, and what the organisers say. */
function drawWorld() {
  world.draw({ scene: scene.split(":")[0] ?? "", answers: answered(), strong, counted: cloud.said, refused });
}

/** @param {(typeof stations)[number]} station @param {Set<string>} ids */
function hear({ feed, store }, ids) {
  const isShown = (/** @type {string} */ id) => scene === "strongest" || feed.shows(id);
  draw({ atOnce: [...ids].some((id) => isShown(id) && store.contributions.get(id)?.state !== "visible") });
  if (scene.startsWith("cloud")) {
    cloud.ask();
  }
}

for (const station of stations) {
  station.store.subscribe((ids) => hear(station, ids));
  station.store.onOpened((ack) => {
    refused = null;
    clock.open(ack.event_state);
    void station.wordings.open();
  });
  station.wordings.subscribe(() => draw({ atOnce: true })); // what a host took away is gone at once
  station.store.onRefused((ack) => {
    refused = ack.message;
    draw();
  });
}

let shape = "";
let spokenIn = second();
clock.subscribe(() => {
  if (second() !== spokenIn) {
    spokenIn = second();
    stations.forEach(({ wordings }) => void wordings.open());
    draw({ atOnce: true });
  }
  const {
    phase,
    round,
    announcement,
    feedback: { shown },
  } = clock.state;
  if (!shown) {
    feedback = null; // what is shown next time is as of then
  }
  drawWorld();
  markRehearsal(clock.state.rehearsal);
  const now = [
    phase,
    round,
    shown,
    announcement?.text,
    part("said").childElementCount,
    part("top").offsetHeight,
    clock.state.rehearsal, // its mark takes room
    partNow(strong.parts),
    isInParts() && Math.floor(clock.now() / PART_FOR),
  ].join();
  if (now !== shape || scenes.current(hall(), performance.now()) !== scene || scene === "countdown") {
    shape = now;
    draw({ atOnce: true });
  } else if (waiting) {
    draw();
  }
});

/** @param {import("../lib/net/wire.js").Feedback|null} news */
function hearFeedback(news) {
  if (news === null || news.event === event) {
    const begins = feedback === null;
    feedback = news;
    draw({ atOnce: begins });
  }
}

async function askFeedback() {
  const ack = await ask(live, "feedback.open", { event, audience: "wall" });
  if (ack?.ok) {
    clock.open(ack.event_state);
    hearFeedback(ack.feedback);
  }
}

live.on("feedback.changed", hearFeedback);
live.onOnline(() => {
  if (scene.startsWith("cloud")) {
    cloud.ask();
  }
  void askFeedback();
});
window.addEventListener("resize", () => draw({ atOnce: true }));

let shownTexts = clock.state.texts;
watchPlan(
  clock,
  page.plan,
  (news) => {
    const isAnother = news.logo !== page.logo || news.timezone !== page.event.timezone || news.join !== page.join;
    if (isArrangedAnew(infos, news.stations) || isAnother) {
      location.reload();
      return;
    }
    if (news.texts === shownTexts) {
      return;
    }
    shownTexts = news.texts;
    for (const [place, info] of infos.entries()) {
      Object.assign(info, news.stations[place]);
    }
    page.event.rounds.splice(0, page.event.rounds.length, ...news.rounds);
    draw({ atOnce: true });
  },
  ADDRESS_EVERY,
);
createWallKeys({ stations: infos.map(({ slug }) => slug), scenes, hall, draw: () => draw({ atOnce: true }), part });
keepAwake();
keepDoor(live, event);
drawNow();
stations.forEach(({ store }) => void store.open());
