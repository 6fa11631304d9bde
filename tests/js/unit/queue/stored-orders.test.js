import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { about } from "../../../../static/js/lib/queue/about.js";
import { onPhone } from "../../../../static/js/lib/queue/outbox.js";
import { createStoredOrders } from "../../../../static/js/lib/queue/stored-orders.js";
import { createClock, START, settled } from "../clock.js";
import { createPhone } from "../phone.js";

/** @typedef {import("../../../../static/js/lib/queue/outbox.js").Order} Order */

const PREFIX = "cafe.outbox.dresden.";
const STATION = "verein";

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5;
});

/** @param {string} id @param {string} [text] @returns {Omit<Order, "key"|"at">} */
const add = (id, text = id) => ({ name: "contribution.add", payload: { id, text }, station: STATION });
/** @param {string} id @param {string} text @returns {Omit<Order, "key"|"at">} */
const edit = (id, text) => ({ name: "contribution.edit", payload: { id, text }, station: STATION });
/** @param {string} contribution @param {boolean} on @returns {Omit<Order, "key"|"at">} */
const vote = (contribution, on) => ({ name: "vote.set", payload: { contribution, on }, station: STATION });

/** @param {ReturnType<typeof createPhone>} phone */
function open(phone) {
  let copied = 0;
  const device = phone.device();
  const orders = createStoredOrders(
    PREFIX,
    onPhone("dresden"),
    () => {
      copied += 1;
    },
    device,
  );
  return { orders, tab: device.tab, copied: () => copied };
}

/** @param {ReturnType<typeof createPhone>} phone @returns {Promise<any[]>} what the next page will send */
async function next(phone) {
  const { orders } = open(phone);
  await settled();
  return orders
    .all()
    .map(({ name, payload }) => [name, payload.id ?? payload.contribution, payload.text ?? payload.on]);
}

test("orders lie there oldest first, each with a key and a moment of its own", () => {
  const { orders } = open(createPhone());
  const [one, two, three] = ["a", "b", "c"].map((id) => orders.add(add(id)));
  assert.deepEqual(orders.all(), [one, two, three]);
  assert.deepEqual([one?.at, two?.at, three?.at], [START, START + 1, START + 2]);
  assert.equal(one?.key, `${PREFIX}0${START}-i`);
});

test("they come through a reload whole, and what was answered does not", async () => {
  const phone = createPhone();
  const { orders } = open(phone);
  const kept = orders.add(add("a", "Räume"));
  const answered = orders.add(vote("b", true));
  orders.drop(answered.key);
  await settled();
  const again = open(phone).orders;
  assert.deepEqual(again.all(), [kept]);
  await again.restored;
  assert.deepEqual(again.all(), [kept]);
});

test("a refusal is kept with its order", async () => {
  const phone = createPhone();
  const { orders } = open(phone);
  const order = orders.add(add("a"));
  const refused = { ...order, refusal: { error: "text_too_long", message: "Zu lang." } };
  orders.change(refused);
  assert.deepEqual(orders.all(), [refused]);
  await settled();
  assert.deepEqual(open(phone).orders.all(), [refused]);
});

test("a clock that was put back does not put what is written now before what was written earlier", async () => {
  const phone = createPhone();
  open(phone).orders.add(add("gestern"));
  await settled();
  clock.jump(-86_400_000);
  const { orders } = open(phone);
  const today = orders.add(add("heute"));
  assert.deepEqual([orders.all().map(({ payload }) => payload.id), today.at], [["gestern", "heute"], START + 1]);
});

test("nor where all that was written earlier has been answered", async () => {
  const phone = createPhone();
  const first = open(phone).orders;
  first.drop(first.add(add("gestern")).key);
  await settled();
  clock.jump(-86_400_000);
  const { orders } = open(phone);
  await orders.restored;
  assert.equal(orders.add(add("heute")).at, START + 1);
});

test("two tabs never overwrite each other's, and know them once they look", () => {
  const phone = createPhone();
  const [one, other] = [open(phone).orders, open(phone).orders];
  one.add(add("a"));
  other.add(add("b"));
  one.add(add("c"));
  for (const orders of [one, other]) {
    orders.load();
    assert.deepEqual(
      orders.all().map(({ payload }) => payload.id),
      ["a", "b", "c"],
    );
  }
});

const KNOWN = '{"id": "a", "station": "verein", "text": "Von früher", "kind": "idea", "language": "de"}';

