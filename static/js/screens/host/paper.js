import { html, nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { at } from "../../lib/base/at.js";
import { isComposing } from "../../lib/base/composing.js";
import { excerpt } from "../../lib/base/excerpt.js";
import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { part } from "../../lib/page/screen.js";
import { speak } from "../../lib/page/spoken-field.js";
import * as storage from "../../lib/storage/local-storage.js";
import { photoBeside } from "../../render/photo-view.js";
import { photoName } from "../../render/photos.js";

/** @typedef {import("../../lib/net/wire.js").Photo} Photo */

/**
 * Cards of people without a phone: typed, Enter, and the field is empty for the next. Kind, language, table and
 * the photo it is typed from stay. The form is there when somebody wants it, or something stands in it.
 * @param {{
 *   orders: import("../../lib/queue/board-orders.js").BoardOrders,
 *   undo: import("./undo.js").Undo,
 *   event: string,
 *   station: string,
 *   address: (photo: string) => string,
 *   say: (text: string) => void,
 * }} parts
 */
export function createPaper({ orders, undo, event, station, address, say }) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-paper]"));
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const hands = /** @type {HTMLInputElement} */ (form.elements.namedItem("by_hand"));
  const error = /** @type {HTMLElement} */ (form.querySelector("[data-paper-error]"));
  const language = /** @type {HTMLSelectElement} */ (form.elements.namedItem("language"));
  const tables = /** @type {HTMLSelectElement} */ (form.elements.namedItem("table"));
  const photos = /** @type {HTMLSelectElement} */ (form.elements.namedItem("photo"));
  const beside = /** @type {HTMLElement} */ (document.querySelector("[data-beside-place]"));
  const kept = createKeptForm(`cafe.paper.${event}.${station}`, draw);
  const tiedTo = `cafe.paper-photo.${event}.${station}`;
  let tied = String(storage.read(tiedTo) ?? "");
  let close = false;
  let restored = "";
  const opener = part("open-paper");

  /** @param {boolean} open */
  function unfold(open) {
    form.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    part("foot").toggleAttribute("data-typing", open);
  }

  /** @param {string} id of the photo that the next cards are typed from; empty is none */
  function tie(id) {
    tied = id;
    close = false;
    storage.write(tiedTo, id);
    const photo = at(orders.view().photos, id || null);
    if (photo) {
      tables.value = String(photo.table ?? "");
    }
    drawPhoto();
  }

  function drawPhoto() {
    const known = orders.view().photos;
    render(
      [...known.values()].map((photo) => html`<option value=${photo.id}>${photo.caption || photoName(photo)}</option>`),
      photos,
    );
    const photo = at(known, tied || null);
    photos.value = photo ? tied : "";
    const zoom = () => {
      close = !close;
      drawPhoto();
    };
    const untie = () => {
      tie("");
      text.focus();
    };
    render(photo ? photoBeside({ photo, address: address(photo.id), close }, { zoom, untie }) : nothing, beside);
  }

  function draw() {
    const { id, message = "", card } = kept.written ?? {};
    if (id && card && id !== restored) {
      restored = id;
      unfold(true);
      restore(card);
    }
    if (text.value !== (kept.written?.text ?? "")) {
      text.value = kept.written?.text ?? "";
    }
    text.setAttribute("aria-invalid", message ? "true" : "false");
    error.textContent = message;
  }

  function save() {
    const typed = kept.written?.text.trim();
    if (!typed) {
      kept.refuse(t("form.empty"));
      text.focus();
      return;
    }
    const { kind, table } = Object.fromEntries(new FormData(form));
    const card = {
      station,
      kind,
      language: language.value,
      table: Number(table) || null,
      by_hand: Number(hands.value) || 0,
      photo: photos.value || null,
    };
    hands.value = "0"; // first, for what came back before may be waiting for the empty field
    const said = t("paper.saved", { text: excerpt(typed) });
    kept.give(({ id, text: written }, { form: key, written: whole }) => {
      const back = { form: key, written: { ...whole, card } };
      undo.offer(said, [orders.give("contribution.type_in", { id, text: written, ...card }, { back })]);
    });
    say(said);
    text.focus();
  }

  /** All that belongs to a card that came back. @param {Record<string, any>} card */
  function restore({ photo, ...card }) {
    tie(photo ?? "");
    for (const [name, value] of Object.entries(card)) {
      const control = form.elements.namedItem(name);
      if (control instanceof HTMLSelectElement || control instanceof HTMLInputElement) {
        control.value = String(value ?? "");
      }
    }
    speak(text, language);
  }

  text.addEventListener("input", () => {
    if (kept.written) {
      kept.type({ text: text.value });
    } else {
      kept.begin({ text: text.value });
    }
  });
  text.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && !press.shiftKey && !isComposing(press)) {
      press.preventDefault();
      save();
    }
  });
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    save();
  });
  language.addEventListener("change", () => speak(text, language));
  photos.addEventListener("change", () => tie(photos.value));
  opener.addEventListener("click", () => {
    unfold(Boolean(form.hidden));
    if (!form.hidden) {
      text.focus();
    }
  });
  form.addEventListener("keydown", (press) => {
    if (press.key === "Escape") {
      press.stopPropagation();
      unfold(false);
      opener.focus();
    }
  });
  unfold(Boolean(kept.written?.text));
  speak(text, language); // a browser may bring back what was chosen before
  draw();
  orders.hold(kept, { isFree: () => !kept.written?.text.trim() });
  return {
    draw: drawPhoto,
    /** @param {string} photo */
    typeFrom(photo) {
      tie(photo);
      unfold(true);
      text.focus();
    },
  };
}
