import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { hiddenBecause, REASONS, reasonText } from "../../../../static/js/lib/model/reasons.js";
import { embed } from "../page.js";

const SAID = Object.fromEntries(REASONS.map((reason) => [`reason.${reason}`, `wegen ${reason}`]));
embed("phrases", { ...SAID, "card.hidden": "ausgeblendet", "card.hidden_because": "ausgeblendet: {reason}" });

test("reasons of ours are told in the reader's language, a host's own as they are", () => {
  assert.deepEqual(
    REASONS.map(reasonText),
    ["names", "contact", "hurts", "topic", "twice"].map((one) => `wegen ${one}`),
  );
  assert.equal(reasonText("Das steht schon da"), "Das steht schon da");
});

/** @type {[reason: string|null|undefined, said: string][]} */
const HIDDEN = [
  ["names", "ausgeblendet: wegen names"],
  ["Steht {reason} da", "ausgeblendet: Steht {reason} da"],
  ["", "ausgeblendet"],
  [null, "ausgeblendet"],
  [undefined, "ausgeblendet"],
];

for (const [reason, said] of HIDDEN) {
  test(`what was hidden for ${JSON.stringify(reason)} says so`, () => {
    assert.equal(hiddenBecause({ hidden_reason: reason }), said);
  });
}
