import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { journal } from "../../render/journal.js";

/** @typedef {import("../../lib/net/wire.js").Entry} Entry */

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
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-journal]"));
  /** @type {Entry[]|null} */
  let entries = null;
  /** @type {string|null} */
  let message = null;

  function draw() {
    render(journal({ entries, message }, { undo: (entry) => void undo(entry), close: () => dialog.close() }), dialog);
  }

  /** @param {string} name @param {object} payload */
  async function ask(name, payload) {
    try {
      const ack = await live.order(name, { event, station, ...payload });
      message = ack.ok ? null : /** @type {import("../../lib/net/wire.js").Refused} */ (ack).message;
      return ack;
    } catch {
      message = t("journal.offline");
      return null;
    }
  }

  async function read() {
    const ack = await ask("journal.read", {});
    entries = ack?.ok ? ack.entries : entries;
    draw();
  }

  /** @param {Entry} entry */
  async function undo({ revision }) {
    const ack = await ask("journal.undo", { revision });
    if (!ack?.ok) {
      draw();
      return;
    }
    await read();
    say(ack.stays ? t("journal.said_partly", { n: ack.stays }) : t("undo.said"));
    message = ack.stays ? t("journal.said_partly", { n: ack.stays }) : null;
    draw();
    /** @type {HTMLElement|null} */ (dialog.querySelector("#journal-title"))?.focus();
  }

  store.subscribe(() => {
    if (dialog.open) {
      void read();
    }
  });
  document.querySelector("[data-open-journal]")?.addEventListener("click", () => {
    message = null;
    draw();
    dialog.showModal();
    void read();
  });
}
