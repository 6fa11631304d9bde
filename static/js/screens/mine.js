import { render } from "../../vendor/lit-html/lit-html.js";
import { first, t } from "../lib/base/page-data.js";
import { createRefresh } from "../lib/net/refresh.js";
import { samePage } from "../lib/net/same-page.js";
import { createPerson, keptBy } from "../lib/page/person.js";
import { refill } from "../lib/page/refill.js";
import { openScreen, part, partOf, say } from "../lib/page/screen.js";
import { createOutbox, onPhone } from "../lib/queue/outbox.js";
import { underWay } from "../lib/queue/under-way.js";
import { underWayLine, unsent } from "../render/mine.js";
import { createMenu } from "./menu.js";

/**
 * @typedef {import("../lib/queue/outbox.js").Order} Order
 * @typedef {import("../lib/queue/under-way.js").Reach} Reach
 */

const page = first();
const event = page.event.slug;
const list = part("list");

const { draw, live } = openScreen(page.event_state, drawNow);
const person = createPerson(event, page.me, page.event_state.now);
const outbox = createOutbox(live, event, undefined, onPhone(keptBy(event, page.me)));

/** @param {Order} order @returns {Reach} */
function reachOf(order) {
  if (!live.online || !outbox.goesOn) {
    return outbox.outlivesPage(order) ? "offline" : "unkept";
  }
  return outbox.putOff ? "later" : "sending";
}

function drawNow() {
  const parts = underWay(outbox.all());
  render(unsent(parts, { reachOf, stations: page.stations, discard }), part("unsent"));
  for (const card of list.querySelectorAll("[data-own]")) {
    const orders = parts.about.get(String(card.getAttribute("data-own"))) || [];
    const line = partOf(card, "under-way");
    const last = orders[orders.length - 1];
    line.hidden = !last;
    /** @type {HTMLElement} */ (line.querySelector("span")).textContent = last
      ? underWayLine(orders, t(`mine.${reachOf(last)}`))
      : "";
  }
}

/** @param {Order} order */
function discard({ key }) {
  outbox.drop(key);
}

/** Whether somebody types or decides there, whom a newer list would interrupt. */
const isBusy = () => Boolean(list.querySelector("details[open]"));

/** The list as the server has it by now; whoever types keeps theirs until they are done. */
const refresh = createRefresh(async () => {
  const newer = await samePage(location.pathname + location.search);
  const there = newer?.querySelector("[data-list]");
  if (there && !isBusy()) {
    const focused = /** @type {HTMLElement|null} */ (document.activeElement);
    const was = focused && list.contains(focused) ? placeOf(focused) : null;
    refill(list, ...[...there.childNodes].map((node) => document.importNode(node, true)));
    drawNow();
    if (was) {
      refocus(was);
    }
  }
  return Boolean(there);
});

/** What a control is known by in a newer list: where it leads, or the deed of its form. @param {HTMLElement} control */
function deedOf(control) {
  const form = control instanceof HTMLButtonElement ? control.form : control.nextElementSibling;
  return control.getAttribute("href") ?? /** @type {HTMLElement|null} */ (form)?.dataset.deed;
}

/** @param {HTMLElement} control */
const placeOf = (control) => ({ id: control.closest("[id]")?.id, sort: control.localName, deed: deedOf(control) });

/**
 * Where the control is gone its card is next: Enter meant for it must give no dot.
 * @param {ReturnType<typeof placeOf>} was
 */
function refocus({ id, sort, deed }) {
  const around = (id && document.getElementById(id)) || part("mine");
  const same = [.../** @type {NodeListOf<HTMLElement>} */ (around.querySelectorAll(sort))].find(
    (control) => deedOf(control) === deed,
  );
  if (!same) {
    around.tabIndex = -1;
  }
  (same ?? around).focus({ preventScroll: true });
}

/** @type {Record<string, (form: HTMLFormElement, id: string, station: string) => void>} */
const DEEDS = {
  edit(form, id, station) {
    const [text, was] = ["text", "was"].map((name) => fieldOf(form, name));
    if (text !== was) {
      outbox.put("contribution.edit", { id, text, was }, station);
    }
  },
  withdraw(_form, id, station) {
    outbox.put("contribution.withdraw", { id }, station);
  },
  vote(form, id, station) {
    outbox.put("vote.set", { contribution: id, on: fieldOf(form, "do") === "give" }, station);
  },
};

/** @param {HTMLFormElement} form @param {string} name */
const fieldOf = (form, name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;

list.addEventListener("submit", (submit) => {
  const form = /** @type {HTMLFormElement} */ (submit.target);
  const deed = DEEDS[String(form.dataset.deed)];
  const card = /** @type {HTMLElement} */ (form.closest("[data-own]"));
  if (deed) {
    submit.preventDefault();
    const around = form.closest("details");
    if (around) {
      around.open = false;
      around.querySelector("summary")?.focus();
    }
    deed(form, fieldOf(form, "id"), String(card.dataset.at));
    draw();
  }
});
list.addEventListener("toggle", () => void (isBusy() || refresh.now()), true);

/** What is done to all of it needs the server at once: it is no order that could wait. */
for (const form of document.querySelectorAll("form[data-whole]")) {
  form.addEventListener("submit", (submit) => {
    if (!live.online) {
      submit.preventDefault();
      part("whole-note").textContent = t("mine.no_network");
    } else if (/** @type {HTMLElement} */ (form).dataset.whole === "delete") {
      outbox.all().forEach(discard); // nothing of it is to be sent afterwards
    }
  });
}

outbox.subscribe(draw);
outbox.onAccepted(({ name }) => {
  if (name !== "vote.set") {
    say(t(name === "contribution.withdraw" ? "mine.withdrawn" : "mine.saved"));
  }
  void refresh.now();
});
outbox.onSettledElsewhere(() => void refresh.now());
outbox.onRefused((_order, { message }) => {
  say(message);
  void refresh.now();
});
live.onOnline(() => void refresh.now());
live.onWake(() => void refresh.now());
live.onOffline(draw);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    void refresh.now();
  }
});
addEventListener("beforeunload", (leaving) => {
  if (!outbox.outlivesPage()) {
    leaving.preventDefault();
  }
});
if (new URLSearchParams(location.search).has("said")) {
  const address = new URL(location.href);
  address.searchParams.delete("said");
  history.replaceState(history.state, "", address);
}
createMenu(page.urls.menu, person);
drawNow();
void outbox.flush();
