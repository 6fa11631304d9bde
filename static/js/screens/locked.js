/** The desk of a locked event: this device's clock may be the one that tells whether the server's is right. */

import { tellClock } from "../lib/net/tell-clock.js";
import { part } from "../lib/page/screen.js";

/** What is decided shows within this time. */
const EVERY = 30_000;

const field = /** @type {HTMLInputElement} */ (part("day"));

async function look() {
  await tellClock(part("locked").dataset.clock ?? "");
  if (!field.value && document.activeElement !== field) {
    location.reload();
  }
}

if (!part("locked").hasAttribute("data-agreed")) {
  void tellClock(part("locked").dataset.clock ?? "").then((heard) => {
    part(`verdict-${heard?.verdict}`)?.removeAttribute("hidden");
  });
}
setInterval(look, EVERY);
