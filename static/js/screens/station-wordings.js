import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { nameAmong } from "../lib/base/language-name.js";
import { t } from "../lib/base/page-data.js";
import { uuid } from "../lib/base/uuid.js";
import { createKeptForm } from "../lib/drafts/kept-form.js";
import { isSame, spoken, unsaid } from "../lib/model/spoken.js";
import { createWordings } from "../lib/model/wordings.js";
import { createReads, MOST } from "../lib/page/reads.js";
import { part } from "../lib/page/screen.js";
import { createReturning } from "../lib/queue/returning.js";
import { focusOn } from "../render/board-place.js";
import { lostSaying, readingHead, saying, sayingForm } from "../render/saying.js";
import { wordedText } from "../render/worded.js";
import { formActions } from "./form-actions.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 *
 * @typedef {object} Parts
 * @property {import("../lib/net/socket.js").Live} live
 * @property {import("../lib/queue/outbox.js").Outbox} outbox
 * @property {import("../lib/page/person.js").Person} person
 * @property {string} event
 * @property {string} station
 * @property {string} ownPlace under which this person's own lies in the phone
 * @property {Map<string, string>} names of the languages that the event offers, by their codes
 * @property {Set<string>} rtl those of them that are written from right to left
 * @property {() => Iterable<Contribution>} contributions
 * @property {() => void} draw
 * @property {() => void} drawList at once
 * @property {(id: string) => void} reveal shows a card, also one that stands further down than what is drawn
 * @property {(text: string) => void} say
 */

/**
 * Every contribution in the language of its reader, and what somebody who reads several does for others.
 * @param {Parts} parts
 */
