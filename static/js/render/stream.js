import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { excerpt } from "../lib/base/excerpt.js";
import { t } from "../lib/base/page-data.js";
import { soft } from "../lib/base/soft.js";
import { hiddenBecause } from "../lib/model/reasons.js";
import { button, moreButton } from "./buttons.js";
import { called, card } from "./card.js";
import { dots, icon } from "./marks.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/model/threads.js").Thread} Thread
 * @typedef {import("../lib/queue/outbox.js").Order} Order
 *
 * @typedef {import("./card.js").CardOptions} CardOptions
 *
 * @typedef {object} Saying each contribution in its reader's language
 * @property {(contribution: Contribution) => {text: string, language: string}} said
 * @property {(contribution: Contribution) => import("./worded.js").Worded|undefined} worded
 * @property {(contribution: Contribution, open: boolean) => unknown} between its text and its foot
 *
 * @typedef {object} StreamModel
 * @property {Thread[]} threads
 * @property {import("../lib/queue/own-contributions.js").View} view
 * @property {{
 *   on: (id: string) => boolean,
 *   waits: (id: string) => boolean,
 *   shown: (contribution: Contribution) => number,
 * }} votes
 * @property {Map<string, Contribution[]>} beneath what was merged into another, by that one's id
 * @property {(id: string, said: import("../lib/page/read-aloud.js").Said) => CardOptions["read"]} readOf how it is read
 *   aloud; undefined where the phone has no voice for it
 * @property {Saying} saying
 * @property {Map<string, string>} notes sentences about single cards
 * @property {number|null} round the running one
 * @property {number} limit how many threads are drawn
 * @property {number} unread how many contributions are not known here
 * @property {(order: Order) => Contribution} blank
 *
 * @typedef {object} StreamActions
 * @property {(contribution: Contribution) => void} vote
 * @property {(contribution: Contribution) => void} reply
 * @property {(contribution: Contribution) => void} edit
 * @property {(contribution: Contribution) => void} withdraw
 * @property {(order: Order) => void} again
 * @property {(order: Order) => void} discard
 * @property {() => void} more
 */

/**
 * The contributions of a station, each under the one it answers.
 * @param {StreamModel} model
 * @param {StreamActions} actions
 */
export function stream(model, actions) {
  const { threads, view, limit, unread } = model;
  const rest = Math.max(0, threads.length - limit) + unread;
  return html`
    ${repeat(
      view.refused,
      (order) => order.key,
      (order) => html`<li>${refusedCard(order, model, actions)}</li>`,
    )}
    ${view.hidden.length ? hiddenNote(view.hidden) : nothing}
    ${repeat(
      threads.slice(0, limit),
      ({ root }) => root.id,
      (thread) => html`<li>${threadCard(thread, model, actions)}</li>`,
    )}
    ${rest > 0 ? html`<li>${moreButton({ rest, press: actions.more })}</li>` : nothing}
    ${threads.length || view.refused.length ? nothing : empty()}
  `;
}

/** @param {Thread} thread @param {StreamModel} model @param {StreamActions} actions */
function threadCard({ root, replies, orphan }, model, actions) {
  const below = replies.length
    ? html`<ul class="replies" role="list">${repeat(
        replies,
        ({ id }) => id,
        (reply) =>
          html`<li>${oneCard(reply, { reply: true, answers: answered(reply, root, model) }, model, actions)}</li>`,
      )}</ul>`
    : nothing;
  return oneCard(root, { orphan, below }, model, actions);
}

/**
 * Answers stand one level deep, so one to another answer says whom it answers.
 * @param {Contribution} reply @param {Contribution} root @param {StreamModel} model
 * @returns {string|null}
 */
function answered({ reply_to: id }, root, { view, saying }) {
  const before = id === null || id === root.id ? undefined : view.items.get(id);
  return before ? [before.author, excerpt(saying.said(before).text, 40)].filter(Boolean).join(": ") : null;
}

/**
 * @param {Contribution} contribution
 * @param {import("./card.js").CardOptions} options
 * @param {StreamModel} model
 * @param {StreamActions} actions
 */