/** @type {[name: string, key: string, text: string, orders: number][]} */
const LEFT = [
  [
    "an order of today",
    "00000000000007-aaaaaa",
    `{"name": "contribution.add", "payload": ${KNOWN}, "station": "verein", "at": 7}`,
    1,
  ],
  ["one that says less", "00000000000007-aaaaaa", `{"name": "contribution.add", "payload": ${KNOWN}}`, 1],
  ["an answer to the survey", "00000000000007-aaaaaa", '{"name": "feedback.set", "payload": {"text": ""}}', 1],
  ["a dot", "00000000000007-aaaaaa", '{"name": "vote.set", "payload": {"contribution": "a", "on": true}}', 1],
  ["no payload", "00000000000001-aaaaaa", '{"name": "contribution.add"}', 0],
  ["an empty payload", "00000000000002-aaaaaa", '{"name": "contribution.add", "payload": null}', 0],
  ["no text", "00000000000002-aaaaaa", '{"name": "contribution.add", "payload": {"id": "a"}}', 0],
  ["a payload that is a text", "00000000000002-aaaaaa", '{"name": "contribution.withdraw", "payload": "a"}', 0],
  ["an id that is none", "00000000000003-aaaaaa", '{"name": "vote.set", "payload": {"id": 7}}', 0],
  ["no id", "00000000000003-aaaaaa", '{"name": "contribution.withdraw", "payload": {}}', 0],
  ["a text alone", "00000000000004-aaaaaa", '"nur ein Text"', 0],
  ["no JSON", "00000000000005-aaaaaa", "{kein JSON", 0],
  ["an order nobody knows", "00000000000006-aaaaaa", '{"name": "photo.add", "payload": {"id": "x"}}', 0],
  ["another kind of key", "queue", '[{"text": "Eine Liste"}]', 0],
  ["a key without its end", "00000000000007", `{"name": "contribution.add", "payload": ${KNOWN}}`, 0],
];

for (const [name, key, text, count] of LEFT) {
  test(`what another version left holds nothing up: ${name}`, async () => {
    const phone = createPhone();
    phone.leave(`${PREFIX}${key}`, text);
    const { orders } = open(phone);
    await settled();
    assert.equal(orders.all().length, count);
    orders.add(add("today"));
    assert.equal(orders.all().at(-1)?.payload.id, "today");
  });
}

test("one that says less belongs to its payload's station, and to the moment of its key", () => {
  const phone = createPhone();
  phone.leave(`${PREFIX}00000000000007-aaaaaa`, `{"name": "contribution.add", "payload": ${KNOWN}}`);
  const [order] = open(phone).orders.all();
  assert.deepEqual([order?.station, order?.at], [STATION, 7]);
});

test("a phone that goes off at once still has everything", async () => {
  const phone = createPhone();
  const { orders } = open(phone);
  const minute = phone.saved();
  for (const given of [add("a"), edit("a", "anders"), vote("b", true)]) {
    orders.add(given);
  }
  await settled();
  minute.killed();
  assert.deepEqual(await next(phone), [
    ["contribution.add", "a", "a"],
    ["contribution.edit", "a", "anders"],
    ["vote.set", "b", true],
  ]);
});

test("what a killed browser brings back undoes nothing: only new contributions may be sent a second time", async () => {
  const phone = createPhone();
  const { orders } = open(phone);
  const given = [add("a"), edit("a", "anders"), vote("b", true)].map(orders.add);
  const minute = phone.saved();
  given.forEach(({ key }) => orders.drop(key));
  await settled();
  minute.killed();
  assert.deepEqual(await next(phone), [["contribution.add", "a", "a"]]);
});

test("what was not answered is still sent, though something later was", async () => {
  const phone = createPhone();
  const { orders } = open(phone);
  orders.add(vote("a", true));
  const answered = orders.add(vote("b", true));
  const minute = phone.saved();
  orders.drop(answered.key);
  await settled();
  minute.killed();
  assert.deepEqual(await next(phone), [["vote.set", "a", true]]);
});

test("an order whose answer came just before the page was left is not sent again", async () => {
  const phone = createPhone();
  const { orders, tab } = open(phone);
  const order = orders.add(vote("a", true));
  await settled();
  const release = phone.disk.hold();
  orders.drop(order.key);
  tab.close();
  release();
  await settled();
  assert.deepEqual([...phone.disk.rows().keys()], [order.key, `highest.${PREFIX}`]);
  assert.deepEqual(await next(phone), []);
  assert.deepEqual([phone.kept(), [...phone.disk.rows().keys()]], [{}, [`highest.${PREFIX}`]]);
});

test("nor does one that was refused lose its refusal where the disk knows of none yet", async () => {
  const phone = createPhone();
  const { orders, tab } = open(phone);
  const order = orders.add(add("a"));
  await settled();
  const release = phone.disk.hold();
  orders.change({ ...order, refusal: { error: "text_too_long", message: "Zu lang." } });
  tab.close();
  release();
  const again = open(phone).orders;
  await settled();
  assert.deepEqual(
    again.all().map(({ refusal }) => refusal?.message),
    ["Zu lang."],
  );
});

