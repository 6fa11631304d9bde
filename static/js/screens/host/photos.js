import { render } from "../../../vendor/lit-html/lit-html.js";
import { at } from "../../lib/base/at.js";
import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { part } from "../../lib/page/screen.js";
import { createPhotoQueue } from "../../lib/queue/photo-queue.js";
import { focusOn } from "../../render/board-place.js";
import { photoView } from "../../render/photo-view.js";
import { photoName, photos } from "../../render/photos.js";

/**
 * @typedef {import("../../lib/net/wire.js").Photo} Photo
 *
 * @typedef {object} PhotosParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {import("../../lib/model/event-state.js").EventClock} clock
 * @property {import("../../lib/net/socket.js").Live} live
 * @property {import("./undo.js").Undo} undo
 * @property {string} event
 * @property {string} station
 * @property {number} tables
 * @property {(text: string) => void} say
 * @property {() => void} onChange another photo waits, or one less
 * @property {(photo: string) => void} typeIn the next card from paper is typed from this photo
 */

/**
 * Photos of tablecloths: taken with the tablet's camera or chosen from its album, captioned, removed.
 * @param {PhotosParts} parts
 */
export function createPhotos({ orders, clock, live, undo, event, station, tables, say, onChange, typeIn }) {
  const [place, count] = ["photos", "photos-count"].map(part);
  const picker = /** @type {HTMLInputElement} */ (part("pick-photos"));
  const dialog = /** @type {HTMLDialogElement} */ (part("photo"));
  const form = createKeptForm(`cafe.photo.${event}.${station}`, draw);
  const queue = createPhotoQueue({
    address: place.dataset.address ?? "",
    prefix: `cafe.photos.${event}.${station}.`,
    live,
    onChange() {
      draw();
      onChange();
    },
    onStored: (taken) => say(t("photos.stored", { name: photoName(taken) })),
    onRefused: ({ message }) => say(message ?? ""),
  });
  /** @type {number|null} */
  let table = null;
  /** @type {string|null} */
  let opened = null;

  /** @param {string} id @param {""|"-small"} [size] */
  const address = (id, size = "") => `${place.dataset.shown}/${id}${size}.jpg`;

  function draw() {
    const view = orders.view();
    const all = [...view.photos.values()].sort(
      (a, b) => (b.round ?? 99) - (a.round ?? 99) || (a.table ?? 99) - (b.table ?? 99) || (a.id < b.id ? -1 : 1),
    );
    /** @type {Map<string, number>} */
    const typed = new Map();
    const texts = [...view.contributions.values()].filter(({ photo }) => photo !== null);
    texts.forEach(({ photo }) => photo !== null && typed.set(photo, (typed.get(photo) ?? 0) + 1));
    count.textContent = all.length ? String(all.length) : "";
    render(
      photos(
        {
          ...{ photos: all, queue: queue.all(), online: live.online, tables, table, typed, address },
          returned: new Set(orders.returned(form).map(({ id }) => id)),
        },
        actions,
      ),
      place,
    );
    const photo = at(view.photos, opened);
    if (photo) {
      const tied = texts.filter((one) => one.photo === photo.id);
      render(
        photoView({ photo, address: address(photo.id), tables, texts: tied, written: form.written }, viewActions),
        dialog,
      );
    } else if (dialog.open) {
      dialog.close(); // another tablet has removed it
    }
  }

  /** A caption that was never sent is shown first. @param {string} wanted */
  function open(wanted) {
    const known = orders.view().photos;
    form.forget((one) => known.has(one));
    const id = form.written?.id ?? wanted;
    const photo = known.get(id);
    if (!photo) {
      return;
    }
    opened = id;
    orders.bringBack(); // what was not accepted of this photo
    if (form.written?.id !== id) {
      form.begin({ id, text: photo.caption, table: photo.table });
    }
    draw();
    dialog.showModal();
    focusOn(dialog.querySelector("#photo-title"));
  }

  /** The form ends with its dialog, by whichever way that goes. */
  const close = () => dialog.close();

  function save() {
    opened = null; // what comes back into the form from here on would go with the dialog
    form.give(({ id, text, table: chosen = null, was }, back) => {
      const answer = orders.give("photo.edit", { id, caption: text.trim(), table: chosen, was }, { back });
      undo.offer(t("photos.saved"), [answer]);
      say(t("photos.saved"));
    });
    dialog.close();
  }

  function remove() {
    const id = opened;
    if (id === null) {
      return;
    }
    close();
    const answer = orders.give("photo.remove", { id });
    undo.offer(t("photos.removed"), [answer]);
    say(t("photos.removed"));
    focusOn(place.querySelector('[data-do="take-photos"]'));
  }

  /** The round that what is photographed now belongs to: the running one, or the one that has just ended. */
  function currentRound() {
    const { phase, round } = clock.state;
    return phase === "round" || phase === "change" ? round : null;
  }

  /** @type {import("../../render/photos.js").PhotosActions} */
  const actions = {
    take: () => picker.click(),
    choose(chosen) {
      table = chosen;
      draw();
    },
    open,
    again: queue.again,
    discard(id) {
      queue.discard(id);
      focusOn(place.querySelector('[data-do="take-photos"]'));
    },
  };
  /** @type {import("../../render/photo-view.js").PhotoActions} */
  const viewActions = {
    close,
    typeIn() {
      const id = opened;
      if (id !== null) {
        close();
        typeIn(id);
      }
    },
    remove,
    form: { type: form.type, save, end: close },
  };

  picker.addEventListener("change", () => {
    queue.add([...(picker.files ?? [])], { table, round: currentRound() });
    picker.value = ""; // the same photo may be chosen again
  });
  dialog.addEventListener("close", () => {
    opened = null; // first, for what waits for the form belongs to a dialog that is open
    form.end();
  });
  orders.hold(form, {
    isFree: ({ id }) => !form.written && opened === id,
    isLost: ({ id }) => !orders.view().photos.has(id),
  });
  live.onOnline(draw);
  live.onOffline(draw);
  place.textContent = "";
  return {
    draw,
    open,
    address,
    /** How many are on their way, and how many the server would not have. */
    unanswered() {
      const returned = queue.all().filter(({ state }) => state === "refused").length;
      return { count: queue.all().length - returned, returned };
    },
  };
}
