import { isComposing } from "../lib/base/composing.js";
import { graphemes } from "../lib/base/graphemes.js";
import { t } from "../lib/base/page-data.js";
import { uuid } from "../lib/base/uuid.js";
import { createGoal } from "../lib/model/goal.js";
import { partOf } from "../lib/page/screen.js";
import { speak } from "../lib/page/spoken-field.js";
import { waitingTexts } from "../lib/queue/waiting.js";
import { createLine } from "../render/composer-line.js";
import { createArrival } from "./arrival.js";
import { createContent } from "./composer-content.js";
import { drawField, LIMIT } from "./composer-field.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/queue/outbox.js").Order} Order
 * @typedef {import("../lib/drafts/draft.js").Draft} Draft
 * @typedef {import("../render/composer-line.js").LineState} LineState
 *
 * @typedef {object} ComposerParts
 * @property {import("../lib/queue/outbox.js").Outbox} outbox
 * @property {import("../lib/drafts/tab-draft.js").TabDraft} draft
 * @property {(id: string) => boolean} isMine whether the server has this contribution of this person
 * @property {{online: boolean}} live
 * @property {string} station
 * @property {number|null} table
 * @property {(id: string) => Contribution|undefined} itemOf
 * @property {import("../lib/page/person.js").Person} person
 * @property {ReturnType<typeof import("../lib/model/moderation.js").createModeration>} moderation
 * @property {() => import("../render/ending.js").Ending|null} ending where a round is over and its group goes on
 * @property {(text: Draft) => boolean} takeAlong to the next station, which opens; false where that cannot be
 * @property {string} me address of the page where the day's word is given
 * @property {ReturnType<typeof import("../lib/drafts/draft.js").createDraft<{text: string}>>} nameDraft
 * @property {(id: string) => void} onSent
 * @property {() => Drawing|null} drawing null until that is there
 *
 * @typedef {object} Drawing what a form says that is more than a line
 * @property {(place: HTMLElement, model: Parameters<ContextDrawn>[0]|null, cancel: () => void) => void} context
 * @property {(place: HTMLElement, ...kind: Parameters<KindDrawn>) => void} kind
 *
 * @typedef {typeof import("../render/composer-context.js").composerContext} ContextDrawn
 * @typedef {typeof import("../render/composer-context.js").kindNow} KindDrawn
 */

/** States that look like another one.
 * @type {Partial<Record<LineState, LineState>>} */
const LOOKS = {
  here: "typing",
  along: "typing",
  pending: "saved",
  later: "waiting",
  approve: "waiting",
  paused: "refused",
  closed: "refused",
};

/** Refusals after which nothing is left that could be reworded; the text may go out as a new one. The server's answer
 * can come before the news of it. */
const GONE = ["contribution_gone", "contribution_hidden", "unknown_contribution"];

/**
 * The form at the thumb: writes, answers and rewords; says in plain words what became of it.
 * @param {HTMLFormElement} form
 * @param {ComposerParts} parts
 */
