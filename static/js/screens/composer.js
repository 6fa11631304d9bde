import { nothing, render } from "../../vendor/lit-html/lit-html.js";
import { graphemes } from "../lib/graphemes.js";
import { t } from "../lib/page.js";
import { uuid } from "../lib/uuid.js";
import { composerContext, composerLine } from "../render/composer-line.js";
import { KINDS } from "../render/marks.js";

/**
 * @typedef {import("../lib/wire.js").Contribution} Contribution
 * @typedef {import("../lib/outbox.js").Order} Order
 * @typedef {import("../lib/draft.js").Draft} Draft
 * @typedef {import("../render/composer-line.js").LineState} LineState
 *
 * @typedef {object} ComposerParts
 * @property {import("../lib/outbox.js").Outbox} outbox
 * @property {ReturnType<typeof import("../lib/draft.js").createDraft>} draft
 * @property {{online: boolean}} live
 * @property {string} station
 * @property {number|null} table
 * @property {(id: string) => Contribution|undefined} itemOf
 * @property {(id: string) => void} onSent
 */

const LIMIT = 500;
const EXCERPT = 60;

/**
 * The form at the thumb: writes, answers and rewords; says in plain words what became of it.
 * @param {HTMLFormElement} form
 * @param {ComposerParts} parts
 */
