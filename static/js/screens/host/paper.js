import { html, nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { at } from "../../lib/base/at.js";
import { excerpt } from "../../lib/base/excerpt.js";
import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import * as storage from "../../lib/storage/local-storage.js";
import { photoBeside } from "../../render/photo-view.js";
import { photoName } from "../../render/photos.js";

/** @typedef {import("../../lib/net/wire.js").Photo} Photo */

/**
 * Cards of people without a phone: typed, Enter, and the field is empty for the next. Kind, language, table and
 * the photo it is typed from stay.
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
  const tables = /** @type {HTMLSelectElement} */ (form.elements.namedItem("table"));
  const photos = /** @type {HTMLSelectElement} */ (form.elements.namedItem("photo"));
  const beside = /** @type {HTMLElement} */ (document.querySelector("[data-beside-place]"));
  const kept = createKeptForm(`cafe.paper.${event}.${station}`, draw);
  const tiedTo = `cafe.paper-photo.${event}.${station}`;
  let tied = String(storage.read(tiedTo) ?? "");
  let close = false;

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
    const { busy = false, message = "" } = kept.written ?? {};
    if (text.value !== (kept.written?.text ?? "")) {
      text.value = kept.written?.text ?? "";
    }
    text.readOnly = busy;
    text.setAttribute("aria-invalid", message ? "true" : "false");
    error.textContent = message;
  }

  async function save() {
    if (!kept.written) {
      return;
    }
    const { kind, language, table } = Object.fromEntries(new FormData(form));
    const card = {
      station,
      kind,
      language,
      table: Number(table) || null,
      by_hand: Number(hands.value) || 0,
      photo: photos.value || null,
    };
    /** @type {Promise<import("../../lib/net/wire.js").Ack>[]} */
    const answers = [];
    const typed = kept.written.text.trim();
    const sent = await kept.send(({ id, text: said }) => {
      answers.push(orders.ask("contribution.type_in", { id, text: said, ...card }, () => {}));
      return answers[0];
    });
    if (sent) {
      hands.value = "0";
      const said = t("paper.saved", { text: excerpt(typed) });
      undo.offer(said, answers);
      say(said);
    }
    text.focus();
  }

  text.addEventListener("input", () => {
    if (kept.written) {
      kept.type({ text: text.value });
    } else {
      kept.begin({ text: text.value });
    }
  });
  text.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && !press.shiftKey && !press.isComposing) {
      press.preventDefault();
      void save();
    }
  });
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    void save();
  });
  photos.addEventListener("change", () => tie(photos.value));
  draw();
  return {
    draw: drawPhoto,
    /** @param {string} photo */
    typeFrom(photo) {
      tie(photo);
      text.focus();
    },
  };
}
