import { render } from "../../../vendor/lit-html/lit-html.js";
import { excerpt } from "../../lib/base/excerpt.js";
import { t } from "../../lib/base/page-data.js";
import { uuid } from "../../lib/base/uuid.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { arrange, unstated } from "../../lib/model/board.js";
import { part } from "../../lib/page/screen.js";
import { giveStatement, restsOn, toggled } from "../../lib/queue/statement-orders.js";
import { statements } from "../../render/statements.js";
import { confirm } from "../confirm.js";
import { formActions, rowFocus } from "../form-actions.js";
import { createArranging } from "./arranging.js";
import { createTranslations } from "./translations.js";

/**
 * @typedef {import("../../lib/net/wire.js").Statement} Statement
 * @typedef {import("../../lib/net/wire.js").Contribution} Contribution
 *
 * @typedef {object} StatementsParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {import("../../lib/model/event-state.js").EventClock} clock
 * @property {{position: number, title: string|null}[]} rounds
 * @property {Set<string>} selected the board's chosen cards; a new statement rests on them
 * @property {() => number|null} currentRound
 * @property {import("./undo.js").Undo} undo
 * @property {Map<string, string>} languages
 * @property {string} event
 * @property {string} station
 * @property {(text: string) => void} say
 * @property {(cluster: string) => void} look the board shows the cards of this theme
 */

/**
 * The host's key statements and open questions.
 * @param {StatementsParts} parts
 */
export function createStatements({
  orders,
  undo,
  clock,
  rounds,
  selected,
  currentRound,
  languages,
  event,
  station,
  say,
  look,
}) {
  const [place, count] = ["statements", "statements-count"].map(part);
  const dialog = /** @type {HTMLDialogElement} */ (part("confirm-statement"));
  const form = createKeptForm(`cafe.statement.${event}.${station}`, draw);
  const translations = createTranslations({ orders, event, station, languages, place, say, draw });
  const arranging = createArranging({ orders, noun: "statement", station, place, say, draw });

  function draw() {
    const view = orders.view();
    const all = [...view.statements.values()];
    form.release((id) => view.statements.has(id), t("statements.gone"));
    const { phase, round } = clock.state;
    count.textContent = String(all.length);
    render(
      statements(
        {
          statements: all,
          written: form.written,
          translation: translations.written(view.statements),
          languages: translations.choices,
          round: phase === "before" || phase === "after" ? null : round,
          closing: phase === "after",
          arranging: arranging.on,
          unstated: unstated(arrange(view).columns, all),
          rounds,
          found: (behind) => restsOn(behind, view),
          material: form.written ? material(view) : { clusters: [], cards: [] },
        },
        actions,
      ),
      place,
    );
  }

  /**
   * What may be chosen: every theme, and what is behind already or chosen on the board.
   * @param {import("../../lib/model/board.js").View} view
   */
  function material(view) {
    const ids = new Set([...(form.written?.behind?.contributions ?? []), ...selected]);
    return { clusters: arrange(view).columns, cards: restsOn({ clusters: [], contributions: [...ids] }, view).cards };
  }

  const focus = rowFocus(place, "statement", form);

  /** @param {Statement} statement */
  async function remove({ id, text }) {
    if (await confirm(dialog, { text, language: "" })) {
      void orders.give("statement.remove", { id });
      if (form.written?.id === id) {
        form.end();
      }
      focus.back(null);
      say(t("statements.removed"));
    }
  }

  /** @param {Partial<import("../../lib/drafts/kept-form.js").Written>} values */
  function choose(values) {
    form.type(values);
    draw();
  }

  /**
   * A new one that rests on these; what is being written already rests on them, too, and goes on.
   * @param {import("../../lib/net/wire.js").Behind} behind
   */
  function begin(behind) {
    if (form.written) {
      const { clusters = [], contributions = [] } = form.written.behind ?? {};
      choose({
        behind: {
          clusters: [...new Set([...clusters, ...behind.clusters])],
          contributions: [...new Set([...contributions, ...behind.contributions])],
        },
      });
    } else {
      form.begin({ round: currentRound(), kind: "statement", behind });
    }
    focus.field();
  }

  /**
   * The round keeps it, and the station has it, too: with its grounds and in all its languages.
   * @param {Statement} statement
   */
  function takeOver({ text, kind, behind, translations: said }) {
    const id = uuid();
    const answers = [orders.give("statement.add", { id, station, round: null, text, kind, behind })];
    for (const [language, translation] of Object.entries(said)) {
      answers.push(orders.give("statement.translate", { id, language, text: translation, was: null }));
    }
    const sentence = t("statements.said_taken_over", { text: excerpt(text) });
    undo.offer(sentence, answers);
    say(sentence);
  }

  /** @type {import("../../render/statements.js").StatementsActions} */
  const actions = {
    add: () => begin({ clusters: [], contributions: [...selected] }),
    begin,
    takeOver,
    look,
    edit({ id, text, round, kind, behind }) {
      form.begin({ id, text, round, kind, behind, before: { kind, behind } });
      focus.field();
    },
    remove: (statement) => void remove(statement),
    translate: translations.begin,
    translation: { ...translations.form, choose: translations.choose },
    arrange: arranging.toggle,
    move: arranging.move,
    form: formActions(form, {
      order: (written, back) => giveStatement(orders, station, written, back),
      refocus: focus.field,
      saved(written) {
        draw();
        say(written.kind === "question" ? t("statements.saved_question") : t("statements.saved"));
        focus.back(written);
      },
      left: focus.back,
    }),
    fields: {
      kind: (kind) => choose({ kind }),
      round: (round) => choose({ round }),
      behind: (noun, id) => choose({ behind: toggled(form.written?.behind, noun, id) }),
    },
  };

  orders.hold(form, { focus: focus.field });
  place.textContent = "";
  return { draw, begin };
}