export function createComposer(form, { outbox, draft, live, station, table, itemOf, onSent }) {
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const language = /** @type {HTMLSelectElement} */ (form.elements.namedItem("language"));
  const kinds = /** @type {RadioNodeList} */ (form.elements.namedItem("kind"));
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (form.querySelector(`[data-${name}]`));
  const [line, context, characters, fieldset, send] = ["line", "context", "characters", "kinds", "send"].map(part);

  /** @type {string|null} */
  let replyTo = null;
  /** @type {string|null} */
  let editing = null;
  /** What lay in the field before a rewording began.
   * @type {Draft|null} */
  let stash = null;
  /** @type {{state: LineState, message?: string}|null} */
  let news = null;
  let kept = true;

  const isIdle = () => !field.value.trim() && !editing;

  /** @returns {Draft} */
  const written = () => ({
    text: field.value,
    kind: KINDS.find((kind) => kind === kinds.value) ?? "idea",
    language: language.value,
    replyTo,
    editing,
    stash,
  });

  /** @param {Draft} content */
  function fill(content) {
    field.value = content.text;
    kinds.value = content.kind;
    language.value = content.language;
    replyTo = content.replyTo && itemOf(content.replyTo) ? content.replyTo : null;
    editing = content.editing;
    keep();
  }

  function empty() {
    const next = stash ?? { ...written(), text: "", replyTo: null, editing: null };
    stash = null;
    fill(next);
  }

  /** What the text refers to may be taken back while it is being written. */
  function check() {
    if (editing && !itemOf(editing)) {
      editing = null;
    }
    if (replyTo && !itemOf(replyTo)) {
      replyTo = null;
      news = { state: "refused", message: t("composer.parent_gone") };
    }
  }

  function keep() {
    if (field.value || replyTo || editing) {
      kept = draft.write(written());
    } else {
      draft.clear();
      kept = true;
    }
  }

  /** @returns {import("../render/composer-line.js").LineModel} */
  function lineModel() {
    const waiting = outbox.waiting();
    if (news?.state === "refused") {
      return news;
    }
    if (waiting) {
      return { state: live.online ? "sending" : "waiting", waiting };
    }
    if (field.value.trim()) {
      return { state: kept ? "typing" : "unkept" };
    }
    return news ?? { state: "rest" };
  }

  function draw() {
    check();
    const model = lineModel();
    const count = graphemes(field.value);
    const target = itemOf(editing ?? replyTo ?? "");
    form.dataset.state = model.state === "pending" ? "saved" : model.state;
    form.dataset.mode = editing ? "edit" : "new";
    render(composerLine(model), line);
    characters.textContent = field.value ? t("composer.count", { n: count, limit: LIMIT }) : "";
    characters.toggleAttribute("data-over", count > LIMIT);
    context.hidden = !target;
    render(
      target ? composerContext({ mode: editing ? "edit" : "new", excerpt: excerpt(target.text) }, cancel) : nothing,
      context,
    );
    fieldset.hidden = Boolean(editing);
    language.disabled = Boolean(editing);
    /** @type {HTMLButtonElement} */ (send).disabled = !field.value.trim();
    field.setAttribute("aria-invalid", String(model.state === "refused"));
    grow();
  }

  /** Browsers without field-sizing get the same height by measuring. */
  function grow() {
    if (!CSS.supports("field-sizing", "content")) {
      field.style.setProperty("block-size", "auto");
      field.style.setProperty("block-size", `${field.scrollHeight}px`);
    }
  }

  function submit() {
    const { text, kind, language: chosen } = written();
    const count = graphemes(text.trim());
    if (!text.trim()) {
      return;
    }
    if (count > LIMIT) {
      news = { state: "refused", message: t("composer.too_long", { n: count, limit: LIMIT }) };
      draw();
      return;
    }
    news = null;
    const id = editing ?? uuid();
    const order = editing
      ? { id, text }
      : { id, station, text, kind, language: chosen, ...(table && { table }), ...(replyTo && { reply_to: replyTo }) };
    const name = editing ? "contribution.edit" : "contribution.add";
    empty();
    outbox.put(name, order, station);
    draw();
    onSent(id);
  }

  /** @param {Draft} content */
  function open(content) {
    if (!editing) {
      stash = isIdle() ? null : written();
    }
    news = null;
    fill({ ...content, stash });
    draw();
    field.focus();
  }

  function cancel() {
    news = null;
    if (editing) {
      empty();
    } else {
      replyTo = null;
      keep();
    }
    draw();
    field.focus();
  }

  /** @param {Order} order */
  function again(order) {
    const before = itemOf(order.payload.id);
    open({
      text: order.payload.text,
      kind: order.payload.kind ?? before?.kind ?? "idea",
      language: order.payload.language ?? before?.language ?? language.value,
      replyTo: order.payload.reply_to ?? null,
      editing: order.name === "contribution.edit" && before ? order.payload.id : null,
      stash: null,
    });
    outbox.drop(order.key);
    news = order.refusal ? { state: "refused", message: order.refusal.message } : null;
    draw();
  }

  outbox.subscribe(draw);
  outbox.onAccepted((order, ack) => {
    if (order.name === "contribution.add" || order.name === "contribution.edit") {
      news = { state: ack.state === "pending" ? "pending" : "saved" };
      draw();
    }
  });
  outbox.onRefused((order) => {
    // Where the field is free, the text comes straight back into it; else it waits in the stream.
    if (order.refusal && order.station === station && isIdle()) {
      again(order);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("input", () => {
    news = null;
    keep();
    draw();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && (editing || replyTo)) {
      cancel();
    }
  });

  line.replaceChildren();
  context.replaceChildren();
  if (form.dataset.saved) {
    news = { state: form.dataset.saved === "pending" ? "pending" : "saved" };
  }
  const known = draft.read();
  if (known && !field.value) {
    stash = known.stash;
    fill(known);
  }
  draw();

  return {
    draw,
    /** @param {Contribution} contribution */
    reply(contribution) {
      if (editing) {
        empty();
      }
      replyTo = contribution.id;
      news = null;
      keep();
      draw();
      field.focus();
    },
    /** @param {Contribution} contribution */
    edit({ id, text, kind, language: spoken }) {
      open({ text, kind, language: spoken, replyTo: null, editing: id, stash: null });
      field.setSelectionRange(text.length, text.length);
    },
    again,
    focus: () => field.focus(),
  };
}

/** @param {string} text */
function excerpt(text) {
  const oneLine = text.replace(/\s+/g, " ");
  return oneLine.length > EXCERPT ? `${oneLine.slice(0, EXCERPT).trimEnd()} …` : oneLine;
}
