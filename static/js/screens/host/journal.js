import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { createThrottle } from "../../lib/base/throttle.js";
import { uuid } from "../../lib/base/uuid.js";
import { ask } from "../../lib/net/ask.js";
import { part } from "../../lib/page/screen.js";
import { journal } from "../../render/journal.js";

/** @typedef {import("../../lib/net/wire.js").Entry} Entry */

/** Hundreds of entries come at each reading; a busy station changes many times a second. */
const READ_EVERY = 1000;

/**
 * Who did what at the station, and the way back for the whole day. Escape closes it.
 * @param {{
 *   live: import("../../lib/net/socket.js").Live,
 *   store: import("../../lib/model/station-store.js").StationStore,
 *   event: string,
 *   station: string,
 *   say: (text: string) => void,
 * }} parts
 */
export function createJournal({ live, store, event, station, say }) {
  const dialog = /** @type {HTMLDialogElement} */ (part("journal"));
  const reading = createThrottle(read, READ_EVERY);
  /** @type {Entry[]|null} */
  let entries = null;
  let newest = "";
  /** @type {string|null} */
  let unread = null; // why what is shown may not be all
  /** @type {string|null} */
  let message = null; // what became of the last undoing

  function draw() {
    const actions = { undo: (/** @type {Entry} */ entry) => void undo(entry), close: () => dialog.close() };
    render(journal({ entries, newest, message: unread ?? message }, actions), dialog);
  }

  /**
   * @param {import("../../lib/net/wire.js").Ack|null} ack
   * @returns {string|null} why there is nothing to show for it
   */
  const refused = (ack) => (ack ? (ack.ok ? null : ack.message) : t("journal.offline"));

  async function read() {
    if (!dialog.open) {
      return;
    }
    const ack = await ask(live, "journal.read", { event, station });
    if (ack?.ok) {
      ({ entries, newest } = ack);
    }
    unread = refused(ack);
    draw();
  }

  /** @param {Entry} entry */
  async function undo({ revision }) {
    const ack = await ask(live, "journal.undo", { event, station, revision, order: uuid() });
    message = refused(ack);
    if (ack?.ok) {
      message = ack.stays ? t("journal.said_partly", { n: ack.stays }) : null;
      say(message ?? t("undo.said"));
      void reading();
    }
    draw();
    if (ack?.ok) {
      /** @type {HTMLElement|null} */ (dialog.querySelector("#journal-title"))?.focus();
    }
  }

  store.subscribe(() => dialog.open && void reading());
  part("open-journal")?.addEventListener("click", () => {
    message = null;
    draw();
    dialog.showModal();
    void reading();
  });
}
