import "../lib/page/dialogs.js";
import { render } from "../../vendor/lit-html/lit-html.js";
import { keepPage } from "../lib/page/register-worker.js";
import { part, say } from "../lib/page/screen.js";
import { handover } from "../render/handover.js";
import { createMenu } from "./menu.js";
import { clock, composer, draw, event, live, outbox, ownPlace, page, person } from "./station.js";
import { older, restBegins, seat, store, stream } from "./station-later.js";
import { createLeaving } from "./station-leaving.js";
import { createSaying } from "./station-wordings.js";

export { confirm } from "./confirm.js";

/**
 * What nobody needs in their first minute at a station: what a tap asks for, what contributions mean in other
 * languages, the way to the next station, and the copy of the page that comes back without network.
 */

restBegins();

const { station } = page;
/** @type {NodeListOf<HTMLOptionElement>} */
const offered = document.querySelectorAll("[data-language] option");
export const saying = createSaying({
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
export const leaving = createLeaving({ event: ownPlace, page, clock, seat, composer: () => composer, outbox, draw });

/** What this part draws beside the list. */
export function drawRest() {
  leaving.lookBack();
  render(handover(store, person.current.language), part("handover"));
}

let isKept = false;
/** A page that brought all along is kept at once, also where nobody has written anything yet. */
function keep() {
  const isPart = page.change.since > 0;
  if (!isKept && store.opened && (store.isWhole || !isPart)) {
    isKept = true;
    void keepPage(`${page.urls.welcome}stations/`, isPart ? store.whole() : null);
  }
}

const icon = /** @type {HTMLLinkElement|null} */ (document.querySelector("link[data-icon]"));
if (icon) {
  icon.href = icon.dataset.icon ?? "";
}
part("handover").textContent = "";
createMenu(page.urls.menu, person);
store.onOpened(keep);
store.subscribe(keep);
if (window.isSecureContext && "serviceWorker" in navigator) {
  void older.need(); // a copy holds all
}
keep();
if (store.opened) {
  saying.open();
}
