import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { tellClock } from "../lib/net/tell-clock.js";
import { icon } from "../render/marks.js";

/** What a clock shows is told again after this time. */
const EVERY = 10 * 60_000;

/**
 * Says in this place where the server's clock and this device's are not the same, and tells the server.
 * @param {HTMLElement} place
 */
export function watchClock(place) {
  async function look() {
    const heard = await tellClock(place.dataset.clockWrong ?? "");
    if (!heard) {
      return;
    }
    const { verdict, shown } = heard;
    const wrong = verdict === "ahead" || verdict === "behind";
    render(wrong ? html`${icon("alert")}<p>${t(`desk.clock_${verdict}`, { shown })}</p>` : nothing, place);
    place.hidden = !wrong;
  }
  setInterval(look, EVERY);
  void look();
}
