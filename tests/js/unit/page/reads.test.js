import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createClock } from "../clock.js";
import { createPhone } from "../phone.js";

const { createReads, MOST } = await import("../../../../static/js/lib/page/reads.js");

beforeEach(() => void createClock().install());

/** @param {ReturnType<typeof createPhone>} phone */
function open(phone, language = "ar") {
  /** @type {(() => void)[]} */
  const fns = [];
  const person = { current: { language }, subscribe: (/** @type {() => void} */ fn) => void fns.push(fn) };
  const reads = createReads("dresden-2023", person, phone.device());
  let changes = 0;
  reads.subscribe(() => {
    changes += 1;
  });
  return { reads, person, tell: () => fns.forEach((fn) => fn()), changes: () => changes };
}

test("somebody reads the language that they write in, and those that they name; the phone keeps it", () => {
  const phone = createPhone();
  const { reads, changes } = open(phone);
  assert.deepEqual([reads.all(), reads.inFirst], [["ar"], true]);
  reads.understand("de", true);
  reads.understand("uk", true);
  reads.understand("uk", false);
  reads.showInFirst(false);
  assert.equal(changes(), 4);
  const later = open(phone).reads;
  assert.deepEqual([later.all(), later.also, later.inFirst], [["ar", "de"], ["de"], false]);
});

test("who writes in another language from now on reads that first", () => {
  const { reads, person, tell, changes } = open(createPhone());
  reads.understand("de", true);
  person.current = { language: "de" };
  tell();
  assert.deepEqual([reads.first, reads.all(), changes()], ["de", ["de"], 2]);
});

test("so many are read at once as the server tells, and what another version left is passed by", () => {
  const phone = createPhone();
  const { reads } = open(phone);
  for (const one of ["de", "en", "uk", "ru", "fa", "vi", "zh", "pl"]) {
    reads.understand(one, true);
  }
  assert.equal(reads.all().length, MOST + 1);
  phone.leave("cafe.reads.dresden-2023", JSON.stringify({ also: [1, "de", null] }));
  assert.deepEqual(open(phone).reads.all(), ["ar", "de"]);
});