test("what is written before the second copy was read stays, behind what that one brings", async () => {
  const phone = createPhone();
  const { orders } = open(phone);
  const minute = phone.saved();
  orders.add(add("vor dem Ende"));
  await settled();
  minute.killed();
  await clock.advance(1000);
  const again = open(phone).orders;
  again.add(add("danach"));
  await settled();
  assert.deepEqual(
    again.all().map(({ payload }) => payload.id),
    ["vor dem Ende", "danach"],
  );
});

/** @type {[name: string, trouble: Partial<import("../phone.js").Trouble>][]} */
const TROUBLES = [
  ["full", { room: 0 }],
  ["forbidden", { forbidden: true }],
];

for (const [name, trouble] of TROUBLES) {
  test(`a storage that is ${name} loses nothing where there is a second copy`, async () => {
    const phone = createPhone();
    Object.assign(phone.trouble, trouble);
    const { orders, copied, tab } = open(phone);
    const order = orders.add(add("a"));
    assert.equal(orders.outlivesPage(order), false);
    await settled();
    assert.deepEqual([orders.outlivesPage(order), copied()], [true, 1]);
    tab.close();
    const again = open(phone).orders;
    await settled();
    assert.deepEqual(again.all().map(again.outlivesPage), [true]);
    assert.deepEqual(await next(phone), [["contribution.add", "a", "a"]]);
  });
}

test("where there is neither, everybody is told that it lasts as long as the page", async () => {
  const phone = createPhone();
  Object.assign(phone.trouble, { forbidden: true, database: "missing" });
  const { orders, copied, tab } = open(phone);
  const order = orders.add(add("a"));
  await settled();
  assert.deepEqual([orders.all(), orders.outlivesPage(order), copied()], [[order], false, 0]);
  tab.close();
  assert.deepEqual(await next(phone), []);
});

test("room that comes free is used for what had none", () => {
  const phone = createPhone();
  const { orders } = open(phone);
  const first = orders.add(add("a"));
  phone.trouble.room = 280;
  const second = orders.add(add("b", "x".repeat(60)));
  assert.equal(phone.kept()[second.key], undefined);
  orders.drop(first.key);
  assert.equal(phone.kept()[second.key]?.payload.id, "b");
});

/** @type {[order: any, ids: string[]][]} */
const SUBJECTS = [
  [add("a"), ["a"]],
  [edit("a", "anders"), ["a"]],
  [vote("b", true), ["b"]],
  [{ name: "feedback.set", payload: { text: "" } }, ["feedback.set"]],
  [{ name: "contribution.cluster", payload: { ids: ["a", "b"], cluster: "theme" } }, ["theme", "a", "b"]],
  [{ name: "contribution.cluster", payload: { ids: ["a"], cluster: null } }, ["a"]],
  [{ name: "contribution.merge", payload: { into: "a", ids: ["b"] } }, ["a", "b"]],
  [{ name: "station.set_approve_first", payload: { station: STATION, on: true } }, ["station.set_approve_first"]],
];

for (const [order, ids] of SUBJECTS) {
  test(`${order.name} is about ${ids.join(" and ")}`, () => {
    assert.deepEqual(about(order), ids);
  });
}

test("what the disk did not take is not taken for answered, since the server counts each order once", async () => {
  const phone = createPhone();
  const first = open(phone);
  phone.trouble.database = "full";
  first.orders.add({ ...edit("a", "Nur im ersten Speicher"), id: "0b0e1c1e-0000-4000-8000-000000000001" });
  await settled();
  phone.trouble.database = null;
  await clock.advance(1);
  first.orders.add({ ...vote("b", true), id: "0b0e1c1e-0000-4000-8000-000000000002" });
  await settled();
  first.tab.close();
  assert.deepEqual(await next(phone), [
    ["contribution.edit", "a", "Nur im ersten Speicher"],
    ["vote.set", "b", true],
  ]);
});

test("what is older than the server's memory is not sent a second time", async () => {
  const phone = createPhone();
  const first = open(phone);
  const [old, recent] = ["a", "b"].map((id) => first.orders.add({ ...vote(id, true), id: `order-${id}` }));
  const minute = phone.saved();
  await settled();
  first.orders.drop(/** @type {Order} */ (old).key);
  first.orders.drop(/** @type {Order} */ (recent).key);
  await settled();
  minute.killed();
  clock.jump(49 * 3_600_000);
  assert.deepEqual(await next(phone), []);
});
