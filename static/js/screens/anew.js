/** Handing the phone on: what was not sent yet would be lost with its person, so that is said first. */
import { first, t } from "../lib/base/page-data.js";
import { partOf } from "../lib/page/screen.js";
import { keys } from "../lib/storage/local-storage.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-anew]"));
const waits = partOf(form, "anew-waits");
const { event } = first();
let said = false;

/** Copies of stations' pages, which know whose contributions and dots are whose. */
async function forgetPages() {
  for (const name of "caches" in window ? await caches.keys() : []) {
    await caches.delete(name);
  }
}

form.addEventListener("submit", (submit) => {
  submit.preventDefault();
  const unsent = keys(`cafe.outbox.${event.slug}`).length;
  if (unsent && !said) {
    said = true;
    waits.textContent = t("anew.waits", { n: unsent });
  } else {
    void forgetPages()
      .catch(() => {})
      .then(() => form.submit());
  }
});
