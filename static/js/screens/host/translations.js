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
  function begin(id, language) {
    const was = known(id, language);
    kept.begin({ id, text: was ?? "", was, language });
  }

  orders.hold(kept, { onBack: focusField });
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
      begin(id, kept.written?.language ?? first);
      focusField();
    },
    /** @param {string} language */
    choose(language) {
      if (kept.written) {
        begin(kept.written.id, language);
        focusField();
      }
    },
    form: formActions(kept, {
      order: ({ id, language = "", text, was }, back) =>
        void orders.give("statement.translate", { id, language, text: text.trim() || null, was }, { back }),
      mayBeEmpty: true,
      refocus: focusField,
      saved({ id }) {
        draw();
        say(t("translation.saved"));
        focusBack(id);
      },
      left: (written) => written && focusBack(written.id),
    }),
  };
}
