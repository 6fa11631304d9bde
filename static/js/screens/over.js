/** An event whose day of deletion has come: this browser keeps nothing of it either. */

import { forgetEvent } from "../lib/page/forget-event.js";

const { content } = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="over"]'));

void forgetEvent(content).then((done) => {
  if (done) {
    document.querySelector("[data-cleared]")?.removeAttribute("hidden");
  }
});
