import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createStationStore } from "../../../../static/js/lib/model/station-store.js";
import { createBoardOrders, SLOW_AFTER } from "../../../../static/js/lib/queue/board-orders.js";
import { createClock, settled } from "../clock.js";
import { CUT, createLive } from "../live.js";
import { change, cluster, contribution, EVENT, measure, photo, STATION, statement } from "../nouns.js";
import { embed } from "../page.js";
import { createPhone } from "../phone.js";

embed("phrases", { "host.text_kept": "Kein Netz. Der Text bleibt hier." });

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
});

const PREFIX = `cafe.board-orders.${EVENT}.${STATION}.`;
const NOUNS = {
  contributions: [contribution("a"), contribution("b")],
  clusters: [cluster("theme")],
  statements: [statement("s")],
  photos: [photo("p")],
  measures: [measure("m")],
};

/**
 * A tablet and its server, which says yes from revision 2 on.
 * @param {ReturnType<typeof createPhone>} [phone]
 */
function open(phone = createPhone()) {
  let revision = 1;
  const live = createLive(() => ({ ok: true, revision: ++revision }));
  const store = createStationStore(live, {
    event: EVENT,
    station: STATION,
    audience: "hosts",
    change: change(0, 1, NOUNS),
  });
  const device = phone.device();
  const orders = createBoardOrders(live, { event: EVENT, station: STATION, store, approveFirst: () => false }, device);
  /** @type {any[]} */
  const told = [];
  orders.onAccepted((ack) => told.push(ack));
  orders.onRefused((message) => told.push(message));
  return {
    phone,
    live,
    store,
    orders,
    told,
    /** What the tablet shows of one card. @param {string} [id] */
    card: (id = "a") => orders.view().contributions.get(id)?.state,
    /** The station's news. @param {number} revision @param {Partial<import("../nouns.js").Contribution>} [values] */
    hear: (revision, values = {}) =>
      store.apply(
        change(0, revision, {
          ...NOUNS,
          contributions: [contribution("a", { ...values, revision }), contribution("b")],
        }),
      ),
    sent: () => live.sent.map(({ name, payload }) => [name, payload.id]),
  };
}

test("the board is what the server said, in every noun", () => {
  const { orders, store } = open();
  const { contributions, clusters, statements, photos, measures, approveFirst } = orders.view();
  assert.deepEqual(
    [contributions, clusters, statements, photos, measures, approveFirst],
    [store.contributions, store.clusters, store.statements, store.photos, store.measures, false],
  );
});

test("what is ordered shows at once, until the station's news have caught up with it", async () => {
  const { orders, live, store, card, hear, told } = open();
  live.connect();
  const given = orders.give("contribution.hide", { id: "a" });
  assert.deepEqual([card(), store.contributions.get("a")?.state], ["hidden", "visible"]);
  assert.deepEqual(await given, { ok: true, revision: 2 });
  assert.deepEqual(
    [card(), told, live.sent[0]?.payload],
    ["hidden", [{ ok: true, revision: 2 }], { id: "a", event: EVENT }],
  );
  hear(2, { state: "visible" }); // somebody else has shown it again meanwhile
  assert.equal(card(), "visible");
});

test("what is refused is undone and explained", async () => {
  const { orders, live, card, told, phone } = open();
  live.connect();
  live.serve = () => ({ ok: false, error: "unknown_contribution", message: "Gibt es nicht mehr." });
  const ack = await orders.give("contribution.hide", { id: "a" });
  assert.deepEqual([ack.ok, card(), told, phone.kept()], [false, "visible", ["Gibt es nicht mehr."], {}]);
});

