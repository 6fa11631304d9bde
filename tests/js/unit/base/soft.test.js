import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { soft, withoutBlankLines } from "../../../../static/js/lib/base/soft.js";

/** The cases of the server's `soft`, too. @type {[typed: string, softened: string][]} */
const CASES = JSON.parse(readFileSync(new URL("../../../data/soft_hyphens.json", import.meta.url), "utf-8"));

for (const [typed, softened] of CASES) {
  test(`a long word may break after its star: ${typed}`, () => {
    assert.equal(soft(typed), softened.replaceAll("|", "\u00ad"));
  });
}

test("a wall spends no line on nothing, and keeps those of a list", () => {
  assert.equal(withoutBlankLines("Erstens\n\n \n\nzweitens\ndrittens"), "Erstens\nzweitens\ndrittens");
});
