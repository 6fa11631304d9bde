import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { leftDrafts, takeAlong } from "../../../../static/js/lib/drafts/left-drafts.js";
import { createTabDraft } from "../../../../static/js/lib/drafts/tab-draft.js";
import { createClock, settled } from "../clock.js";
import { EVENT, STATION } from "../nouns.js";
import { createPhone } from "../phone.js";

/** @typedef {import("../../../../static/js/lib/drafts/draft.js").Draft} Draft */

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

/** @param {string} text @param {Partial<Draft>} [more] @returns {Draft} */
const saying = (text, more) => ({
  ...{ text, kind: "idea", language: "de", replyTo: null, editing: null, stash: null },
  ...more,
});

/** A tab: what lies in its field, as the composer has it. @param {ReturnType<typeof createPhone>} phone */
function openTab(phone, station = STATION) {
  const { tab, ...device } = phone.device();
  const draft = createTabDraft(EVENT, station, device);
  const one = {
    draft,
    tab,
    field: draft.read()?.text ?? "",
    /** @param {string} text */
    type(text) {
      one.field = text;
      draft.write(saying(text));
    },
    send() {
      one.field = "";
      draft.clear();
    },
  };
  draft.onTaken(() => {
    one.field = "";
  });
  void draft.newer().then((newer) => {
    one.field = newer ? (newer.draft?.text ?? "") : one.field;
  });
  return one;
}

/** Until every tab has asked all that it asks. */
async function asked() {
  for (let turn = 0; turn < 6; turn += 1) {
    await settled();
  }
  await clock.advance(400);
  await settled();
}

test("two tabs that are both seen write a text each, and neither sends the other's", async () => {
  const phone = createPhone();
  const first = openTab(phone);
  first.type("Im ersten");
  const second = openTab(phone);
  await asked();
  assert.deepEqual([first.field, second.field], ["Im ersten", ""]);
  second.type("Im zweiten");
  first.send();
  await asked();
  assert.deepEqual([first.field, second.field], ["", "Im zweiten"]);
  const third = openTab(phone);
  await asked();
  assert.deepEqual([second.field, third.field], ["Im zweiten", ""]);
});

test("a tab that is opened while the other is out of sight goes on with its text, and has it alone", async () => {
  const phone = createPhone();
  const first = openTab(phone);
  first.type("Halb geschrieben");
  first.draft.release();
  const second = openTab(phone);
  await asked();
  assert.equal(second.field, "Halb geschrieben");
  assert.equal(first.field, "");
  second.send();
  first.draft.resume();
  assert.deepEqual([first.field, first.draft.another()], ["", null]);
  assert.deepEqual(phone.kept(), {});
});

test("a tab that was asleep while another went on with its text learns it when it is seen again", async () => {
  const phone = createPhone();
  const first = openTab(phone);
  first.type("Halb geschrieben");
  first.draft.release();
  const { tell } = first.tab;
  first.tab.tell = () => {}; // frozen: it hears of nothing
  const second = openTab(phone);
  await asked();
  second.send();
  first.tab.tell = tell;
  assert.equal(first.field, "Halb geschrieben");
  first.draft.resume();
  assert.equal(first.field, "");
});

test("nobody else came: who comes back goes on", async () => {
  const phone = createPhone();
  const first = openTab(phone);
  first.type("Kurz weg");
  first.draft.release();
  first.draft.resume();
  first.type("Kurz weg, wieder da");
  const second = openTab(phone);
  await asked();
  assert.deepEqual([first.field, second.field], ["Kurz weg, wieder da", ""]);
});

test("a tab that goes and comes back writes no second copy, for which the page after it would have to wait", () => {
  const phone = createPhone();
  const { tab, ...device } = phone.device();
  let copied = 0;
  const draft = createTabDraft(EVENT, STATION, {
    ...device,
    secondCopy: (prefix) => {
      const copy = device.secondCopy(prefix);
      return {
        ...copy,
        change: (...row) => {
          copied += 1;
          return copy.change(...row);
        },
      };
    },
  });
  draft.write(saying("Halb geschrieben"));
  assert.equal(copied, 1);
  draft.release();
  draft.resume();
  assert.equal(copied, 1);
  assert.equal(draft.read()?.text, "Halb geschrieben");
});

test("what a tab leaves that was closed or killed comes into the next one's field", async () => {
  const phone = createPhone();
  const first = openTab(phone);
  first.type("Vor dem Absturz");
  await settled();
  first.tab.close(); // without a word
  const second = openTab(phone);
  assert.equal(second.field, "");
  await asked();
  assert.equal(second.field, "Vor dem Absturz");
});

test("whoever types before that is known keeps what they typed, and gets the other text after it", async () => {
  const phone = createPhone();
  const first = openTab(phone);
  first.type("Vor dem Absturz");
  await settled();
  first.tab.close();
  const second = openTab(phone);
  second.type("Schon etwas Neues");
  await asked();
  assert.equal(second.field, "Schon etwas Neues");
  second.send();
  assert.equal(second.draft.another()?.text, "Vor dem Absturz");
  second.draft.clear();
  assert.equal(second.draft.another(), null);
});

test("the minute that a killed browser forgets comes back from the second copy", async () => {
  const phone = createPhone();
  const first = openTab(phone);
  first.type("Eins");
  await asked();
  const minute = phone.saved();
  first.type("Eins und zwei");
  await settled();
  minute.killed();
  const second = openTab(phone);
  await asked();
  assert.equal(second.field, "Eins und zwei");
  const sent = phone.saved();
  second.send();
  await settled();
  sent.killed();
  const third = openTab(phone);
  await asked();
  assert.deepEqual([third.field, phone.kept()], ["", {}]);
});

test("where nothing may be kept each tab has its own for as long as it is open", () => {
  const phone = createPhone();
  phone.trouble.forbidden = true;
  const { draft } = openTab(phone);
  assert.equal(draft.write(saying("Nur hier")), false);
  draft.release();
  draft.resume();
  assert.equal(draft.write(saying("Nur hier, noch immer")), false);
});

test("what was begun at stations that one left is found again, and goes along", () => {
  const phone = createPhone();
  const stations = ["verein", "amt", "quartier"].map((slug) => ({ slug }));
  const { tab: _, ...device } = phone.device();
  openTab(phone, "verein").type("Bei den Vereinen");
  openTab(phone, "amt").type("   ");
  openTab(phone, "quartier").type("Im Quartier");
  const look = leftDrafts(EVENT, "amt", stations, device);
  const left = look();
  assert.deepEqual(
    left.map(({ station, draft }) => [station, draft.text]),
    [
      ["verein", "Bei den Vereinen"],
      ["quartier", "Im Quartier"],
    ],
  );
  const answer = saying("Bei den Vereinen", { kind: "offer", replyTo: "a", chosen: true, language: "uk" });
  assert.equal(takeAlong(EVENT, "amt", answer, device), true);
  left[0]?.take();
  assert.deepEqual(
    look().map(({ station }) => station),
    ["quartier"],
  );
  const there = createTabDraft(EVENT, "amt", device).read();
  assert.deepEqual(
    [there?.text, there?.kind, there?.language, there?.replyTo],
    ["Bei den Vereinen", "offer", "uk", null],
  );
});