export function createSaying({
  live,
  outbox,
  person,
  event,
  station,
  ownPlace,
  names,
  rtl,
  contributions,
  draw,
  drawList,
  reveal,
  say,
}) {
  const head = part("reads");
  const reads = createReads(ownPlace, person);
  const wordings = createWordings(live, { event, station, languages: reads.all, drafts: true });
  const form = createKeptForm(`cafe.saying.${ownPlace}.${station}`, draw);
  const returning = createReturning(outbox);
  /** Cards of which the original is shown besides.
   * @type {Set<string>} */
  const opened = new Set();
  let heard = reads.all().join();

  /** @param {string} language */
  const nameOf = (language) => nameAmong(names, language);

  /** @param {import("../lib/drafts/kept-form.js").Written} written */
  const languageOf = ({ language = "" }) => ({ name: nameOf(language), isRtl: rtl.has(language) });

  /** Whether the card is drawn on which the form stands. */
  const hasPlace = () =>
    [...contributions()].some(({ id, merged_into: head }) => id === form.written?.card?.of && !head);

  function refocus() {
    drawList(); // the form is there then
    if (hasPlace()) {
      reveal(form.written?.card?.of);
    }
    const field = document.querySelector(`[data-form="${form.written?.id}"] [data-field]`);
    focusOn(field);
    field?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} [contribution] */
  function focusBack(contribution = "") {
    const card = document.querySelector(`[data-contribution="${CSS.escape(contribution)}"]`);
    focusOn(card?.querySelector('[data-do="say"], [data-own-wording] summary, [data-do="vote"]') ?? part("stream"));
  }

  const actions = formActions(form, {
    order({ id, text, was, language, fresh, card }, back) {
      // What came back was refused for the original's new text: whoever sends it again has read that one.
      const payload = fresh
        ? { id, contribution: card?.of, language, text, was: was || card?.was }
        : { id, text, was, read: card?.was };
      outbox.put(fresh ? "wording.add" : "wording.edit", payload, station, { back });
    },
    refocus,
    saved(written) {
      drawList();
      say(t("worded.said"));
      focusBack(written?.card?.of);
    },
    left(written) {
      drawList();
      focusBack(written?.card?.of);
    },
  });
  returning.hold(form, { focus: refocus });
  outbox.onRefused((order) => {
    returning.take(order);
    draw();
  });
  outbox.onAccepted((order, ack) => {
    if (order.name.startsWith("wording.") && order.station === station) {
      wordings.accept(order, ack);
      void wordings.open();
    }
  });

  /** @param {Contribution} contribution @param {string} language */
  function begin({ id, text }, language) {
    form.begin({ language, card: { of: id, was: text } });
    refocus();
  }

  /**
   * A machine's draft is right, and becomes this person's wording.
   * @param {Contribution} contribution @param {import("../lib/model/spoken.js").Spoken} said
   */
  function agree({ id, text: was }, { text, language }) {
    outbox.put("wording.add", { id: uuid(), contribution: id, language, text, was }, station);
    drawList();
    say(t("worded.said"));
    focusBack(id);
  }

  /** This phone's own, also those on their way. @param {string} contribution */
  function ownOf(contribution) {
    const orders = outbox.of(station).filter(({ name, refusal }) => name.startsWith("wording.") && !refusal);
    const known = new Map(wordings.mine().map((one) => [one.id, { ...one, state: one.state ?? "visible" }]));
    const transit = live.online ? "sending" : "offline";
    for (const { name, payload } of orders) {
      const before = known.get(payload.id);
      if (name === "wording.withdraw") {
        known.delete(payload.id);
      } else if (name === "wording.add") {
        known.set(payload.id, { ...payload, revision: 0, state: /** @type {any} */ (transit) });
      } else if (before) {
        known.set(payload.id, { ...before, text: payload.text, state: /** @type {any} */ (transit) });
      }
    }
    return [...known.values()].filter((one) => one.contribution === contribution);
  }

  /** Whether this person reads a language, too. @param {string} language */
  const understands = (language) => reads.also.some((one) => isSame(one, language));

  /** Whether this person said it already. @param {string} id @param {import("../lib/model/spoken.js").Spoken} said */
  const isOwn = (id, { language }) => ownOf(id).some((one) => one.language === language && one.state !== "hidden");

  /** @param {Contribution} contribution */
  const inFirst = (contribution) => (reads.inFirst ? spoken(contribution, reads.first, wordings) : undefined);

  reads.subscribe(() => {
    const now = reads.all().join();
    if (now !== heard) {
      heard = now;
      void wordings.open();
    }
    draw();
  });
  wordings.subscribe(draw);

  return {
    /** The server answered to this screen's opening, and may know more. */
    open: () => void wordings.open(),
    /** How a contribution reads here. @param {Contribution} contribution */
    said(contribution) {
      const { text, language } = inFirst(contribution) ?? contribution;
      return { text, language };
    },
    /** @param {Contribution} contribution @returns {import("../render/worded.js").Worded|undefined} */
    worded(contribution) {
      const said = inFirst(contribution);
      const { id, language } = contribution;
      return (
        said && {
          ...said,
          open: opened.has(id),
          name: nameOf(language),
          drawn: wordedText,
          agree:
            said.by === "machine" && understands(language) && !isOwn(id, said) ? () => agree(contribution, said) : null,
          press() {
            if (!opened.delete(id)) {
              opened.add(id);
            }
            draw();
          },
        }
      );
    },
    /** What stands between a card's text and its foot. @param {Contribution} contribution @param {boolean} open */
    between(contribution, open) {
      const { id } = contribution;
      const mine = ownOf(id);
      const { written } = form;
      /** @param {string} language */
      const isSaid = (language) =>
        (spoken(contribution, language, wordings)?.by ?? "machine") !== "machine" ||
        mine.some((one) => one.language === language && one.state !== "hidden");
      const can = open ? unsaid(contribution, reads.all(), isSaid) : [];
      const isHere = written?.card?.of === id;
      const told = wordings.worded(id);
      if (!can.length && !mine.length && !told.length && !isHere) {
        return nothing;
      }
      return saying({
        say: isHere
          ? []
          : can.map((language) => ({
              language,
              name: nameOf(language),
              about: contribution.text,
              press: () => begin(contribution, language),
            })),
        mine: mine.map(({ id: own, language, text, state, old }) => ({
          id: own,
          language,
          name: nameOf(language),
          text,
          state,
          old: old === true,
          onEdit() {
            form.begin({ id: own, text, language, card: { of: id, was: contribution.text } });
            refocus();
          },
          onWithdraw() {
            outbox.put("wording.withdraw", { id: own, contribution: id }, station);
            if (form.written?.id === own) {
              form.end();
            }
            drawList();
            say(t("worded.withdrawn"));
            focusBack(id);
          },
        })),
        told: told.map(nameOf),
        form: isHere && written ? sayingForm(written, actions, languageOf(written)) : nothing,
      });
    },
    /** What stands above the list: nothing where all is in one language. */
    drawHead() {
      returning.bringBack();
      const { first } = reads;
      const { written } = form;
      // Where its card is hidden, withdrawn or merged, what was typed is to be seen, and to be put away.
      const lost = written && !hasPlace() ? lostSaying(written, actions, languageOf(written)) : nothing;
      const foreign = [...contributions()].some(({ language }) => !isSame(language, first));
      if (!foreign && !wordings.hasAny(first) && !reads.also.length) {
        render(lost, head);
        return;
      }
      const any = wordings.hasAny(first) || [...contributions()].some((one) => spoken(one, first, wordings));
      const others = [...names].filter(([language]) => language !== first);
      render(
        html`${readingHead(
          {
            name: nameOf(first),
            language: first,
            on: any ? reads.inFirst : null,
            others: others.map(([language, name]) => ({ language, name, on: reads.also.includes(language) })),
            isFull: reads.also.length >= MOST,
          },
          { show: reads.showInFirst, understand: reads.understand },
        )}${lost}`,
        head,
      );
    },
  };
}
