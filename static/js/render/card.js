import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { locale, t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { formatTime } from "../lib/base/time-format.js";
import { hiddenBecause } from "../lib/model/reasons.js";
import { button } from "./buttons.js";
import { icon, kindMark, kindName } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../../vendor/lit-html/lit-html.js").TemplateResult} Drawn
 *
 * @typedef {object} CardOptions what a screen wants of the one card; everything is off unless asked for
 * @property {boolean} [own] written on this device: tinted and labelled
 * @property {boolean} [named] a card of a list for the ear, too: it has a name and a heading, and its buttons say whose
 *   they are
 * @property {3|4} [level] of that heading: below the one of its list, 3 unless said otherwise
 * @property {boolean} [mini] small card of the host's board
 * @property {boolean} [reply] stands nested under its parent
 * @property {boolean} [orphan] its parent was taken back
 * @property {boolean} [short] the kind as its sign alone, with the word for screen readers
 * @property {boolean} [who] false leaves author, table and round out
 * @property {{on: boolean, label: string, press: () => void}} [check] it can be selected: by its box, or anywhere on it
 * @property {string|null} [answers] the beginning of what it answers, where that does not stand above it
 * @property {boolean} [current] its round is the one that runs, so it need not be said
 * @property {boolean} [voice] the text is set as a quotation (wall)
 * @property {string|null} [number] its name for people who point at it (lib/model/number.js)
 * @property {boolean} [time] false leaves the time of day out
 * @property {"sending"|"offline"|"unkept"|"later"|"withdrawing"|"refused"|null} [transit] not with the server yet, or
 *   not accepted
 * @property {boolean} [voteWaits] the person's dot is not with the server yet
 * @property {import("./worded.js").Worded} [worded] it is read in another language than it was written in
 * @property {import("../lib/model/spoken.js").Spoken} [second] what it means in the wall's second language, below it
 * @property {unknown} [between] what stands between its text and its foot
 * @property {string|null} [note] a sentence about what just happened to this card
 * @property {{on: boolean, press: () => void}} [vote]
 * @property {{on: boolean, press: () => void}} [read] it can be read aloud; on: it is, just now
 * @property {() => void} [onReply]
 * @property {() => void} [onEdit]
 * @property {() => void} [onWithdraw]
 * @property {unknown} [head] more for the head line, before the time
 * @property {unknown} [foot] more controls
 * @property {unknown} [below] below the card's foot, such as its replies
 */

/** Languages that are written in the wording of the page need no second one. */
const GERMAN = /^de\b/;
/** Signs of a text by which the ear knows its card again. */
const HEARD = 40;

/** @param {string} text */
const beginning = (text) => excerpt(text, HEARD);

/**
 * What the ear is told of a card or of its button: "antworten: Beginn …".
 * @param {string} what
 * @param {string} text the card's
 */
export const called = (what, text) => t("card.deed", { deed: what, text: beginning(text) });

/**
 * One contribution, on every screen.
 * @param {Contribution} contribution
 * @param {CardOptions} [options]
 * @returns {Drawn}
 */
export function card(contribution, options = {}) {
  const { worded } = options;
  const heard = worded ? worded.text : contribution.text;
  return html`<article
    class=${classes(contribution, options)}
    data-contribution=${contribution.id}
    data-state=${options.transit || contribution.state}
    ?data-own=${options.own}
    aria-label=${options.named ? called(kindName(contribution.kind), heard) : nothing}
    @click=${options.check ? pressed(options.check.press) : nothing}
  >
    ${head(contribution, options)} ${options.orphan ? orphanLine() : nothing}
    ${options.answers ? answerLine(options.answers) : nothing}
    ${worded ? worded.drawn(contribution, worded) : asWritten(contribution, options)} ${options.between || nothing}
    ${options.note ? html`<p class="card-note" data-note>${icon("info")}<span>${options.note}</span></p>` : nothing}
    ${foot({ ...contribution, text: heard }, options)} ${options.below || nothing}
  </article>`;
}

/** @param {Contribution} contribution @param {CardOptions} options */
function asWritten(contribution, { voice, second }) {
  return html`<p class="card-text ${voice ? "voice" : ""}" dir="auto" lang=${contribution.language} data-text>${soft(
    contribution.text,
  )}</p>
    ${second ? alsoSaid(second) : german(contribution)}`;
}

/**
 * What it means in another language, below the text; its mark does not decide in which direction it runs.
 * @param {import("../lib/model/spoken.js").Spoken} second
 */
function alsoSaid({ text, language, by }) {
  return html`<p class="card-german" dir="auto" lang=${language} data-german data-second=${by}><b><bdi
        lang=${locale}
      >${t(by === "host" ? "worded.host" : "worded.guest")}</bdi></b>${soft(text)}</p>`;
}

/** @param {Contribution} contribution @param {CardOptions} options */
function classes({ state, highlighted }, { own, mini, reply, check, transit }) {
  return [
    "card",
    own && "card-own",
    mini && "card-mini",
    reply && "reply",
    check?.on && "card-selected",
    highlighted && "card-bright",
    (transit || state === "pending") && "card-pending",
    state === "hidden" && "card-hidden",
  ]
    .filter(Boolean)
    .join(" ");
}

/** A tap on the card, but not on its controls, nor one that ends the marking of words. @param {() => void} press */
function pressed(press) {
  return (/** @type {MouseEvent} */ { target }) => {
    if (
      !(/** @type {Element} */ (target).closest("button, input, textarea, summary, a")) &&
      getSelection()?.isCollapsed !== false
    ) {
      press();
    }
  };
}

/** @param {number} seconds since 1970 */
function writtenAt(seconds) {
  const moment = seconds * 1000;
  return html`<time class="end" datetime=${new Date(moment).toISOString()}>${formatTime(moment)}</time>`;
}

/** @param {Contribution} contribution @param {CardOptions} options */
function head(contribution, options) {
  return html`<header class="card-head">
    ${options.check ? checkBox(options.check) : nothing}
    ${kindMark(contribution.kind, { short: options.short, heading: options.named ? (options.level ?? 3) : undefined })}
    ${options.number ? html`<span class="card-number num" dir="ltr" data-number>${options.number}</span>` : nothing}
    ${options.own ? html`<b>${t("card.own")}</b>` : who(contribution, options)}
    ${
      contribution.highlighted
        ? html`<span class="mini-star">${icon("star")}<span class="sr">${t("card.highlighted")}</span></span>`
        : nothing
    }
    ${stateChip(contribution, options)}
    ${contribution.edited ? html`<span data-edited>${t("card.edited")}</span>` : nothing} ${options.head || nothing}
    ${options.time === false ? nothing : writtenAt(contribution.created_at)}
  </header>`;
}

/** @param {{on: boolean, label: string, press: () => void}} check */
function checkBox({ on, label, press }) {
  return html`<input
    type="checkbox"
    class="card-check"
    data-do="select"
    aria-label=${label}
    .checked=${on}
    @change=${press}
  >`;
}

/** @param {Contribution} contribution @param {CardOptions} options */
function who({ author, table, round }, { current, who: wanted }) {
  if (wanted === false) {
    return nothing;
  }
  const parts = [
    author,
    table && t("card.table", { n: table }),
    round && !current && t("card.round", { n: round }),
  ].filter(Boolean);
  // each by itself, so that a name in other letters turns neither the dots nor the numbers round
  const shown = parts.map((part, index) => html`${index ? " · " : nothing}<bdi>${part}</bdi>`);
  return parts.length ? html`<span class="card-who">${shown}</span>` : nothing;
}

/** @param {Contribution} contribution @param {CardOptions} options */
function stateChip(contribution, { transit, own, voteWaits }) {
  const { state, merged_into: mergedInto } = contribution;
  if (transit === "offline") {
    return html`<span class="chip chip-wait">${icon("offline")}${t("card.offline")}</span>`;
  }
  if (transit === "unkept") {
    return html`<span class="chip chip-wait">${icon("alert")}${t("card.unkept")}</span>`;
  }
  if (transit === "later") {
    return html`<span class="chip chip-wait">${icon("wait")}${t("card.later")}</span>`;
  }
  if (transit === "withdrawing") {
    return html`<span class="chip chip-wait">${icon("undo")}${t("card.withdrawing")}</span>`;
  }
  if (transit === "refused") {
    return html`<span class="chip chip-bad">${icon("alert")}${t("card.refused")}</span>`;
  }
  if (transit) {
    return html`<span class="chip">${icon("wait")}${t("card.sending")}</span>`;
  }
  if (state === "pending") {
    return html`<span class="chip chip-wait">${icon("wait")}${t("card.pending")}</span>`;
  }
  if (state === "hidden") {
    return html`<span class="chip chip-bad">${icon("hidden")}${hiddenBecause(contribution)}</span>`;
  }
  if (voteWaits) {
    return html`<span class="chip chip-wait">${icon("wait")}${t("card.vote_waits")}</span>`;
  }
  return own && mergedInto ? html`<span class="chip">${icon("merge")}${t("card.merged")}</span>` : nothing;
}

function orphanLine() {
  return html`<p class="card-orphan" data-orphan>${icon("reply", "icon-turns")}${t("card.orphan")}</p>`;
}

/** @param {string} text */
function answerLine(text) {
  return html`<p class="card-orphan" data-answers>
    ${icon("reply", "icon-turns")}<span>${t("card.answers")} <bdi>${soft(text)}</bdi></span>
  </p>`;
}

/** @param {Contribution} contribution */
function german({ german: wording, language }) {
  return wording && !GERMAN.test(language)
    ? html`<p class="card-german" dir="ltr" lang="de" data-german><b>${t("card.german")}</b>${soft(wording)}</p>`
    : nothing;
}

/** @param {Contribution} contribution @param {CardOptions} options */
function foot({ text, votes }, { named, vote, read, onReply, onEdit, onWithdraw, foot: more }) {
  if (!vote && !read && !onReply && !onEdit && !onWithdraw && !more) {
    return nothing;
  }
  /** @param {string} deed */
  const label = (deed) => (named ? called(deed, text) : undefined);
  return html`<footer class="card-foot">
    ${vote ? voteButton(votes, beginning(text), vote) : nothing}
    ${read ? readButton(text, read) : nothing}
    ${
      onEdit
        ? button({
            deed: "edit",
            sign: icon("edit"),
            words: t("card.edit"),
            label: label(t("card.edit")),
            look: "button-quiet",
            press: onEdit,
          })
        : nothing
    }
    ${
      onReply
        ? button({
            deed: "reply",
            sign: icon("reply", "icon-turns"),
            words: t("card.reply"),
            label: label(t("card.reply")),
            look: "button-quiet end",
            press: onReply,
          })
        : nothing
    }
    ${
      onWithdraw
        ? button({
            deed: "withdraw",
            sign: icon("undo"),
            words: t("card.withdraw"),
            label: label(t("card.withdraw")),
            look: "button-quiet end",
            press: onWithdraw,
          })
        : nothing
    }
    ${more || nothing}
  </footer>`;
}

/** @param {string} text @param {{on: boolean, press: () => void}} read */
function readButton(text, { on, press }) {
  return button({
    deed: "read",
    sign: icon("aloud", "icon-turns"),
    label: t(on ? "read.stop" : "read.begin", { text: beginning(text) }),
    look: `button-quiet button-square read${on ? " read-on" : ""}`,
    press,
  });
}

/** @param {number} votes @param {string} about @param {{on: boolean, press: () => void}} vote */
function voteButton(votes, about, { on, press }) {
  return html`<button
    type="button"
    class="dot-button"
    data-do="vote"
    data-votes=${votes}
    aria-pressed=${on ? "true" : "false"}
    aria-label=${t("card.vote", { text: about, n: votes })}
    @click=${press}
  >
    <span class="num">${votes}</span>
  </button>`;
}
