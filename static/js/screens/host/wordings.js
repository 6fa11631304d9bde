import { t } from "../../lib/base/page-data.js";
import { uuid } from "../../lib/base/uuid.js";
import { createKeptForm } from "../../lib/drafts/kept-form.js";
import { isSame } from "../../lib/model/spoken.js";
import { ackOf } from "../../lib/net/ack-of.js";
import { deadline } from "../../lib/net/deadline.js";
import { focusOn } from "../../render/board-place.js";
import { formActions } from "../form-actions.js";

/** So long a draft may take, in ms: the translator has its own, shorter time for one. */
const PATIENCE = 30_000;

/**
 * @typedef {import("../../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("../../lib/net/wire.js").Ack} Ack
 *
 * @typedef {object} WordingsParts
 * @property {import("../../lib/queue/board-orders.js").BoardOrders} orders
 * @property {import("./undo.js").Undo} undo
 * @property {string} event
 * @property {string} station
 * @property {(text: string) => void} say
 * @property {() => void} draw
 * @property {string|null} drafts where German drafts come from, if organisers run a translator
 * @property {Map<string, string>} languages of the event, their names by code
 * @property {import("../../lib/model/wordings.js").Wordings} worded
 */

/**
 * A host's wording of somebody's text, the German one of a text in another language, and what it means in one of the
 * event's others, each typed in its card.
 * @param {WordingsParts} parts
 */
export function createWordings({ orders, undo, event, station, say, draw, drafts, languages, worded }) {
  const wording = form(`cafe.wording.${event}.${station}`, "contribution.reword", t("board.said_reworded"));
  const german = form(`cafe.german.${event}.${station}`, "contribution.word_in_german", t("board.said_german"));
  const other = form(`cafe.said.${event}.${station}`, "wording.word", t("board.said_word"), asWording);

  /**
   * What a host says in another language is a row of its own.
   * @param {import("../../lib/drafts/kept-form.js").Written} typed
   */
  function asWording({ id: contribution, text, was = null, language, read }) {
    return { id: uuid(), contribution, language, text, was, read };
  }

  /** The event's languages in which a contribution can be said besides German. @param {Contribution} contribution */
  const codesOf = ({ language }) =>
    [...languages.keys()].filter((code) => !isSame(code, "de") && !isSame(code, language));

  /** What hosts say that it means. @param {string} id @param {string} language */
  const standing = (id, language) =>
    worded
      .all()
      .find(
        (one) =>
          one.contribution === id &&
          one.language === language &&
          one.by === "host" &&
          one.state === "visible" &&
          !one.old,
      )?.text ?? null;

  /**
   * @param {string} key
   * @param {string} name of the order
   * @param {string} said
   * @param {(typed: import("../../lib/drafts/kept-form.js").Written) => any} [asPayload]
   */
  function form(key, name, said, asPayload = ({ id, text, was }) => ({ id, text, was })) {
    const kept = createKeptForm(key, draw);
    /** @param {string} id */
    function focusBack(id) {
      const [own, merged] = ["contribution", "merged"].map((name) => `[data-${name}="${CSS.escape(id)}"]`);
      const card =
        document.querySelector(own ?? "") ?? document.querySelector(merged ?? "")?.closest("[data-contribution]");
      focusOn(card?.querySelector('[data-do="select"]'));
    }
    function focusField() {
      const typing = document.querySelector(`[data-form="${kept.written?.id}"]`);
      focusOn(typing?.querySelector("[data-field]"));
      typing?.scrollIntoView({ block: "nearest" }); // its buttons, too
    }

    orders.hold(kept, { focus: focusField });
    /** @type {Promise<Ack>} */
    let answer;
    return {
      kept,
      /** @param {Contribution} contribution @param {string|null} text @param {string} [language] */
      begin({ id, text: read }, text, language) {
        kept.begin({ id, text: text ?? "", was: text, ...(language ? { language, read } : {}) });
        focusField();
      },
      actions: formActions(kept, {
        order(typed, back) {
          answer = orders.give(name, asPayload(typed), { back });
        },
        refocus: focusField,
        saved({ id }) {
          draw();
          undo.offer(said, [answer]);
          say(said);
          focusBack(id);
        },
        left: (written) => written && focusBack(written.id),
      }),
    };
  }

  let fetching = false;

  /**
   * A machine's draft comes into the field, beneath what is there already; saving it is the host's to do.
   * @param {string} address
   */
  async function fetchDraft(address) {
    const { id } = german.kept.written ?? {};
    if (!id || fetching) {
      return;
    }
    fetching = true;
    draw();
    const { draft, message } = await ask(address + id);
    fetching = false;
    if (german.kept.written?.id === id) {
      const typed = german.kept.written.text.trim();
      const both = draft ? [typed, draft].filter(Boolean).join("\n") : typed;
      german.kept.type({ text: both, message, note: draft && t("german.check") });
    }
    draw();
    say(message ?? t("german.check"));
  }

  return {
    wording: wording.actions,
    german: {
      ...german.actions,
      fetch: drafts ? () => void fetchDraft(drafts) : null,
      get fetching() {
        return fetching;
      },
      /** @param {Contribution} contribution */
      remove({ id, german: was }) {
        const answer = orders.give("contribution.word_in_german", { id, text: null, was });
        german.actions.end();
        undo.offer(t("board.said_german_removed"), [answer]);
        say(t("board.said_german_removed"));
      },
    },
    other: {
      ...other.actions,
      codesOf,
      standing,
      /** Goes on in another language; what was typed goes along. @param {string} language */
      choose(language) {
        const { written } = other.kept;
        if (written) {
          const before = standing(written.id, written.language ?? "");
          const now = standing(written.id, language);
          const isTyped = written.text.trim() !== (before ?? "");
          other.kept.type({ language, was: now, text: isTyped ? written.text : (now ?? "") });
          draw();
        }
      },
      /** @param {Contribution} contribution @param {string} language */
      remove({ id, text }, language) {
        const payload = { id: uuid(), contribution: id, language, text: null, was: standing(id, language), read: text };
        const answer = orders.give("wording.word", payload);
        other.actions.end();
        undo.offer(t("board.said_word_removed"), [answer]);
        say(t("board.said_word_removed"));
      },
    },
    /** @param {Contribution} contribution */
    word(contribution) {
      const [code] = codesOf(contribution);
      if (code) {
        other.begin(contribution, standing(contribution.id, code), code);
      }
    },
    /** @param {Contribution} contribution */
    reword: (contribution) => wording.begin(contribution, contribution.text),
    /** @param {Contribution} contribution */
    wordInGerman: (contribution) => german.begin(contribution, contribution.german),
    /**
     * What is being typed; where its contribution is gone, so is its new wording.
     * @param {Map<string, Contribution>} known
     */
    written(known) {
      for (const { kept } of [wording, german, other]) {
        kept.forget((id) => known.has(id));
      }
      return { wording: wording.kept.written, german: german.kept.written, other: other.kept.written };
    },
  };
}

/**
 * @param {string} address
 * @returns {Promise<{draft?: string, message?: string}>} message: why there is none
 */
async function ask(address) {
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", headers, signal: deadline(PATIENCE) });
    return await ackOf(answer);
  } catch {
    return { message: t("journal.offline") };
  }
}
