import { uuid } from "../lib/base/uuid.js";
import { KINDS } from "../lib/model/kinds.js";
import { sayIn, speak } from "../lib/page/spoken-field.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../lib/drafts/draft.js").Draft} Draft
 */

/**
 * What lies in the form: the text, and what it will be. It is kept as a draft with every change.
 * @param {HTMLFormElement} form
 * @param {{draft: import("../lib/drafts/tab-draft.js").TabDraft, isSent: (id: string) => boolean,
 *   itemOf: (id: string) => Contribution|undefined, person: import("../lib/page/person.js").Person}} parts
 */
export function createContent(form, { draft, isSent, itemOf, person }) {
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const language = /** @type {HTMLSelectElement} */ (form.elements.namedItem("language"));
  /** Whether the language was chosen here, for this text; else it is the one that its person writes in. */
  let chosen = false;
  const kinds = /** @type {RadioNodeList} */ (form.elements.namedItem("kind"));
  /** As what a new text will be stored: however often it is sent, and from wherever, it is one contribution. */
  let id = uuid();
  /** @type {string|null} */
  let replyTo = null;
  /** @type {string|null} */
  let editing = null;
  /** The wording from which that began, and the one that the server has by now. @type {string|undefined} */
  let was;
  /** @type {string|undefined} */
  let now;
  /** What lay in the field before a rewording began.
   * @type {Draft|null} */
  let stash = null;
  let outlivesPage = true;

  function keep() {
    if (field.value || replyTo || editing || stash) {
      outlivesPage = draft.write(content.written());
    } else {
      draft.clear();
      outlivesPage = true;
    }
  }

  /** @param {Draft} next */
  function put(next) {
    field.value = next.text;
    id = next.id ?? uuid();
    kinds.value = next.kind;
    chosen = next.chosen ?? Boolean(next.editing);
    sayIn(field, language, chosen || next.chosen === undefined ? next.language : person.current.language);
    replyTo = next.replyTo && itemOf(next.replyTo) ? next.replyTo : null;
    editing = next.editing;
    was = editing ? next.was : undefined;
    now = editing ? next.now : undefined;
    stash = next.stash ?? null;
  }

  language.addEventListener("change", () => {
    chosen = true;
    speak(field, language);
  });

  /** An empty field; what is written next is an idea until its author says otherwise. @returns {Draft} */
  const nothing = () => ({
    ...content.written(),
    id: uuid(),
    ...{ text: "", kind: "idea", replyTo: null, editing: null, stash: null },
  });

  /**
   * Of a contribution that is gone nothing is kept but what its author typed.
   * @param {Draft|null} draft
   * @returns {Draft|null}
   */
  function withoutLost(draft) {
    const before = draft && withoutLost(draft.stash);
    if (!draft?.editing || itemOf(draft.editing)) {
      return draft && { ...draft, stash: before };
    }
    const { was: from, now: _, ...own } = draft;
    return own.text === from ? before : { ...own, editing: null, stash: before };
  }

  /** Whether nobody would miss what lies in the field: nothing, or the words with which a rewording began. */
  const nobodys = () => (editing ? field.value === was : !content.hasText);

  /** Where nothing is left in the field, what lay there before comes back. */
  function comeBack() {
    if (content.isIdle && stash) {
      content.empty();
    } else {
      keep();
    }
  }

  const content = {
    get replyTo() {
      return replyTo;
    },
    get editing() {
      return editing;
    },
    /** The wording from which a rewording began; a draft of an earlier version does not say it. */
    get was() {
      return was ?? "";
    },
    /** How what is being reworded reads now, where that is another wording than the one it began from. */
    get now() {
      const reads = (editing && itemOf(editing)?.text) || now;
      return editing && (now !== undefined || reads !== was) ? reads : undefined;
    },
    get outlivesPage() {
      return outlivesPage;
    },
    get hasText() {
      return Boolean(field.value.trim());
    },
    /** Whether another text may take the field without pushing one out. */
    get isIdle() {
      return !content.hasText && !editing;
    },
    /** @returns {Contribution|undefined} what the text answers or rewords */
    get target() {
      const id = editing ?? replyTo;
      return id === null ? undefined : itemOf(id);
    },
    keep,
    /** @returns {Draft} */
    written: () => ({
      id,
      text: field.value,
      kind: KINDS.find((kind) => kind === kinds.value) ?? "idea",
      language: language.value,
      chosen,
      replyTo,
      editing,
      ...(editing && { was: content.was, ...(now !== undefined && { now }) }),
      stash,
    }),
    /** Its person writes in another language now: so does what they did not choose one for. */
    follow() {
      if (!editing && !(chosen && content.hasText)) {
        chosen = false;
        sayIn(field, language, person.current.language);
        keep();
      }
    },
    /** @param {Draft} next */
    fill(next) {
      put(next);
      keep();
    },
    /** Back to what lay there before, or to an empty field; then comes what another tab left here. */
    empty() {
      content.fill(stash ?? nothing());
      content.goOn();
    },
    /** What was written last may come a moment later. @returns {Promise<boolean>} whether it did */
    async renew() {
      const newer = await coming;
      if (newer) {
        content.fill(notSent(newer.draft) ?? nothing());
      }
      return Boolean(newer);
    },
    /** Where nothing lies in the field, what another tab left at this station comes into it. */
    goOn() {
      const left = content.isIdle && !replyTo && !stash ? notSent(draft.another()) : null;
      if (left) {
        content.fill(left);
      }
    },
    /** Another tab has gone on with what lies here. */
    handOver() {
      put(nothing());
    },
    /** Something else takes the field; a text of one's own comes back after it. @param {Omit<Draft, "stash">} next */
    take(next) {
      content.fill({ ...next, stash: nobodys() ? stash : content.written() });
    },
    /** An answer begins, with the text that lies there if that is a new one; other words of an old one come after it.
     * @param {string} id */
    answer(id) {
      if (editing && nobodys()) {
        content.empty();
      }
      if (editing) {
        content.take({ ...nothing(), replyTo: id });
      } else {
        replyTo = id;
        keep();
      }
    },
    /** The text is no answer any more. */
    unanswer() {
      replyTo = null;
      comeBack();
    },
    /** What the text refers to may be taken back while it is being written. @returns {boolean} whether an answer was */
    lostParent() {
      const before = withoutLost(stash);
      if (JSON.stringify(before) !== JSON.stringify(stash)) {
        stash = before;
        keep();
      }
      if (editing && !itemOf(editing)) {
        const isOwn = field.value !== content.was; // else it is what was withdrawn, and nothing was typed yet
        [editing, was, now] = [null, undefined, undefined];
        if (isOwn) {
          keep();
        } else {
          content.empty();
        }
      }
      const lost = Boolean(replyTo && !itemOf(replyTo));
      if (lost) {
        content.unanswer();
      }
      return lost;
    },
  };

  /** The browser may have been killed between the two: a text that is on its way is no draft any more.
   * @param {Draft|null} kept */
  function notSent(kept) {
    if (kept?.id && !kept.editing && isSent(kept.id)) {
      draft.clear();
      return kept.stash;
    }
    return kept;
  }

  const known = notSent(draft.read());
  const coming = draft.newer();
  if (field.value && field.value !== known?.text) {
    keep(); // the server gave it back
  } else if (known) {
    put(known);
  }
  speak(field, language);
  return content;
}
