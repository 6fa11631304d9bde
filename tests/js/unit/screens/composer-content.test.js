import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createTabDraft } from "../../../../static/js/lib/drafts/tab-draft.js";
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

/**
 * The form of a guest, who wrote a, b and c.
 * @param {ReturnType<typeof createPhone>} [phone]
 * @param {Set<string>} [sent] ids of what is on its way
 */
function begin(phone = createPhone(), sent = new Set()) {
  const field = { value: "" };
  const options = ["de", "uk"].map((value) => ({ value }));
  const language = { value: "de", options, selectedOptions: [], addEventListener: () => {} };
  const controls = { text: field, language, kind: { value: "idea" } };
  const draft = createTabDraft("dresden", "verein", phone.device());
  const known = new Map(["a", "b", "c"].map((id) => [id, contribution(id, { text: `Wie ${id} dastand` })]));
  const content = createContent(
    /** @type {any} */ ({ elements: { namedItem: (/** @type {"text"} */ name) => controls[name] } }),
    {
      draft,
      isSent: (id) => sent.has(id),
      itemOf: (id) => known.get(id),
      person: /** @type {any} */ ({ current: { language: "de" } }),
    },
  );
  return {
    phone,
    draft,
    sent,
    kind: controls.kind,
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
  const { phone, draft, edit, type } = begin();
  type("Etwas Neues");
  edit("a");
  type("Wie a besser");
  edit("b");
  type("Wie b besser");
  edit("c");
  draft.release();
  const again = begin(phone);
  assert.deepEqual(again.shown(), ["Wie c dastand", "c", null]);
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

test("after a text was sent the next one is an idea again", () => {
  const { type, kind, content } = begin();
  kind.value = "offer";
  type("Wir haben einen Saal");
  assert.equal(content.written().kind, "offer");
  content.empty();
  assert.equal(kind.value, "idea");
  type("Und noch etwas");
  assert.equal(content.written().kind, "idea");
});

test("a text is one contribution however often it is sent, and the next one another", () => {
  const { phone, draft, type, content } = begin();
  type("Ein Gedanke");
  const { id } = content.written();
  type("Ein Gedanke, länger");
  draft.release();
  const again = begin(phone);
  assert.deepEqual([content.written().id, again.content.written().id], [id, id]);
  again.content.empty();
  assert.notEqual(again.content.written().id, id);
});

test("what was on its way when the browser was killed is no draft any more", () => {
  const { phone, draft, sent, type, content } = begin();
  type("Schon unterwegs");
  draft.release();
  sent.add(content.written().id ?? "");
  const again = begin(phone, sent);
  assert.deepEqual([again.shown(), phone.kept()], [["", null, null], {}]);
});

test("a second text that another tab left comes once the field is empty", () => {
  const { phone, draft, type } = begin();
  const other = begin(phone);
  type("Aus dem ersten Tab");
  other.type("Aus dem zweiten");
  draft.release();
  assert.deepEqual(other.shown(), ["Aus dem zweiten", null, null]);
  other.content.empty();
  assert.deepEqual(other.shown(), ["Aus dem ersten Tab", null, null]);
});
