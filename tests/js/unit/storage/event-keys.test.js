import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BEFORE, isOf, KINDS } from "../../../../static/js/lib/storage/event-keys.js";

const SOURCES = new URL("../../../../static/js/", import.meta.url).pathname;

/** @param {string} folder @returns {string[]} */
function scripts(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? scripts(path) : path.endsWith(".js") ? [path] : [];
  });
}

test("every key that names an event in a script is known as one of it", () => {
  const named = scripts(SOURCES).flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/[`"]cafe\.([a-z.-]+)\.\$\{/g)].map(([, kind]) => kind ?? ""),
  );
  assert.ok(named.length > 20, "keys are written in another way by now");
  assert.deepEqual([...new Set(named)].filter((kind) => !KINDS.includes(kind)).sort(), []);
  assert.deepEqual(
    KINDS.filter((kind) => !named.includes(kind) && !["deck", "edit", "report"].includes(kind)), // forms say which
    [],
  );
});

test("what belongs to an event does so by its name, and not by a name that begins so, or by a station's", () => {
  const known = isOf("cafe-2");
  for (const key of KINDS.flatMap((kind) => BEFORE.map((mark) => `${mark}cafe.${kind}.cafe-2`))) {
    assert.deepEqual(
      [key, `${key}.raum`, `${key}~p1.raum`].filter((one) => !known(one)),
      [],
    );
    assert.deepEqual([`${key}5`, `${key}-b.raum`, key.replace("cafe-2", "other.cafe-2")].filter(known), []);
  }
  assert.deepEqual(["cafe.sound", "cafe.storage", "else.draft.cafe-2", "cafe-2", ""].filter(known), []);
});

test("an event that is called as a kind of key goes on takes nothing of another one", () => {
  for (const [event, kind] of [
    ["clocks", "deck.clocks"],
    ["notes", "deck.notes"],
  ]) {
    const known = isOf(event ?? "");
    assert.deepEqual([`cafe.${kind}`, `cafe.${kind}~p1`, `cafe.${kind}.${event}`].map(known), [true, true, true]);
    assert.deepEqual([`cafe.${kind}.leipzig`, `gone.cafe.${kind}.leipzig`].filter(known), []);
  }
});
