import assert from "node:assert/strict";
import { test } from "node:test";
import { createWordings } from "../../../../static/js/lib/model/wordings.js";
import { settled } from "../clock.js";
import { createLive } from "../live.js";

const PLACE = { event: "dresden-2023", station: "raeume" };
/** @param {string} id @param {object} [fields] */
const wording = (id, fields) => ({ id, contribution: `of-${id}`, text: `text ${id}`, revision: 1, ...fields });

/**
 * A phone at a server that knows these wordings in Arabic.
 * @param {any[]} known @param {string[]} languages
 */
async function phone(known, languages = ["ar"]) {
  const server = { known, revision: 9 };
  const live = createLive((_, payload) => ({
    ok: true,
    languages: Object.fromEntries(
      Object.entries(payload.languages).map(([code, since]) => [
        code,
        {
          since,
          revision: server.revision,
          wordings: code === "ar" ? server.known.filter((one) => one.revision > since) : [],
        },
      ]),
    ),
    mine: [
      { ...wording("m"), language: "uk", state: "pending", old: false },
      { id: "x", gone: true },
    ],
    worded: { "of-a": ["ar"] },
  }));
  const wordings = createWordings(live, { ...PLACE, languages: () => languages });
  let drawn = 0;
  wordings.subscribe(() => {
    drawn += 1;
  });
  live.connect();
  await wordings.open();
  /** @param {any} news */
  const hear = (news) => live.hear("wording.changed", { station: "raeume", language: "ar", ...news });
  return { server, live, wordings, languages, hear, drawn: () => drawn };
}

test("what was said in a language is found by its contribution", async () => {
  const { wordings, live } = await phone([wording("a")]);
  assert.equal(wordings.of("of-a", "ar")?.text, "text a");
  assert.deepEqual([wordings.of("of-a", "uk"), wordings.of("of-b", "ar")], [undefined, undefined]);
  assert.deepEqual([wordings.hasAny("ar"), wordings.hasAny("uk")], [true, false]);
  assert.deepEqual(live.payloads("wording.open"), [{ ...PLACE, languages: { ar: 0 } }]);
  assert.deepEqual([wordings.mine().map(({ id }) => id), wordings.worded("of-a")], [["m"], ["ar"]]);
});

test("news bring, change and take away", async () => {
  const { wordings, hear, live, drawn } = await phone([wording("a")]);
  hear({ since: 1, revision: 10, wordings: [wording("a", { text: "better", revision: 10 })] });
  assert.equal(wordings.of("of-a", "ar")?.text, "better");
  hear({ since: 0, revision: 11, wordings: [wording("b", { revision: 11 })] });
  assert.deepEqual([wordings.hasAny("ar"), wordings.of("of-b", "ar")?.text], [true, "text b"]);
  hear({ since: 11, revision: 12, wordings: [{ id: "a", gone: true }] });
  assert.equal(wordings.of("of-a", "ar"), undefined);
  assert.equal(live.payloads("wording.open").length, 1);
  assert.equal(drawn(), 4);
});

test("news of another station, or of a language that nobody reads here, are no news", async () => {
  const { wordings, live, drawn } = await phone([]);
  for (const other of [
    { station: "amt", language: "ar" },
    { station: "raeume", language: "uk" },
  ]) {
    live.hear("wording.changed", { ...other, since: 0, revision: 10, wordings: [wording("b", { revision: 10 })] });
  }
  assert.deepEqual([wordings.all(), drawn()], [[], 1]);
});

test("who missed news asks for them", async () => {
  const { wordings, hear, live, server } = await phone([]);
  server.known = [wording("a", { revision: 11 }), wording("b", { revision: 12 })];
  server.revision = 12;
  hear({ since: 11, revision: 12, wordings: [wording("b", { revision: 12 })] });
  await settled();
  assert.deepEqual(live.payloads("wording.open").at(-1)?.languages, { ar: 9 });
  assert.deepEqual(
    wordings.all().map(({ id }) => id),
    ["a", "b"],
  );
});

test("a language that is not read any more is forgotten, and read anew when it is", async () => {
  const { wordings, languages, live } = await phone([wording("a")]);
  languages.splice(0, 1, "uk");
  await wordings.open();
  assert.equal(wordings.of("of-a", "ar"), undefined);
  languages.push("ar");
  await wordings.open();
  assert.equal(wordings.of("of-a", "ar")?.text, "text a");
  assert.deepEqual(
    live.payloads("wording.open").map((one) => one.languages),
    [{ ar: 0 }, { uk: 0 }, { uk: 9, ar: 0 }],
  );
});

test("a host's screen reads all, with their states", async () => {
  const all = [{ ...wording("a"), language: "ar", state: "pending", old: false }];
  const live = createLive(() => ({ ok: true, since: 0, revision: 1, wordings: all }));
  const wordings = createWordings(live, PLACE);
  live.connect();
  await wordings.open();
  assert.deepEqual(live.payloads("wording.open"), [{ ...PLACE, audience: "hosts", since: 0 }]);
  const news = [{ ...all[0], state: "visible", revision: 2 }];
  live.hear("wording.changed", { station: "raeume", since: 1, revision: 2, wordings: news });
  assert.deepEqual(wordings.all(), news);
});

test("without a connection nothing is asked, and one that is lost says nothing", async () => {
  const live = createLive(() => null);
  const wordings = createWordings(live, { ...PLACE, languages: () => ["ar"] });
  await wordings.open();
  assert.deepEqual(live.sent, []);
  live.connect();
  const asking = wordings.open();
  live.drop();
  await asking;
  assert.deepEqual(wordings.all(), []);
});

test("what the server took of one's own stands here before it is asked again, and older answers leave it", async () => {
  const { wordings, server } = await phone([]);
  const add = { name: "wording.add", payload: { id: "n", contribution: "of-n", language: "ar", text: "new" } };
  wordings.accept(/** @type {any} */ (add), { revision: 12, state: "visible" });
  wordings.accept(/** @type {any} */ ({ name: "wording.edit", payload: { id: "m", text: "m, better" } }), {
    revision: 13,
    state: "visible",
  });
  await wordings.open();
  const own = () => wordings.mine().map(({ id, text, state }) => [id, text, state]);
  assert.deepEqual(own(), [
    ["n", "new", "visible"],
    ["m", "m, better", "visible"],
  ]);
  wordings.accept(/** @type {any} */ ({ name: "wording.withdraw", payload: { id: "m" } }), { revision: 14 });
  server.revision = 14;
  await wordings.open();
  assert.deepEqual(own(), [], "the server knows only the one that was withdrawn");
});

test("a machine's draft gives way to a guest's wording, whichever came first, and stands again after it", async () => {
  const draft = wording("d", { contribution: "of-a", by: "machine", revision: 3 });
  for (const known of [
    [wording("a"), draft],
    [draft, wording("a", { revision: 4 })],
  ]) {
    const { wordings, hear } = await phone(known);
    assert.equal(wordings.of("of-a", "ar")?.id, "a");
    hear({ since: 9, revision: 10, wordings: [{ id: "a", gone: true }] });
    assert.deepEqual([wordings.of("of-a", "ar")?.id, wordings.of("of-a", "ar")?.by], ["d", "machine"]);
    hear({ since: 10, revision: 11, wordings: [{ id: "d", gone: true }] });
    assert.equal(wordings.of("of-a", "ar"), undefined);
  }
});
