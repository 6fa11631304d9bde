import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createPhotoQueue } from "../../../../static/js/lib/queue/photo-queue.js";
import { createClock, settled } from "../clock.js";
import { createLive } from "../live.js";
import { embed } from "../page.js";
import { createPhone } from "../phone.js";

/** @typedef {import("../../../../static/js/lib/net/wire.js").Ack} Ack */

embed("phrases", {
  "photos.too_large": "Größer als 40 MB.",
  "photos.storage_full": "Der Server kann gerade nicht speichern.",
  "photos.server_error": "Der Server hat eine Störung.",
});

const ADDRESS = "/photos";
const PREFIX = "cafe.photos.dresden.verein.";
const WHERE = { table: 2, round: 1 };
const DONE = /** @type {Ack} */ ({ ok: true });

let clock = createClock();
/** @type {Set<string>} */
const previews = new Set();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
  previews.clear();
  let made = 0;
  URL.createObjectURL = () => {
    made += 1;
    previews.add(`blob:${made}`);
    return `blob:${made}`;
  };
  URL.revokeObjectURL = (address) => void previews.delete(address);
});

/** @param {string} text */
const file = (text) => new Blob([text]);

/** One that says how large it is without being it. @param {number} size @returns {Blob} */
const sized = (size) => Object.defineProperty(file("groß"), "size", { value: size });

/** @param {ReturnType<typeof createPhone>} [phone] */
function open(phone = createPhone()) {
  const live = createLive(() => DONE);
  const device = phone.device();
  /** @type {any[]} */
  const told = [];
  /** @typedef {{address: string, file: Blob, share: (sent: number) => void, fail: () => void}} Sent */
  /** @type {(Sent & {answer: (ack: Ack) => void})[]} */
  const sent = [];
  const send = (/** @type {string} */ address, /** @type {Blob} */ body, /** @type {(sent: number) => void} */ share) =>
    new Promise((/** @type {(ack: Ack) => void} */ answer, fail) => {
      sent.push({ address, file: body, share, answer, fail: () => fail(new Error("no answer")) });
    });
  const queue = createPhotoQueue(
    {
      address: ADDRESS,
      prefix: PREFIX,
      live: /** @type {any} */ (live),
      onChange: () => {},
      onStored: (_, left) => told.push(["stored", left]),
      onRefused: ({ message }) => told.push(["refused", message]),
    },
    { device, send },
  );
  return {
    phone,
    live,
    queue,
    told,
    sent,
    device,
    states: () => queue.all().map(({ state, sent: share, kept }) => [state, share, kept]),
    texts: () => Promise.all(sent.map((one) => one.file.text())),
  };
}

async function online() {
  const parts = open();
  parts.live.connect();
  await settled();
  return parts;
}

test("photos leave one after the other, each as long as it takes to be stored", async () => {
  const { queue, sent, told, states, texts, phone } = await online();
  queue.add([file("eins"), file("zwei")], WHERE);
  await settled();
  assert.deepEqual(states(), [
    ["sending", 0, true],
    ["waiting", 0, true],
  ]);
  const { id, order } = /** @type {any} */ (queue.all()[0]);
  assert.notEqual(order, id);
  assert.equal(sent[0]?.address, `${ADDRESS}?id=${id}&order=${order}&table=2&round=1`);
  sent[0]?.share(0.5);
  assert.deepEqual(states()[0], ["sending", 0.5, true]);
  sent[0]?.share(1);
  assert.deepEqual(states()[0], ["preparing", 1, true]);
  sent[0]?.answer(DONE);
  await settled();
  assert.deepEqual([states(), told], [[["sending", 0, true]], [["stored", 1]]]);
  sent[1]?.answer(DONE);
  await settled();
  assert.deepEqual([queue.all(), told.at(-1), await texts(), previews.size], [[], ["stored", 0], ["eins", "zwei"], 0]);
  assert.deepEqual(
    [...phone.disk.rows().keys()].filter((key) => key.startsWith(PREFIX)),
    [],
  );
});

test("a photo of no table and no round says neither", async () => {
  const { queue, sent } = await online();
  queue.add([file("eins")], { table: null, round: null });
  const { id, order } = /** @type {any} */ (queue.all()[0]);
  assert.equal(sent[0]?.address, `${ADDRESS}?id=${id}&order=${order}`);
});

/** @type {[bytes: number, state: string, message: string|null][]} */
const SIZES = [
  [40_000_000, "waiting", null],
  [40_000_001, "refused", "Größer als 40 MB."],
];

