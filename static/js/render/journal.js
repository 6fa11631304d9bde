import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { formatTime } from "../lib/base/time-format.js";
import { button, dialogHead } from "./buttons.js";
import { icon } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Entry} Entry
 *
 * @typedef {object} JournalActions
 * @property {(entry: Entry) => void} undo
 * @property {() => void} close
 */

/**
 * What was done at the station, newest first; `entries` is null until it was read.
 * `newest` shows later whether somebody changed them.
 * @param {{entries: Entry[]|null, newest: string, message: string|null}} model
 * @param {JournalActions} actions
 */
export function journal({ entries, newest, message }, actions) {
  return html`
    ${dialogHead(html`<h2 id="journal-title" tabindex="-1">${t("journal.title")}</h2>`, {
      label: t("journal.close"),
      press: actions.close,
    })}
    <p
      class="field-error"
      role="alert"
      data-journal-message
    >${message ? html`${icon("alert")}<span>${message}</span>` : nothing}</p>
    ${entries === null && !message ? html`<p class="hint">${t("journal.loading")}</p>` : nothing}
    ${entries?.length === 0 ? html`<p class="hint" data-empty>${t("journal.empty")}</p>` : nothing}
    <ol class="journal-list">${(entries ?? []).map((entry) => row(entry, actions))}</ol>
    ${newest ? html`<p class="hint" data-newest>${t("journal.newest", { value: newest })}</p>` : nothing}
  `;
}

/** @param {Entry} entry @param {JournalActions} actions */
function row(entry, { undo }) {
  const what = subject(entry);
  const more = new Set(entry.items.map(({ id }) => id)).size - 1;
  const sentence = t(`deed.${entry.deed}`);
  return html`<li class="journal-entry" data-entry=${entry.revision} ?data-undone=${entry.undone}>
    <time class="num" datetime=${entry.done_at}>${formatTime(entry.done_at)}</time>
    <p>
      <b>${sentence}</b>${what ? html` <bdi>${what}</bdi>` : nothing}${
        more > 0 ? html` ${t("journal.more", { n: more })}` : nothing
      }<span class="journal-who">${t(`door.${entry.door}`)}${entry.undone ? ` · ${t("journal.undone")}` : ""}</span>
    </p>
    ${
      entry.undone || !entry.items.length
        ? nothing
        : button({
            deed: "undo-entry",
            sign: icon("reply", "icon-turns"),
            words: t("undo.undo"),
            label: t("journal.undo_one", { deed: `${sentence} ${what}` }),
            press: () => undo(entry),
          })
    }
  </li>`;
}

/** Deeds at what hosts write themselves: they leave nothing here only where that repeated what was withdrawn. */
const OF_HOSTS = /^(cluster|measure|photo|statement)\./;

/** What it was about: the first thing it changed. @param {Entry} entry */
function subject({ deed, items }) {
  const [first] = items;
  if (!first) {
    return t(OF_HOSTS.test(deed) ? "journal.copied" : "journal.taken_back");
  }
  if (first.noun === "cluster" && !first.name) {
    return `(${t("board.unnamed")})`;
  }
  return first.noun === "station" || first.noun === "dismissal" || !first.name ? "" : `„${excerpt(first.name)}“`;
}