export function createComposer(
  form,
  {
    outbox,
    draft,
    nameDraft,
    isMine,
    live,
    station,
    table,
    itemOf,
    person,
    moderation,
    ending,
    takeAlong,
    me,
    ...more
  },
) {
  const { onSent, drawing } = more;
  const part = (/** @type {string} */ name) => partOf(form, name);
  const [line, context, characters, fieldset] = ["line", "context", "characters", "kinds"].map(part);
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const language = /** @type {HTMLSelectElement} */ (form.elements.namedItem("language"));
  const send = /** @type {HTMLButtonElement} */ (part("send"));
  /** @type {{state: LineState, message?: string, word?: string|undefined}|null} */
  let news = form.dataset.saved ? { state: form.dataset.saved === "pending" ? "pending" : "saved" } : null;
  const refusedByPage = form.dataset.state === "refused" ? line.querySelector("span")?.textContent?.trim() : "";
  if (refusedByPage) {
    news = { state: "refused", message: refusedByPage, word: line.querySelector("a")?.href };
  }
  const drawLine = createLine(line);
  context.textContent = "";
  form.toggleAttribute("data-ready", true);
  const isSent = (/** @type {string} */ id) => isMine(id) || outbox.all().some(({ payload }) => payload.id === id);
  const content = createContent(form, { draft, isSent, itemOf, person });
  const arrival = createArrival(form, { outbox, draft: nameDraft, person, onLeave: () => content.keep() });

  const goal = createGoal();
  /** On a low screen one key stands for the five kinds; whether they are unfolded. */
  let isChoosing = false;

  function chooseKind() {
    isChoosing = !isChoosing;
    draw();
  }

  const isWriting = () => content.hasText || document.activeElement === field;

  /** Where a text goes that is in the field while its group goes on. */
  function goals() {
    const over = content.hasText && !content.editing ? ending() : null;
    if (!over) {
      goal.forget();
      return null;
    }
    const to = goal.of(over);
    return { over, to, station: (to === "here" ? over.here : over.next).position };
  }

  /** @returns {import("../render/composer-line.js").LineModel} */
  function lineModel() {
    const ends = goals();
    const waiting = outbox.waiting();
    if (news?.state === "refused") {
      return news;
    }
    if (waiting && live.online && outbox.putOff) {
      return { state: "later", message: outbox.putOff, word: outbox.wantsWord ? me : undefined };
    }
    if (waiting) {
      const texts = waitingTexts(outbox);
      return { state: live.online ? "sending" : "waiting", waiting: texts, unkept: !outbox.outlivesPage() };
    }
    if (content.hasText && !content.outlivesPage) {
      return { state: "unkept" };
    }
    if (ends && !(ends.to === "here" && moderation.state)) {
      return { state: ends.to, station: ends.station };
    }
    if (moderation.state && !(news && !content.hasText)) {
      return { state: moderation.state }; // told before anything is written, and while it is
    }
    return content.hasText ? { state: "typing" } : (news ?? { state: "rest" });
  }

  function draw() {
    if (content.lostParent()) {
      news = { state: "refused", message: t("composer.parent_gone") };
    }
    const said = lineModel();
    const { editing, target } = content;
    const mode = editing ? "edit" : "new";
    form.dataset.state = LOOKS[said.state] ?? said.state;
    form.dataset.mode = mode;
    form.toggleAttribute("data-sentence", Boolean(said.message));
    drawLine(said);
    context.hidden = !target;
    const { text = "", author = null } = target ?? {};
    const model = { mode: /** @type {"edit"|"new"} */ (mode), text, author, now: content.now };
    drawing()?.context(context, target ? model : null, cancel);
    drawEnding();
    form.toggleAttribute("data-answering", Boolean(target) && !editing);
    drawing()?.kind(part("kind-now"), content.written().kind, isChoosing, chooseKind);
    form.toggleAttribute("data-choosing", isChoosing);
    document.body.toggleAttribute("data-writing", isWriting());
    fieldset.hidden = Boolean(editing);
    language.disabled = Boolean(editing);
    send.disabled = !content.hasText || (moderation.state === "closed" && !editing);
    field.setAttribute("aria-invalid", String(said.state === "refused"));
    drawField(field, characters);
    arrival.draw();
  }

  function drawEnding() {
    const ends = goals();
    const place = part("ends");
    /** @param {import("../lib/model/goal.js").Goal} to */
    const choose = (to) => {
      goal.choose(to);
      draw();
    };
    ends?.over.draw(place, ends.to, choose);
    place.hidden = !ends;
    form.toggleAttribute("data-over", Boolean(ends));
    if (ends) {
      send.dataset.station = String(ends.station); // the arrow has the colour of where it leads
    } else {
      delete send.dataset.station;
    }
  }

  function submit() {
    const { id: fresh = uuid(), text, kind, language: spoken, replyTo, editing } = content.written();
    const count = graphemes(text.trim());
    if (!content.hasText) {
      return;
    }
    if (count > LIMIT) {
      news = { state: "refused", message: t("composer.too_long", { n: count, limit: LIMIT }) };
      draw();
      return;
    }
    news = null;
    if (goals()?.to === "along") {
      if (takeAlong(content.written())) {
        content.empty();
      }
      draw();
      return;
    }
    const id = editing ?? fresh;
    if (editing) {
      outbox.put("contribution.edit", { id, text, was: content.was }, station);
    } else {
      const { name } = arrival;
      const more = { ...(table && { table }), ...(replyTo && { reply_to: replyTo }), ...(name && { name }) };
      outbox.put("contribution.add", { id, station, text, kind, language: spoken, ...more }, station);
    }
    content.empty(); // only now: the queue has it
    draw();
    field.focus(); // a button that is off takes the focus with it
    onSent(id);
  }

  function cancel() {
    news = null;
    if (content.editing) {
      content.empty();
    } else {
      content.unanswer();
    }
    draw();
    field.focus();
  }

  /** A refused order's text comes back into the field. @param {Order} order */
  function again(order) {
    const { payload, refusal } = order;
    const before = itemOf(payload.id);
    const now = refusal?.now;
    const isThere = before && !(refusal && GONE.includes(refusal.error));
    content.take({
      text: payload.text,
      kind: payload.kind ?? before?.kind ?? "idea",
      language: payload.language ?? before?.language ?? language.value,
      replyTo: refusal?.error === "parent_gone" ? null : (payload.reply_to ?? null),
      editing: order.name === "contribution.edit" && isThere ? payload.id : null,
      was: now ?? payload.was,
      ...(now !== undefined && { now }),
    });
    arrival.giveBack(payload.name ?? "");
    news = refusal ? { state: "refused", message: refusal.message } : null;
    outbox.drop(order.key);
    draw();
  }

  person.subscribe(() => {
    content.follow();
    draw();
  });
  outbox.subscribe(draw);
  outbox.onAccepted(({ name, payload }, ack) => {
    if (payload.name) {
      person.call(payload.name);
    }
    if (name === "contribution.add" || name === "contribution.edit") {
      news = { state: ack.state === "pending" ? "pending" : "saved" };
      draw();
    }
  });
  outbox.onRefused((order) => {
    // Where the field is free, the text comes straight back into it; else it waits in the stream.
    const isContribution = order.name.startsWith("contribution."); // what it means in another language has its own form
    if (order.refusal && isContribution && order.station === station && content.isIdle) {
      again(order);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("input", () => {
    news = null;
    speak(field, language);
    content.keep();
    draw();
  });
  fieldset.addEventListener("change", () => {
    isChoosing = false;
    draw();
  });
  for (const name of ["focus", "blur"]) {
    field.addEventListener(name, draw);
  }
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !isComposing(event) && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && (content.editing || content.replyTo)) {
      cancel();
    }
  });
  draft.onTaken(() => {
    content.handOver();
    draw();
  });
  /** The person looks at another tab, or at this one again: the draft goes along. @param {boolean} hidden */
  function turnAway(hidden) {
    if (hidden) {
      draft.release();
    } else {
      draft.resume();
      content.goOn();
      draw();
    }
  }
  document.addEventListener("visibilitychange", () => turnAway(document.visibilityState === "hidden"));
  window.addEventListener("pagehide", () => turnAway(true));
  window.addEventListener("pageshow", ({ persisted }) => persisted && turnAway(false));
  draw();
  void content.renew().then((renewed) => renewed && draw());

  return {
    draw,
    get arrives() {
      return arrival.isThere;
    },
    get isWriting() {
      return isWriting();
    },
    get hasText() {
      return content.hasText;
    },
    /** @param {Contribution} contribution */
    reply({ id }) {
      content.answer(id);
      news = null;
      draw();
      field.focus();
    },
    /** @param {Contribution} contribution */
    edit({ id, text, kind, language: spoken }) {
      if (content.editing !== id) {
        content.take({ text, kind, language: spoken, replyTo: null, editing: id, was: text });
      }
      news = null;
      draw();
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    },
    /** @param {Order} order */
    again(order) {
      again(order);
      field.focus();
    },
    /** A text that was begun at another station goes on here. @param {Draft} draft */
    takeUp({ text, kind, language: spoken, chosen }) {
      content.take({
        text,
        kind,
        language: spoken,
        ...(chosen !== undefined && { chosen }),
        replyTo: null,
        editing: null,
      });
      news = null;
      draw();
      field.focus();
    },
  };
}
