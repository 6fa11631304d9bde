import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { isSaved } from "../../lib/drafts/is-saved.js";
import { deadline } from "../../lib/net/deadline.js";
import { saveFile } from "../../lib/page/save-file.js";
import { part } from "../../lib/page/screen.js";
import { ownMessage } from "../../render/own-form.js";

/** So long a version may take to be written, in ms. */
const PATIENCE = 300_000;

/** @typedef {import("../../lib/drafts/autosave.js").Autosave} Autosave */

/**
 * The Word file and the editions: first everything typed is saved, then it is written; what takes long is said.
 * @param {() => Autosave[]} forms
 */
export function createTakingHome(forms) {
  /** @returns {Promise<string>} why not; empty where everything is saved */
  async function saved() {
    const answers = await Promise.all(forms().map(isSaved));
    return answers.every(Boolean) ? "" : t("own.save_first");
  }

  const [progress, failure] = [part("progress"), part("fail")];
  /** @param {HTMLAnchorElement} link */
  async function takeHome(link) {
    if (link.getAttribute("aria-disabled") === "true") {
      return;
    }
    link.setAttribute("aria-disabled", "true");
    render("", failure);
    const refusal = await attempt(
      async () =>
        (await saved()) ||
        (await saveFile(link.href, (state) => {
          progress.textContent = t(`own.file_${state}`);
        })),
    );
    render(ownMessage(refusal), failure);
    if (refusal) {
      progress.textContent = "";
    }
    link.removeAttribute("aria-disabled");
  }
  for (const element of document.querySelectorAll("[data-download]")) {
    element.addEventListener("click", (click) => {
      click.preventDefault();
      void takeHome(/** @type {HTMLAnchorElement} */ (element));
    });
  }

  const form = /** @type {HTMLFormElement} */ (part("fix"));
  const [fixing, fixFailure] = [part("fix-progress"), part("fix-fail")];
  form.addEventListener("submit", async (submit) => {
    submit.preventDefault();
    if (form.ariaBusy === "true") {
      return;
    }
    form.ariaBusy = "true";
    render("", fixFailure);
    fixing.textContent = t("own.fixing");
    let number = 0;
    const refusal = await attempt(async () => {
      const unsaved = await saved();
      if (unsaved) {
        return unsaved;
      }
      const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
      const headers = { Accept: "application/json" };
      const answer = await fetch(form.action, { method: "POST", headers, body, signal: deadline(PATIENCE) });
      const ack = await answer.json();
      number = ack.number ?? 0;
      return ack.ok ? "" : ack.message;
    });
    if (refusal) {
      fixing.textContent = "";
      render(ownMessage(refusal), fixFailure);
      form.ariaBusy = "false";
    } else {
      location.hash = `edition-${number}`;
      location.reload();
    }
  });
}

/** @param {() => Promise<string>} work @returns {Promise<string>} why it was not done */
async function attempt(work) {
  try {
    return await work();
  } catch {
    return t("journal.offline");
  }
}