test("without network a host works on, and everything is delivered in its order", async () => {
  const { orders, live, card, sent, phone } = open();
  orders.give("contribution.hide", { id: "a" });
  await clock.advance(10);
  orders.give("contribution.highlight", { id: "b", on: true });
  orders.give("contribution.show", { id: "a" });
  assert.deepEqual([card(), sent(), orders.unanswered()], ["visible", [], { count: 3, since: clock.wall() - 10 }]);
  live.connect();
  await settled();
  assert.deepEqual(sent(), [
    ["contribution.hide", "a"],
    ["contribution.highlight", "b"],
    ["contribution.show", "a"],
  ]);
  assert.deepEqual([orders.unanswered(), phone.kept()], [{ count: 0, since: null }, {}]);
});

test("a reload or an empty battery in between loses nothing, and shows it as before", async () => {
  const phone = createPhone();
  const first = open(phone);
  for (let index = 0; index < 12; index += 1) {
    first.orders.give("contribution.highlight", { id: `${index}`, on: true });
  }
  first.orders.give("contribution.hide", { id: "a" });
  const again = open(phone);
  assert.deepEqual([again.card(), again.orders.unanswered().count], ["hidden", 13]);
  again.live.connect();
  await settled();
  assert.deepEqual(
    again.sent().map(([, id]) => id),
    [...Array.from({ length: 12 }, (_, index) => `${index}`), "a"],
  );
  assert.deepEqual(phone.kept(), {});
});

test("another station's orders stay where they are", () => {
  const phone = createPhone();
  const { live, store } = open(phone);
  const other = createBoardOrders(
    live,
    { event: EVENT, station: "amt", store, approveFirst: () => false },
    phone.device(),
  );
  other.give("contribution.hide", { id: "a" });
  assert.equal(open(phone).orders.unanswered().count, 0);
});

const LEFT = [
  "null",
  "{kein JSON",
  '"Text"',
  "7",
  "[]",
  "{}",
  '{"name": "contribution.hide"}',
  '{"name": 7, "payload": {}}',
];

for (const left of LEFT) {
  test(`what another version left holds nothing up: ${left}`, async () => {
    const phone = createPhone();
    phone.leave(`${PREFIX}000001778331600000.000001.x`, left);
    const { orders, live, sent } = open(phone);
    live.connect();
    orders.give("contribution.hide", { id: "a" });
    await settled();
    assert.deepEqual([sent(), orders.unanswered().count], [[["contribution.hide", "a"]], 0]);
  });
}

test("an answer that is cut off is asked for again with the next connection", async () => {
  const { orders, live, card, sent } = open();
  live.connect();
  live.serve = () => CUT;
  const given = orders.give("contribution.hide", { id: "a" });
  await settled();
  assert.equal(card(), "hidden");
  live.serve = () => ({ ok: true, revision: 2 });
  live.connect();
  assert.equal((await given).ok, true);
  assert.deepEqual(sent(), [
    ["contribution.hide", "a"],
    ["contribution.hide", "a"],
  ]);
});

test("one that is too slow is sent again after two seconds, and nothing overtakes it", async () => {
  const { orders, live, sent } = open();
  live.connect();
  live.serve = () => null;
  orders.give("contribution.hide", { id: "a" });
  orders.give("contribution.show", { id: "b" });
  await clock.advance(8000 + 1999);
  assert.deepEqual(sent(), [["contribution.hide", "a"]]);
  live.serve = () => ({ ok: true, revision: 2 });
  await clock.advance(1);
  assert.deepEqual(sent(), [
    ["contribution.hide", "a"],
    ["contribution.hide", "a"],
    ["contribution.show", "b"],
  ]);
});

test("what the server puts off is sent when it says", async () => {
  const { orders, live, sent, told } = open();
  live.connect();
  live.serve = () => ({ ok: false, error: "too_many", message: "Langsam.", retry_after: 5 });
  orders.give("contribution.hide", { id: "a" });
  await clock.advance(4999);
  assert.deepEqual([sent().length, told], [1, []]);
  live.serve = () => ({ ok: true, revision: 2 });
  await clock.advance(1);
  assert.deepEqual([sent().length, told], [2, [{ ok: true, revision: 2 }]]);
});