function oneCard(contribution, options, { view, votes, notes, round, beneath, readOf, saying }, actions) {
  const own = view.own.has(contribution.id);
  const transit = view.transit.get(contribution.id);
  const open = contribution.state === "visible" && !transit;
  const merged = (beneath.get(contribution.id) ?? []).filter(({ id }) => !view.own.has(id));
  const mine = own && transit !== "withdrawing";
  return card(
    { ...contribution, votes: votes.shown(contribution) },
    {
      ...options,
      named: true,
      below: html`${merged.length ? mergedTexts(merged, saying) : nothing}${options.below ?? nothing}`,
      own,
      transit,
      note: notes.get(contribution.id),
      current: contribution.round === round,
      voteWaits: view.reach !== "sending" && votes.waits(contribution.id),
      vote: !open ? undefined : { on: votes.on(contribution.id), press: () => actions.vote(contribution) },
      worded: own ? undefined : saying.worded(contribution), // one's own stays as one wrote it
      between: saying.between(contribution, open),
      read: readOf(contribution.id, own ? contribution : saying.said(contribution)),
      onReply: own || !open ? undefined : () => actions.reply(contribution),
      onEdit: mine ? () => actions.edit(contribution) : undefined,
      onWithdraw: mine ? () => actions.withdraw(contribution) : undefined,
    },
  );
}

/** What says the same, in its own words. @param {Contribution[]} merged @param {Saying} saying */
function mergedTexts(merged, saying) {
  return html`<details class="beneath" data-beneath=${merged.length}>
    <summary>${icon("merge")}${t("card.beneath", { n: merged.length })}</summary>
    ${merged.map((one) => {
      const { text, language } = saying.said(one);
      return html`<p
        class="card-text beneath-one"
        dir="auto"
        lang=${language}
        data-merged=${one.id}
      >${soft(text)}</p>`;
    })}
  </details>`;
}

/** @param {Order} order @param {StreamModel} model @param {StreamActions} actions */
function refusedCard(order, { blank, view }, actions) {
  const before = view.items.get(order.payload.id);
  const contribution = before ? { ...before, text: order.payload.text } : blank(order);
  return card(contribution, {
    named: true,
    own: true,
    transit: "refused",
    note: order.refusal?.message,
    onEdit: () => actions.again(order),
    foot: button({
      deed: "discard",
      sign: icon("undo"),
      words: t("stream.discard"),
      label: called(t("stream.discard"), contribution.text),
      look: "button-quiet end",
      press: () => actions.discard(order),
    }),
  });
}

/** @param {Contribution[]} hidden */
function hiddenNote(hidden) {
  const [before, after] = t("card.quoted", { text: "\n" }).split("\n");
  return html`<li class="note" data-hidden-note>
    ${icon("hidden")}<div>
      <p>${t("stream.hidden_note")}</p>
      <ul>
        ${hidden.map(
          (one) => html`<li data-hidden-own=${one.id}>
            ${before}<span dir="auto" lang=${one.language}>${soft(excerpt(one.text, 60))}</span>${after} –
            <b>${hiddenBecause(one)}</b>
          </li>`,
        )}
      </ul>
    </div>
  </li>`;
}

function empty() {
  return html`<li class="empty" data-empty>
    ${icon("talk")}<b>${t("stream.empty")}</b><p>${t("stream.empty_hint")}</p>
  </li>`;
}

/**
 * What is left to give, and in which order one reads.
 * @param {{left: number, all: number, sort: import("../lib/model/threads.js").Sort}} state
 * @param {(sort: import("../lib/model/threads.js").Sort) => void} onSort
 */
export function streamHead({ left, all, sort }, onSort) {
  /** @param {Event} change */
  const changed = ({ target }) =>
    onSort(/** @type {HTMLSelectElement} */ (target).value === "strongest" ? "strongest" : "newest");
  return html`
    ${dots(left, all)}<span data-votes-left=${left}>${t("stream.votes_left", { n: left, all })}</span>
    <label class="sort end"><span class="sr">${t("stream.sort")}</span>
      <select data-sort .value=${sort} @change=${changed}>
        <option value="newest">${t("stream.newest")}</option>
        <option value="strongest">${t("stream.strongest")}</option>
      </select>${icon("down")}
    </label>
  `;
}

/**
 * New ones wait above while somebody reads below.
 * @param {number} held
 * @param {() => void} onShow
 */
export function newsPill(held, onShow) {
  return held
    ? html`<button type="button" class="news-pill" data-do="news" @click=${onShow}>
        ${icon("up")}${t("stream.news", { n: held })}
      </button>`
    : nothing;
}
