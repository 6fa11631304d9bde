import assert from "node:assert/strict";
import { test } from "node:test";
import { NOUNS, USUAL, wholeChange, wholeItem } from "../../../../static/js/lib/net/usual.js";
import { change, cluster, contribution, gone, measure, photo, STATION, short, statement } from "../nouns.js";

const FULL = change(0, 9, {
  contributions: [
    contribution("plain", { round: null }),
    contribution("lived", { votes: 3, author: "Amina", state: "hidden", merged_into: "plain", hidden_reason: "Name" }),
    gone("withdrawn"),
  ],
  clusters: [cluster("theme", { masked: { title: "•••" } })],
  statements: [
    statement("key", { translations: { en: "Rooms" }, behind: { clusters: ["theme"], contributions: [] } }),
    statement("open", { kind: "question", round: null }),
  ],
  measures: [measure("next", { who: "Amt", state: "agreed" })],
  photos: [photo("cloth", { caption: "", table: null })],
});

test("what travels without its usual values is whole again", () => {
  assert.deepEqual(wholeChange(JSON.parse(JSON.stringify(short(FULL)))), FULL);
  assert.deepEqual(wholeChange(FULL), FULL);
});

test("a plain contribution is told with little more than its words", () => {
  const [plain] = short(change(3, 4, { contributions: [contribution("plain", { round: null })] })).contributions;
  assert.deepEqual(Object.keys(plain).sort(), ["created_at", "id", "number", "revision", "text"]);
});

test("without a revision before it news begin at the one before their own", () => {
  assert.equal(wholeChange({ station: STATION, revision: 4, contributions: [] }).since, 3);
  assert.equal(wholeChange({ station: STATION, revision: 0, since: 0, contributions: [] }).since, 0);
  assert.deepEqual(wholeChange({ station: STATION, revision: 1, contributions: [] }), change(0, 1));
});

test("no item is told by less than its id, and its text and revision are never usual", () => {
  for (const noun of NOUNS) {
    const names = Object.keys(USUAL[noun]);
    assert.deepEqual(
      names.filter((name) => ["id", "text", "title", "what", "revision", "number", "created_at"].includes(name)),
      [],
    );
    assert.deepEqual(wholeItem(noun, STATION)(gone("a")), gone("a"));
  }
});