test("what is ordered by a link that rested too long waits until the link was opened again", async () => {
  const phone = createPhone();
  const { orders, live, sent, told } = open(phone);
  live.connect();
  live.serve = () => ({ ok: false, error: "door_expired", message: "Bitte den Link öffnen." });
  orders.give("contribution.hide", { id: "a" });
  await clock.advance(60_000);
  assert.deepEqual([sent().length, told, orders.unanswered().count], [1, [], 1]);
  const again = open(phone);
  again.live.connect();
  await settled();
  assert.deepEqual(again.sent(), [["contribution.hide", "a"]]);
});

test("where nothing may be stored it is delivered all the same", async () => {
  const phone = createPhone();
  phone.trouble.forbidden = true;
  const { orders, live, sent } = open(phone);
  orders.give("contribution.hide", { id: "a" });
  live.connect();
  await settled();
  assert.deepEqual(sent(), [["contribution.hide", "a"]]);
});

test("which items wait is told once that is noticeable, and without network at once", async () => {
  const { orders, live } = open();
  live.connect();
  live.serve = () => null;
  orders.give("contribution.merge", { into: "a", ids: ["b"] });
  await clock.advance(SLOW_AFTER - 1);
  assert.deepEqual([...orders.waiting()], []);
  await clock.advance(1);
  assert.deepEqual([...orders.waiting()], ["a", "b"]);
  orders.give("photo.remove", { id: "p" });
  assert.deepEqual([...orders.waiting()], ["a", "b"]);
  live.drop();
  assert.deepEqual([...orders.waiting()], ["a", "b", "p"]);
});

test("typed text waits in its field for the answer, and shows until the news have caught up", async () => {
  const { orders, live, hear } = open();
  const show = (/** @type {import("../nouns.js").View} */ { statements }) =>
    void statements.set("new", statement("new"));
  live.connect();
  const asked = orders.ask("statement.add", { id: "new" }, show);
  assert.equal(orders.view().statements.has("new"), false);
  assert.deepEqual(await asked, { ok: true, revision: 2 });
  assert.deepEqual([orders.view().statements.has("new"), orders.unanswered().count], [true, 0]);
  hear(2);
  assert.equal(orders.view().statements.has("new"), false);
});

test("news that came before their answer leave nothing to show", async () => {
  const { orders, live, hear } = open();
  live.connect();
  hear(5);
  await orders.ask("photo.remove", { id: "p" }, ({ photos }) => void photos.delete("p"));
  assert.equal(orders.view().photos.has("p"), true);
});

test("typed text without network is a refusal in words, and is not sent behind anybody's back", async () => {
  const { orders, live } = open();
  const ack = await orders.ask("statement.add", { id: "new" }, () => {});
  assert.deepEqual(ack, { ok: false, error: "offline", message: "Kein Netz. Der Text bleibt hier." });
  live.connect();
  await clock.advance(60_000);
  assert.deepEqual(live.sent, []);
});

test("a refusal of typed text is its answer, and shows nothing", async () => {
  const { orders, live, told } = open();
  live.connect();
  const refusal = { ok: /** @type {const} */ (false), error: "text_too_long", message: "Zu lang." };
  live.serve = () => refusal;
  assert.deepEqual(await orders.ask("photo.remove", { id: "p" }, ({ photos }) => void photos.delete("p")), refusal);
  assert.deepEqual([orders.view().photos.has("p"), told], [true, []]);
});

test("whoever draws is called at every change", async () => {
  const { orders, live } = open();
  let calls = 0;
  orders.subscribe(() => {
    calls += 1;
  });
  orders.give("contribution.hide", { id: "a" });
  const given = calls;
  live.connect();
  await settled();
  const answered = calls;
  live.drop();
  assert.deepEqual([given > 0, answered > given, calls > answered], [true, true, true]);
});
