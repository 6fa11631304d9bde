import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDraft } from "../../../../static/js/lib/drafts/draft.js";
import { createClock } from "../clock.js";
import { contribution } from "../nouns.js";
import { embed } from "../page.js";
import { createPhone } from "../phone.js";

embed("phrases", {});
Object.assign(document, { createTreeWalker: () => ({}), createComment: () => ({}) });
const { createContent } = await import("../../../../static/js/screens/composer-content.js");

beforeEach(() => {
  createClock().install();
});

/** The form of a guest, who wrote a, b and c. @param {ReturnType<typeof createPhone>} [phone] */
function begin(phone = createPhone()) {
  const field = { value: "" };
  const options = ["de", "uk"].map((value) => ({ value }));
  const language = { value: "de", options, selectedOptions: [], addEventListener: () => {} };
  const controls = { text: field, language, kind: { value: "idea" } };
  const known = new Map(["a", "b", "c"].map((id) => [id, contribution(id, { text: `Wie ${id} dastand` })]));
  const content = createContent(
    /** @type {any} */ ({ elements: { namedItem: (/** @type {"text"} */ name) => controls[name] } }),
    {
      draft: createDraft("dresden", "verein", phone.device()),
      itemOf: (id) => known.get(id),
      person: /** @type {any} */ ({ current: { language: "de" } }),
    },
  );
  return {
    phone,
    known,
    content,
    /** @param {string} text */
    type(text) {
      field.value = text;
      content.keep();
    },
    /** A tap on "edit". @param {string} id */
    edit(id) {
      const text = known.get(id)?.text ?? "";
      content.take({ text, kind: "idea", language: "de", replyTo: null, editing: id, was: text });
    },
    shown: () => [field.value, content.editing, content.replyTo],
  };
}

test("other words that are half written come back after those for another card, through a reload too", () => {
  const { phone, edit, type, content } = begin();
  type("Etwas Neues");
  edit("a");
  type("Wie a besser");
  edit("b");
  type("Wie b besser");
  edit("c");
  const again = begin(phone);
  assert.deepEqual(again.shown(), ["Wie c dastand", "c", null]);
  content.empty();
  again.content.empty();
  assert.deepEqual([again.shown(), again.content.was], [["Wie b besser", "b", null], "Wie b dastand"]);
  again.content.empty();
  assert.deepEqual(again.shown(), ["Wie a besser", "a", null]);
  again.content.empty();
  assert.deepEqual(again.shown(), ["Etwas Neues", null, null]);
  again.content.empty();
  assert.deepEqual(again.shown(), ["", null, null]);
});

test("other words that nobody has changed give way", () => {
  const { edit, content, shown } = begin();
  edit("a");
  edit("b");
  content.empty();
  assert.deepEqual(shown(), ["", null, null]);
});

test("other words that are half written come back after an answer, sent or not", () => {
  for (const end of /** @type {const} */ (["empty", "unanswer"])) {
    const { edit, type, content, shown } = begin();
    edit("a");
    type("Wie a besser");
    content.answer("b");
    assert.deepEqual(shown(), ["", null, "b"]);
    content[end]();
    assert.deepEqual(shown(), ["Wie a besser", "a", null]);
  }
});

test("a new text becomes an answer, also where a rewording was only looked at", () => {
  const { edit, type, content, shown } = begin();
  type("Etwas Neues");
  edit("a");
  content.answer("b");
  assert.deepEqual(shown(), ["Etwas Neues", null, "b"]);
  content.unanswer();
  assert.deepEqual(shown(), ["Etwas Neues", null, null]);
});

test("of a card that was withdrawn nothing waits but what its author typed", () => {
  const { phone, known, edit, type, content, shown } = begin();
  edit("a");
  type("Mein Satz");
  edit("b");
  known.delete("a");
  content.lostParent();
  assert.equal(JSON.stringify(phone.kept()).includes("Wie a"), false);
  known.delete("b");
  content.lostParent();
  assert.deepEqual(shown(), ["Mein Satz", null, null]);
});

test("what answers nothing any more gives way to what lay there before", () => {
  const { known, edit, type, content, shown } = begin();
  edit("a");
  type("Wie a besser");
  content.answer("b");
  known.delete("b");
  assert.equal(content.lostParent(), true);
  assert.deepEqual(shown(), ["Wie a besser", "a", null]);
});
