/** The addresses that codes could carry: that a phone got through is said at once. */

import { first, t } from "../lib/base/page-data.js";
import { createPlaceTime } from "../lib/base/place-time.js";
import { ask } from "../lib/net/ask.js";
import { keepDoor } from "../lib/net/keep-door.js";
import { connect } from "../lib/net/socket.js";

const page = first();
const event = page.event.slug;
const placeTime = createPlaceTime(page.event.timezone);
const live = connect();

/** @param {import("../lib/model/desk-figures.js").CodesFigures} codes */
function draw({ url, tried }) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tried]"))) {
    const moment = tried[/** @type {string} */ (place.dataset.tried)];
    const said = moment ? t("codes.tried", { time: placeTime(moment).time }) : t("codes.untried");
    const words = /** @type {HTMLElement} */ (place.querySelector("span"));
    if (words.textContent !== said) {
      words.textContent = said;
    }
    place.classList.toggle("is-tried", Boolean(moment));
  }
  if (url !== page.codes.url) {
    location.reload(); // the laptop changed networks, or somebody chose
  }
}

async function open() {
  const ack = await ask(live, "desk.open", { event });
  if (ack?.ok) {
    draw(ack.desk.codes);
  }
}

draw(page.codes);
live.on("desk.changed", (news) => {
  if (news.event === event) {
    draw(news.codes);
  }
});
live.onOnline(() => void open());
keepDoor(live, event);
