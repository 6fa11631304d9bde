import { html } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { closeButton } from "./buttons.js";
import { icon, kindName } from "./marks.js";

/**
 * What the text will be: an answer, and to whom, or other words for something written earlier. Always with a way out.
 * Where somebody else gave it another wording meanwhile, that one is there in full: what is sent takes its place.
 * @param {{mode: "new"|"edit", text: string, author: string|null, now?: string|undefined}} context
 * @param {() => void} onCancel
 */
export function composerContext({ mode, text, author, now }, onCancel) {
  const answers = author ? t("composer.replying_to", { name: author }) : t("composer.replying");
  const label = mode === "edit" ? t("composer.editing") : answers;
  const out = mode === "edit" ? t("composer.stop_editing") : t("composer.stop_replying");
  return html`
    ${mode === "edit" ? icon("edit") : icon("reply", "icon-turns")}
    ${
      now === undefined
        ? html`<span><b><bdi>${label}</bdi></b> <bdi>${excerpt(text)}</bdi></span>`
        : html`<span class="composer-now" data-now>${t("composer.reworded")} <bdi>${now}</bdi></span>`
    }
    ${closeButton({ deed: "cancel", label: out, press: onCancel })}
  `;
}

/**
 * The kind on a low screen, in place of all five: a key that unfolds them.
 * @param {import("../lib/net/wire.js").Kind} kind
 * @param {boolean} isOpen
 * @param {() => void} press
 */
export const kindNow = (kind, isOpen, press) =>
  html`<button
    type="button"
    class="kind-now"
    data-do="kind"
    translate="no"
    aria-expanded=${isOpen ? "true" : "false"}
    @click=${press}
  >
    ${icon(kind)}<span class="sr">${t("composer.kind", { kind: kindName(kind) })}</span>
  </button>`;
