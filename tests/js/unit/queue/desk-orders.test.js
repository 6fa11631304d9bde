import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createKeptForm } from "../../../../static/js/lib/drafts/kept-form.js";
import { createOrders } from "../../../../static/js/lib/queue/desk-orders.js";
import { createClock, settled } from "../clock.js";
import { createLive } from "../live.js";
import { EVENT } from "../nouns.js";
import { embed } from "../page.js";
import { createPhone } from "../phone.js";

embed("phrases", {
  "desk.not_sent": "Nicht gesendet.",
  "desk.no_answer": "Keine Antwort.",
  "composer.fault": "Der Server hat gerade eine Störung.",
});

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

/** @param {ReturnType<typeof createPhone>} [phone] */
function open(phone = createPhone()) {
  const live = createLive(() => ({ ok: true, revision: 2 }));
  const device = phone.device();
  /** @type {any[]} */
  const followed = [];
  const orders = createOrders(live, { event: EVENT, onAck: (ack) => followed.push(ack), onChange: () => {} }, device);
  return {
    phone,
    device,
    live,
    orders,
    followed,
    sent: () => live.sent.map(({ name }) => name),
    close() {
      device.tab.close();
      live.drop();
    },
  };
}

/** @type {[name: string, payload: object][]} */
const AT_ONCE = [
  ["round.start", { round: 1 }],
  ["round.extend", { minutes: 5 }],
  ["round.end", {}],
  ["event.announce", { text: "Kaffee", minutes: 5 }],
];

