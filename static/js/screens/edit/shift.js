import { partOf } from "../../lib/page/screen.js";
import { fill } from "../own-form.js";

/**
 * Lines of a programme, of which later ones may move along with one that is written: what the server then tells of all
 * is filled in, where nobody types just now.
 * @param {() => import("../own-form.js").OwnForm[]} forms
 */
export function createShift(forms) {
  const box = /** @type {HTMLInputElement|null} */ (document.querySelector("[data-shift]"));
  if (box) {
    box.hidden = false;
  }

  return {
    /** @returns {Record<string, string>} */
    besides: () => (box?.checked ? { shift: "1" } : {}),
    /** @param {any} ack @param {HTMLFormElement} from */
    hear(ack, from) {
      for (const [id, line] of Object.entries(ack.ok ? (ack.lines ?? {}) : {})) {
        const { revision, ...fields } = line;
        const own = forms().find(({ form }) => form.dataset.lineId === id);
        if (own && own.form !== from && own.kept.rebase(fields, revision)) {
          fill(own.form, fields);
        }
        for (const known of document.querySelectorAll(`[data-row="${id}"] [name="known"]`)) {
          /** @type {HTMLInputElement} */ (known).value = revision;
        }
      }
      if (ack.ok && ack.starts && !partOf(from, "field")?.matches(":focus")) {
        fill(from, { starts: ack.starts, ends: ack.ends, title: ack.title });
      }
    },
  };
}