for (const [bytes, state, message] of SIZES) {
  test(`a photo of ${bytes} bytes is ${state}`, async () => {
    const { queue, sent, live } = open();
    queue.add([sized(bytes)], WHERE);
    assert.deepEqual(
      queue.all().map((one) => [one.state, one.message]),
      [[state, message]],
    );
    live.connect();
    await settled();
    assert.equal(sent.length, state === "waiting" ? 1 : 0);
  });
}

test("without network they wait, and go when it is back", async () => {
  const { queue, live, sent, states } = open();
  queue.add([file("eins"), file("zwei")], WHERE);
  await clock.advance(60_000);
  assert.deepEqual(
    [states(), sent.length],
    [
      [
        ["waiting", 0, true],
        ["waiting", 0, true],
      ],
      0,
    ],
  );
  live.connect();
  await settled();
  sent[0]?.answer(DONE);
  await settled();
  sent[1]?.answer(DONE);
  await settled();
  assert.deepEqual(queue.all(), []);
});

test("one that got no answer is sent again from the beginning, under the same id", async () => {
  const { queue, sent, states } = await online();
  queue.add([file("eins"), file("zwei")], WHERE);
  await settled();
  sent[0]?.share(0.9);
  sent[0]?.fail();
  await settled();
  assert.deepEqual(states(), [
    ["waiting", 0, true],
    ["waiting", 0, true],
  ]);
  await clock.advance(999);
  assert.equal(sent.length, 1);
  await clock.advance(1);
  assert.deepEqual([sent.length, sent[1]?.address], [2, sent[0]?.address]);
});

test("a new connection sends neither twice what is on its way nor the next one beside it", async () => {
  const { queue, live, sent } = await online();
  queue.add([file("eins"), file("zwei")], WHERE);
  live.drop();
  live.connect();
  await settled();
  assert.equal(sent.length, 1);
  sent[0]?.fail();
  await settled();
  live.drop();
  live.connect();
  await settled();
  await clock.advance(3000);
  assert.equal(sent.length, 2);
});

test("where others are first, it is tried again a little later", async () => {
  const { queue, sent, told, states } = await online();
  queue.add([file("eins")], WHERE);
  await settled();
  sent[0]?.answer({ ok: false, error: "uploads_busy", message: "Gleich noch einmal." });
  await settled();
  const later = ["refused", "Gleich noch einmal."];
  assert.deepEqual([states(), told, sent.length], [[["waiting", 0, true]], [later], 1]);
  await clock.advance(1000);
  assert.equal(sent.length, 2);
  sent[1]?.answer(DONE);
  await settled();
  assert.deepEqual(told, [later, ["stored", 0]]);
});

/** @type {[error: string, said: string][]} */
const PASSING = [
  ["storage_full", "Der Server kann gerade nicht speichern."],
  ["server_error", "Der Server hat eine Störung."],
  ["too_slow", "Zu langsam."],
  ["door_expired", "Zu langsam."],
];

for (const [error, said] of PASSING) {
  test(`what says nothing about the photo lets it wait, says why once, and sends it again: ${error}`, async () => {
    const { queue, sent, told, states } = await online();
    queue.add([file("eins"), file("zwei")], WHERE);
    await settled();
    for (const wait of [1000, 2000, 4000]) {
      sent.at(-1)?.answer({ ok: false, error, message: "Zu langsam." });
      await settled();
      assert.deepEqual([queue.all()[0]?.message, queue.all()[1]?.message], [said, null]);
      assert.deepEqual([states()[0]?.[0], told], ["waiting", [["refused", said]]]);
      const tries = sent.length;
      await clock.advance(wait - 1);
      assert.equal(sent.length, tries);
      await clock.advance(1);
      assert.equal(sent.length, tries + 1);
    }
    sent.at(-1)?.answer(DONE);
    await settled();
    sent.at(-1)?.answer(DONE);
    await settled();
    assert.deepEqual(
      [queue.all(), told.slice(1)],
      [
        [],
        [
          ["stored", 1],
          ["stored", 0],
        ],
      ],
    );
  });
}

/** @type {[error: string, said: string][]} */
const REFUSALS = [
  ["not_a_photo", "Diese Datei ist kein Foto."],
  ["photo_broken", "Diese Datei ist kein Foto."],
];