for (const [name, payload] of AT_ONCE) {
  test(`${name} is sent at once, with an id of its own`, async () => {
    const { live, orders, followed } = open();
    live.connect();
    assert.equal(await orders.send("here", name, payload), true);
    const [{ order, ...said }] = live.payloads(name);
    assert.deepEqual([said, followed.length, orders.refusal("here")], [{ ...payload, event: EVENT }, 1, ""]);
    assert.match(order, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test(`${name} without network is given back after ten seconds, and never sent later`, async () => {
    const { phone, live, orders, sent, close } = open();
    /** @type {boolean|null} */
    let done = null;
    void orders.send("here", name, payload).then((followed) => {
      done = followed;
    });
    assert.deepEqual([orders.busy("here"), orders.unanswered().count, phone.kept()], [true, 1, {}]);
    await clock.advance(9999);
    assert.deepEqual([done, orders.refusal("here")], [null, ""]);
    await clock.advance(1);
    assert.deepEqual([done, orders.busy("here"), orders.refusal("here")], [false, false, "Nicht gesendet."]);
    live.connect();
    await clock.advance(10 * 60_000);
    close();
    const again = open(phone);
    again.live.connect();
    await clock.advance(60_000);
    assert.deepEqual([sent(), again.sent()], [[], []]);
  });

  test(`${name} goes where the network comes back soon enough`, async () => {
    const { live, orders, sent } = open();
    const done = orders.send("here", name, payload);
    await clock.advance(9000);
    live.connect();
    assert.deepEqual([await done, sent()], [true, [name]]);
    await clock.advance(60_000);
    assert.deepEqual([sent(), orders.refusal("here")], [[name], ""]);
  });

  test(`${name} without an answer is given back ten seconds after it was given, and not sent again`, async () => {
    const { live, orders, sent } = open();
    live.serve = () => null;
    const done = orders.send("here", name, payload);
    await clock.advance(4000);
    live.connect();
    await clock.advance(5999);
    assert.equal(orders.refusal("here"), "");
    await clock.advance(1);
    assert.deepEqual([await done, orders.refusal("here")], [false, "Keine Antwort."]);
    live.drop();
    live.connect();
    await clock.advance(60_000);
    assert.deepEqual(sent(), [name]);
  });

  for (const error of ["round_running", "server_error", "storage_full"]) {
    test(`${name} that is refused is given back with its sentence: ${error}`, async () => {
      const { live, orders, sent } = open();
      live.serve = () => ({ ok: false, error, message: "Nein." });
      live.connect();
      assert.equal(await orders.send("here", name, payload), false);
      await clock.advance(60_000);
      assert.deepEqual([orders.refusal("here"), sent()], ["Nein.", [name]]);
    });
  }
}

test("all else waits for the network, through a reload too, and shows what is wanted", async () => {
  const { phone, orders, close } = open();
  void orders.send("wall", "wall.show", { scene: "cloud" });
  void orders.send("wall", "wall.show", { scene: "stations" });
  void orders.send("verein", "station.set_approve_first", { station: "verein", on: true });
  await clock.advance(10 * 60_000);
  close();
  const again = open(phone);
  await settled();
  assert.deepEqual(again.orders.wanted("wall.show"), { scene: "stations" });
  assert.deepEqual(
    [again.orders.busy("wall"), again.orders.busy("here"), again.orders.unanswered().count],
    [true, false, 3],
  );
  assert.equal(again.orders.of("verein").at(-1)?.payload.on, true);
  again.live.connect();
  await settled();
  assert.deepEqual(
    again.live.payloads("wall.show").map(({ scene }) => scene),
    ["cloud", "stations"],
  );
  assert.deepEqual([again.orders.unanswered(), again.followed.length], [{ count: 0, returned: 0 }, 3]);
  assert.deepEqual([again.orders.wanted("wall.show"), phone.kept()], [undefined, {}]);
});

test("and passes through what says nothing about it, in words", async () => {
  const { live, orders } = open();
  live.serve = () => ({ ok: false, error: "server_error", message: "Huch." });
  live.connect();
  const done = orders.send("wall", "wall.show", { scene: "cloud" });
  await settled();
  assert.deepEqual([orders.putOff(), orders.refusal("wall")], ["Der Server hat gerade eine Störung.", ""]);
  live.serve = () => ({ ok: true, revision: 2 });
  await clock.advance(1000);
  assert.deepEqual([await done, orders.putOff()], [true, null]);
});

test("what is refused says so in its place until the next order there", async () => {
  const { live, orders } = open();
  live.serve = () => ({ ok: false, error: "unknown_scene", message: "Gibt es nicht." });
  live.connect();
  assert.equal(await orders.send("wall", "wall.show", { scene: "?" }), false);
  assert.deepEqual([orders.refusal("wall"), orders.refusal("here")], ["Gibt es nicht.", ""]);
  live.serve = () => ({ ok: true, revision: 2 });
  assert.equal(await orders.send("wall", "wall.show", { scene: "cloud" }), true);
  assert.equal(orders.refusal("wall"), "");
});

test("a text that is refused comes back to its form, with both wordings", async () => {
  const { live, orders, device } = open();
  const form = createKeptForm("cafe.comment", () => {}, device);
  orders.hold(form);
  await settled();
  form.begin({ id: "a", text: "", was: null });
  form.type({ text: "Danke!" });
  form.give(({ id, text, was }, back) => {
    void orders.send("comments", "feedback.word_in_german", { id, text, was }, { back });
  });
  live.serve = () => ({ ok: false, error: "reworded", message: "Anders.", now: "Merci!" });
  live.connect();
  await settled();
  assert.deepEqual(
    [form.written?.text, form.written?.now, form.written?.was, form.written?.message],
    ["Danke!", "Merci!", "Merci!", "Anders."],
  );
  assert.deepEqual([orders.refusal("comments"), orders.unanswered()], ["", { count: 0, returned: 0 }]);
});

test("whoever waits for an order that went with a refused one hears of it", async () => {
  const { live, orders, device } = open();
  const form = createKeptForm("cafe.comment", () => {}, device);
  orders.hold(form);
  await settled();
  /** @type {Promise<boolean>[]} */
  const waiting = [];
  for (const text of ["Danke!", "Vielen Dank!"]) {
    form.begin({ id: "a", text: "", was: null });
    form.type({ text });
    form.give(({ id, text: typed, was }, back) => {
      waiting.push(orders.send("comments", "feedback.word_in_german", { id, text: typed, was }, { back }));
    });
  }
  live.serve = () => ({ ok: false, error: "reworded", message: "Anders.", now: "Merci!" });
  live.connect();
  assert.deepEqual(await Promise.all(waiting), [false, false]);
  assert.equal(form.written?.text, "Vielen Dank!");
});
