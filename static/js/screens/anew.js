/** Handing the phone on: what was not sent yet would be lost with its person, so that is said first. */
import { first, t } from "../lib/base/page-data.js";
import { partOf } from "../lib/page/screen.js";
import { unsent } from "../lib/queue/unsent.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-anew]"));
const waits = partOf(form, "anew-waits");
const { event } = first();
let said = false;
let asking = false;

/** Copies of stations' pages, which know whose contributions and dots are whose. */
async function forgetPages() {
  for (const name of "caches" in window ? await caches.keys() : []) {
    await caches.delete(name);
  }
}

async function handOn() {
  const waiting = said ? 0 : await unsent(event.slug);
  if (waiting) {
    said = true;
    waits.textContent = t("anew.waits", { n: waiting });
    return;
  }
  await forgetPages().catch(() => {});
  form.submit();
}

form.addEventListener("submit", (submit) => {
  submit.preventDefault();
  if (!asking) {
    asking = true;
    void handOn().finally(() => {
      asking = false;
    });
  }
});