for (const [error, said] of REFUSALS) {
  test(`what is refused stays with a sentence until somebody decides, and holds up nobody: ${error}`, async () => {
    const { queue, sent, told, states } = await online();
    queue.add([file("eins"), file("zwei")], WHERE);
    await settled();
    sent[0]?.answer({ ok: false, error, message: "Diese Datei ist kein Foto." });
    await settled();
    assert.deepEqual([queue.all()[0]?.message, told], [said, [["refused", said]]]);
    sent[1]?.answer(DONE);
    await clock.advance(60_000);
    assert.deepEqual([states(), sent.length], [[["refused", 0, true]], 2]);
    const { id } = /** @type {any} */ (queue.all()[0]);
    queue.again(id);
    assert.deepEqual([queue.all()[0]?.message, sent.length], [null, 3]);
    sent[2]?.answer(DONE);
    await settled();
    assert.deepEqual(queue.all(), []);
  });
}

test("a photo that is put away is gone, also from the disk, though it was on its way", async () => {
  const { queue, sent, told, phone } = await online();
  queue.add([file("eins"), file("zwei")], WHERE);
  await settled();
  queue.discard(queue.all()[0]?.id ?? "");
  queue.discard("unknown");
  sent[0]?.answer(DONE);
  await settled();
  assert.deepEqual([queue.all().length, told, sent.length, previews.size], [1, [], 2, 1]);
  assert.equal([...phone.disk.rows().keys()].filter((key) => key.startsWith(PREFIX)).length, 1);
});

test("a page loaded anew goes on with its photos, in their order, and once", async () => {
  const phone = createPhone();
  const first = open(phone);
  first.queue.add([file("eins")], WHERE);
  await clock.advance(1);
  first.queue.add([file("zwei")], { table: null, round: 3 });
  await settled();
  const given = first.queue.all().map(({ id, order }) => [id, order]);
  first.device.tab.close();
  const again = open(phone);
  await settled();
  assert.deepEqual(
    again.queue.all().map(({ id, order }) => [id, order]),
    given,
  );
  assert.deepEqual(
    again.queue.all().map(({ table, round, kept }) => [table, round, kept]),
    [
      [2, 1, true],
      [null, 3, true],
    ],
  );
  again.live.connect();
  await settled();
  again.sent[0]?.answer(DONE);
  await settled();
  again.sent[1]?.answer(DONE);
  await settled();
  assert.deepEqual([again.queue.all(), await again.texts()], [[], ["eins", "zwei"]]);
  const third = open(phone);
  await settled();
  assert.deepEqual(third.queue.all(), []);
});

test("a photo that an earlier version kept has no order yet, and gets one", async () => {
  const phone = createPhone();
  const kept = { id: "6f2b6f0e-8d1c-4d5e-9d3f-0a1b2c3d4e5f", file: file("eins"), table: null, round: null };
  const before = phone.device();
  assert.equal(await before.secondCopy(PREFIX).add(`${PREFIX}00000000000001-${kept.id}`, kept), true);
  before.tab.close();
  const { queue, live, sent } = open(phone);
  live.connect();
  await settled();
  const { order } = /** @type {any} */ (queue.all()[0]);
  assert.equal(order.length, kept.id.length);
  assert.equal(sent[0]?.address, `${ADDRESS}?id=${kept.id}&order=${order}`);
});

test("a photo that was stored before the disk had it is not there twice", async () => {
  const { queue, sent, phone } = await online();
  const release = phone.disk.hold();
  queue.add([file("eins")], WHERE);
  sent[0]?.answer(DONE);
  await settled();
  release();
  await settled();
  assert.deepEqual([queue.all(), [...phone.disk.rows().keys()].filter((key) => key.startsWith(PREFIX))], [[], []]);
});

for (const database of /** @type {const} */ (["missing", "full"])) {
  test(`where the disk is ${database} a photo says that it is lost with the page, and is sent`, async () => {
    const phone = createPhone();
    phone.trouble.database = database;
    const { queue, states, live, sent } = open(phone);
    queue.add([file("eins")], WHERE);
    await settled();
    assert.deepEqual(states(), [["waiting", 0, false]]);
    live.connect();
    await settled();
    sent[0]?.answer(DONE);
    await settled();
    assert.deepEqual(queue.all(), []);
  });
}

test("what another version left there is no photo", async () => {
  const phone = createPhone();
  const { secondCopy } = phone.device();
  await secondCopy(PREFIX).add(`${PREFIX}1`, { id: "a", file: "kein Blob" });
  await secondCopy(PREFIX).add(`${PREFIX}2`, null);
  const { queue } = open(phone);
  await settled();
  assert.deepEqual(queue.all(), []);
});
