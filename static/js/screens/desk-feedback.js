import { html, render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { createKeptForm } from "../lib/drafts/kept-form.js";
import { withGerman } from "../lib/model/as-read.js";
import { ask } from "../lib/net/ask.js";
import { commentList, feedbackPanel, feedbackState } from "../render/desk-feedback.js";
import { feedbackCharts } from "../render/feedback-charts.js";
import { formActions } from "./form-actions.js";

/**
 * @typedef {import("../lib/net/wire.js").Feedback} Feedback
 */

const PLACE = "feedback";
const COMMENTS = "comments";

/** What an order that is not answered yet makes of its comment. @type {Record<string, (payload: any) => object>} */
const CHANGES = {
  "feedback.hide": ({ on }) => ({ hidden: on }),
  "feedback.confirm_contact": () => ({ masked: null }),
  "feedback.word_in_german": ({ text }) => ({ german: text }),
};

/** An emptied field takes the wording away. @param {string} text */
const wordingOf = (text) => text.trim() || null;

/**
 * The survey at the desk: opening and closing it, showing it on the wall, reading it, and what becomes of its comments.
 * @param {{
 *   panel: HTMLElement,
 *   chip: HTMLElement,
 *   dialog: HTMLDialogElement,
 *   orders: ReturnType<typeof import("../lib/queue/desk-orders.js").createOrders>,
 *   live: import("../lib/net/socket.js").Live,
 *   clock: import("../lib/model/event-state.js").EventClock,
 *   event: {slug: string, language: string},
 *   feedback: Feedback,
 * }} parts
 */
export function createFeedback({ panel, chip, dialog, orders, live, clock, event, feedback: first }) {
  let feedback = first;
  const result = /** @type {HTMLElement} */ (dialog.querySelector("[data-result]"));
  const kept = createKeptForm(`cafe.comment.${event.slug}`, draw);
  const send = (/** @type {string} */ name, payload = {}) => void orders.send(PLACE, name, payload);

  const actions = {
    turn: () => send(clock.state.feedback.state === "open" ? "feedback.end" : "feedback.begin"),
    show: () => send("feedback.show", { on: !clock.state.feedback.shown }),
    read() {
      dialog.showModal();
      orders.bringBack(); // what was not accepted while it was closed
      draw();
    },
  };

  /** @param {string} id @param {string} name */
  const focusOn = (id, name) =>
    /** @type {HTMLElement|null} */ (dialog.querySelector(`[data-comment="${CSS.escape(id)}"] ${name}`))?.focus();

  const focusField = () => void (kept.written && focusOn(kept.written.id, "[data-field]"));

  /**
   * What was done here and is not answered shows as if it were.
   * @param {import("../lib/net/wire.js").Comment[]} said
   */
  const withOrders = (said) =>
    said.map((comment) => {
      const mine = orders.of(COMMENTS).filter(({ payload }) => payload.id === comment.id);
      const changes = mine.map(({ name, payload }) => CHANGES[name]?.(payload));
      return Object.assign({}, comment, ...changes);
    });

  const comments = {
    /** @param {import("../lib/net/wire.js").Comment} comment */
    hide({ id, hidden }) {
      void orders
        .send(COMMENTS, "feedback.hide", { id, on: !hidden })
        .then((done) => done && change(id, { hidden: !hidden }));
    },
    /** @param {import("../lib/net/wire.js").Comment} comment */
    confirm({ id, text, german }) {
      const was = withGerman(text, german);
      void orders
        .send(COMMENTS, "feedback.confirm_contact", { id, was })
        .then((done) => done && change(id, { masked: null }));
      focusOn(id, '[data-do="hide"]');
    },
    /** @param {import("../lib/net/wire.js").Comment} comment */
    word({ id, german }) {
      kept.begin({ id, text: german ?? "", was: german });
      focusField();
    },
    form: formActions(kept, {
      order({ id, text, was }, back) {
        const german = wordingOf(text);
        void orders
          .send(COMMENTS, "feedback.word_in_german", { id, text: german, was }, { back })
          .then((done) => done && change(id, { german }));
      },
      mayBeEmpty: true,
      refocus: focusField,
      saved({ id }) {
        draw();
        focusOn(id, '[data-do="german"]');
      },
      left: (written) => written && focusOn(written.id, '[data-do="german"]'),
    }),
  };

  /**
   * Answered; the news come within a second.
   * @param {string} id
   * @param {Partial<import("../lib/net/wire.js").Comment>} values
   */
  function change(id, values) {
    const known = feedback.comments ?? [];
    feedback = { ...feedback, comments: known.map((one) => (one.id === id ? { ...one, ...values } : one)) };
    draw();
  }

  function draw() {
    const { people, comments: said = [], asked = "" } = feedback;
    const returned = orders.returned(kept).length && !dialog.open ? t("feedback.returned") : "";
    const refusal = orders.refusal(PLACE) || returned;
    const state = { state: clock.state.feedback, busy: orders.busy(PLACE), refusal };
    render(feedbackState(clock.state.feedback.state), chip);
    render(feedbackPanel({ ...state, people }, actions), panel);
    if (dialog.open) {
      const model = { written: kept.written, asked, language: event.language, refusal: orders.refusal(COMMENTS) };
      render(
        html`<p class="hint" data-people>${t("feedback.people", { n: people })}</p>
        <div class="survey-charts">${feedbackCharts(feedback, { language: event.language })}</div>
        ${commentList(withOrders(said), model, comments)}`,
        result,
      );
    }
  }

  /** @param {Feedback|null} news */
  function hear(news) {
    if (news && news.event === event.slug) {
      feedback = news;
      draw();
    }
  }

  dialog.addEventListener("close", draw);
  dialog.addEventListener("click", ({ target }) => {
    if (/** @type {Element} */ (target).closest('[data-do="close"]')) {
      dialog.close();
    }
  });
  orders.hold(kept, { isFree: () => dialog.open && !kept.written, focus: focusField });
  live.on("feedback.changed", hear);

  return {
    draw,
    async ask() {
      const ack = await ask(live, "feedback.open", { event: event.slug, audience: "desk" });
      if (ack?.ok) {
        hear(ack.feedback);
      }
    },
  };
}
