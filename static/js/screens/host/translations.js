import { t } from "../../lib/base/page-data.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { focusOn } from "../../render/board-place.js";
import { formActions } from "../form-actions.js";

/**
 * @typedef {import("../../lib/net/wire.js").Statement} Statement
 *
 * @typedef {object} TranslationsParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {string} event
 * @property {string} station
 * @property {Map<string, string>} languages
 * @property {HTMLElement} place
 * @property {(text: string) => void} say
 * @property {() => void} draw
 */

/** Languages that need no translation of a German statement. */
const GERMAN = /^de\b/;

/**
 * A statement in the language of those who come next, typed in its row; one language at a time.
 * @param {TranslationsParts} parts
 */
export function createTranslations({ orders, event, station, languages, place, say, draw }) {
  const kept = createKeptForm(`cafe.translation.${event}.${station}`, draw);
  const choices = [...languages].filter(([code]) => !GERMAN.test(code));

  /** @param {string} id @param {string} language */
  const known = (id, language) => orders.view().statements.get(id)?.translations[language] ?? null;
  const focusField = () => focusOn(place.querySelector(`[data-form="${kept.written?.id}"] [data-field]`));
  /** @param {string} id */
  const focusBack = (id) => focusOn(place.querySelector(`[data-statement="${CSS.escape(id)}"] [data-do="translate"]`));

  /** @param {string} id @param {string} language */
  function begun(id, language) {
    const was = known(id, language);
    return { id, text: was ?? "", was, language };
  }

  /** What is typed in another language goes on; what was typed in this one waits beside it. @param {string} language */
  function choose(language) {
    const { written } = kept;
    if (!written) {
      return;
    }
    const { id, fresh, round, language: before = "", text, was } = written;
    const others = new Map(Object.entries(written.others ?? {}));
    if (text !== (was ?? "")) {
      others.set(before, { text, was });
    }
    const again = others.get(language);
    others.delete(language);
    kept.take({ ...begun(id, language), ...again, fresh, round, others: Object.fromEntries(others) });
    focusField();
  }

  /** @type {import("../form-actions.js").Way["order"]} */
  function order({ others = {}, ...written }, { form }) {
    const { language: last = "", text: words, was: before } = written;
    const all = { ...others, [last]: { text: words, was: before } };
    for (const [language, { text, was }] of Object.entries(all)) {
      const back = { form, written: { ...written, language, text, was } };
      const said = { id: written.id, language, text: text.trim() || null, was };
      void orders.give("statement.translate", said, { back });
    }
  }

  const form = formActions(kept, {
    order,
    mayBeEmpty: true,
    refocus: focusField,
    saved({ id }) {
      draw();
      say(t("translation.saved"));
      focusBack(id);
    },
    left: (written) => written && focusBack(written.id),
  });

  orders.hold(kept, { focus: focusField });
  return {
    choices,
    /** What is being typed; where its statement is gone, so is this. @param {Map<string, Statement>} statements */
    written(statements) {
      kept.forget((id) => statements.has(id));
      return kept.written;
    },
    /** @param {Statement} statement */
    begin({ id }) {
      const [[first = ""] = []] = choices;
      kept.begin(begun(id, kept.written?.language ?? first));
      focusField();
    },
    choose,
    form: {
      ...form,
      /** One language after the other: what was typed in another one is not put away unseen. */
      end() {
        const { written } = kept;
        const [next, ...others] = Object.entries(written?.others ?? {});
        if (written && next) {
          const [language, words] = next;
          kept.take({
            ...begun(written.id, language),
            ...words,
            fresh: false,
            round: null,
            others: Object.fromEntries(others),
          });
          focusField();
        } else {
          form.end();
        }
      },
    },
  };
}
