import "../lib/page/dialogs.js";
import { first, t } from "../lib/base/page-data.js";
import { createPlaceTime } from "../lib/base/place-time.js";
import { meaning, stay, step, swiped } from "../lib/model/deck.js";
import { createEventState } from "../lib/model/event-state.js";
import { createStationStore } from "../lib/model/station-store.js";
import { keepDoor } from "../lib/net/keep-door.js";
import { createRefresh } from "../lib/net/refresh.js";
import { samePage } from "../lib/net/same-page.js";
import { connect } from "../lib/net/socket.js";
import { refill } from "../lib/page/refill.js";
import { part, watchConnection } from "../lib/page/screen.js";
import { keepAwake } from "../lib/page/wake-lock.js";
import { fitSlide } from "./presentation-fit.js";
import { createPresenter } from "./presentation-presenter.js";

/** What a host hides is off the screen within a second; whatever else is new may wait for more of its kind. */
const AT_ONCE = 150;
const SOON = 2000;

const page = first();
const event = page.event.slug;
const placeTime = createPlaceTime(page.event.timezone);

const deck = part("deck");
const help = /** @type {HTMLDialogElement} */ (part("help"));

/** As they came from the server, to see what is new. @type {Map<string, Node>} */
let known = new Map(slidesOf(deck).map((slide) => [slide.id, slide.cloneNode(true)]));
let current = "";
let blank = false;

/** @param {ParentNode} within */
function slidesOf(within) {
  return /** @type {HTMLElement[]} */ ([...within.querySelectorAll("[data-slide]")]);
}

/** Those that are shown, in their order. */
const names = () =>
  slidesOf(deck)
    .filter((slide) => !slide.hasAttribute("data-hidden"))
    .map(({ id }) => id);

/** A second window of this laptop: what one shows, the other does. */
const windows = new BroadcastChannel(`cafe.deck.${event}`);
const refresh = createRefresh(askForDeck);
const presenter = createPresenter({ event, refresh: refresh.now, slide: (name) => document.getElementById(name) });

/** @param {string} name @param {{tell?: boolean}} [options] */
function show(name, { tell = true } = {}) {
  const slide = slidesOf(deck).find(({ id }) => id === name);
  if (!slide) {
    return;
  }
  const moved = current !== name;
  current = name;
  slidesOf(deck).forEach((one) => one.toggleAttribute("data-current", one === slide));
  fitSlide(slide);
  if (moved) {
    history.replaceState(null, "", `#${name}`);
    part("said").textContent = slide.querySelector("h2")?.textContent?.trim() ?? "";
  }
  const all = names();
  presenter?.show(slide, all[all.indexOf(name) + 1]);
  if (tell) {
    windows.postMessage({ name, blank });
  }
}

/** @param {boolean} on @param {{tell?: boolean}} [options] */
function setBlank(on, { tell = true } = {}) {
  blank = on;
  part("blank").hidden = !on;
  document.querySelector('[data-do="blank"]')?.setAttribute("aria-pressed", String(on));
  if (tell) {
    windows.postMessage({ name: current, blank });
  }
}

/** @param {NonNullable<ReturnType<typeof meaning>>} what */
function act(what) {
  if (what === "blank") {
    setBlank(!blank);
  } else if (what === "full") {
    void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.());
  } else if (what === "help") {
    help.showModal();
  } else {
    setBlank(false);
    show(step(names(), current, what));
  }
}

/** The deck as it is now; what did not change stays, pictures and all. @param {Document} fresh */
function apply(fresh) {
  const before = names();
  const came = slidesOf(fresh).map((slide) => /** @type {HTMLElement} */ (document.importNode(slide, true)));
  const next = came.map((slide) => {
    const standing = known.get(slide.id)?.isEqualNode(slide) ? document.getElementById(slide.id) : null;
    known.set(slide.id, slide.cloneNode(true));
    return standing ?? slide;
  });
  known = new Map(came.map(({ id }) => [id, /** @type {Node} */ (known.get(id))]));
  refill(deck, ...next);
  presenter?.apply(fresh);
  show(stay(before, names(), current), { tell: false });
}

/** @returns {Promise<boolean>} whether the server answered */
async function askForDeck() {
  const fresh = await samePage(location.pathname + location.search);
  if (fresh?.querySelector("[data-deck]")) {
    apply(fresh);
  }
  return fresh !== null;
}

const live = connect();
keepDoor(live, event);
/** Why the link does not open this screen any more. @type {string|null} */
let refused = null;
const clock = createEventState(live, page.event_state);
let revision = clock.state.revision;
clock.subscribe(() => {
  if (clock.state.revision !== revision) {
    revision = clock.state.revision;
    refresh.within(AT_ONCE);
  }
});
for (const { slug } of page.stations) {
  const store = createStationStore(live, { event, station: slug, audience: "wall" });
  let begun = false;
  store.subscribe((ids) => {
    const here = [store.contributions, store.clusters, store.statements, store.measures, store.photos];
    const gone = [...ids].some((id) => !here.some((items) => items.has(id)));
    if (begun && ids.size) {
      refresh.within(gone ? AT_ONCE : SOON);
    }
  });
  store.onRefused((ack) => {
    refused = ack.message;
    sayLost();
  });
  store.onOpened((ack) => {
    begun = true;
    refused = null;
    clock.open(ack.event_state);
  });
  void store.open();
}

const connection = watchConnection(live, sayLost, clock.now);
function sayLost() {
  const { lostAt } = connection;
  const lost = lostAt === null ? "" : t("wall.lost", { time: placeTime(lostAt).time });
  part("lost-place").textContent = refused ?? lost;
}
live.onOnline(() => refresh.within(AT_ONCE));

document.addEventListener("keydown", (pressed) => {
  const target = /** @type {HTMLElement} */ (pressed.target);
  const what = meaning(pressed);
  const typing = target.closest("input, textarea, select, [contenteditable]");
  const pressing = (pressed.key === " " || pressed.key === "Enter") && target.closest("button, a, summary, label");
  if (what && !typing && !pressing && !help.open) {
    pressed.preventDefault();
    act(what);
  }
});
document.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest?.("[data-go], [data-do]");
  const go = button?.getAttribute("data-go");
  if (go === "on" || go === "back") {
    act(go);
  } else if (button?.getAttribute("data-do") === "blank") {
    act("blank");
  }
});

/** @type {{x: number, y: number}|null} */
let touched = null;
part("frame").addEventListener(
  "touchstart",
  ({ touches }) => {
    const [finger] = touches;
    touched = finger && touches.length === 1 ? { x: finger.clientX, y: finger.clientY } : null;
  },
  { passive: true },
);
part("frame").addEventListener(
  "touchend",
  ({ changedTouches }) => {
    const [finger] = changedTouches;
    const what = touched && finger && swiped(finger.clientX - touched.x, finger.clientY - touched.y);
    touched = null;
    if (what) {
      act(what);
    }
  },
  { passive: true },
);

windows.addEventListener("message", ({ data }) => {
  if (data.ask) {
    windows.postMessage({ name: current, blank });
  } else if (names().includes(data.name)) {
    setBlank(data.blank, { tell: false });
    show(data.name, { tell: false });
  }
});
window.addEventListener("hashchange", () => show(decodeURIComponent(location.hash.slice(1))));
window.addEventListener("resize", () => show(current, { tell: false }));

document.body.setAttribute("data-going", "");
keepAwake();
const asked = decodeURIComponent(location.hash.slice(1));
const linked = names().includes(asked);
show(linked ? asked : (names()[0] ?? ""), { tell: linked });
if (!linked) {
  windows.postMessage({ ask: true });
}
