import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { icon } from "./marks.js";

/**
 * Says of what a host wrote that contact data in it is covered in public, and offers to show it. Which press it was
 * `screens/host/contacts.js` hears for all of them.
 * @param {"cluster"|"statement"|"measure"|"photo"} noun
 * @param {{id: string, masked?: object|null}} item
 */
export function contactNote(noun, { id, masked }) {
  return masked
    ? html`<span class="contact-note" data-contact-note>
        <span class="chip chip-wait" data-contact>${icon("alert")}${t("board.contact")}</span>
        <button
          type="button"
          class="button"
          data-do="confirm-contact"
          translate="no"
          data-confirm-contact=${noun}
          data-of=${id}
        >${t("board.contact_ok")}</button>
      </span>`
    : nothing;
}
