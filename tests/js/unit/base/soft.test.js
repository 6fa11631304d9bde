import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { onWall, soft } from "../../../../static/js/lib/base/soft.js";

/** The cases of the server's `soft`, too. @type {[typed: string, softened: string][]} */
const CASES = JSON.parse(readFileSync(new URL("../../../data/soft_hyphens.json", import.meta.url), "utf-8"));

for (const [typed, softened] of CASES) {
  test(`a long word may break after its star: ${typed}`, () => {
    assert.equal(soft(typed), softened.replaceAll("|", "\u00ad"));
  });
}

test("a wall spends no line on nothing, and keeps those of a list", () => {
  assert.equal(onWall("Erstens\n\n \n\nzweitens\ndrittens"), "Erstens\nzweitens\ndrittens");
});

/** @type {[typed: string, broken: string][]} */
const JOINED = [
  ["Gleichstellungsbeauftragte", "Gleichstellungs|beauftragte"],
  ["Gesellschaftskapitäne der Integrationskurse", "Gesellschafts|kapitäne der Integrations|kurse"],
  ["Stellungnahme, Stationsort, nations of", "Stellungnahme, Stationsort, nations of"],
  ["Migrant*innenorganisationsräume", "Migrant*innen|organisations|räume"],
];

for (const [typed, broken] of JOINED) {
  test(`on a wall a long word may break where it is joined: ${typed}`, () => {
    const shown = onWall(typed);
    assert.equal(shown, broken.replaceAll("|", "\u00ad"));
    assert.equal(onWall(shown), shown);
  });
}
