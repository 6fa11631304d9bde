import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createKeptForm } from "../../../../static/js/lib/drafts/kept-form.js";
import { createStationStore } from "../../../../static/js/lib/model/station-store.js";
import { createBoardOrders, SLOW_AFTER } from "../../../../static/js/lib/queue/board-orders.js";
import { createClock, settled } from "../clock.js";
import { CUT, createLive } from "../live.js";
import { change, cluster, contribution, EVENT, gone, measure, photo, STATION, statement } from "../nouns.js";
import { embed } from "../page.js";
import { createPhone } from "../phone.js";

embed("phrases", { "composer.fault": "Der Server hat gerade eine Störung." });

let clock = createClock();
beforeEach(() => {
  clock = createClock().install();
  Math.random = () => 0.5; // a spread wait is just the wait
});

const PREFIX = `cafe.board.${EVENT}.${STATION}.`;
/** Where an older page kept its orders. */
const BEFORE = `cafe.board-orders.${EVENT}.${STATION}.`;
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
  const parts = { event: EVENT, station: STATION, store, approveFirst: () => false, round: () => 2 };
  const orders = createBoardOrders(live, parts, device);
  /** @type {any[]} */
  const told = [];
  orders.onAccepted((ack) => told.push(ack));
  orders.onRefused((message) => told.push(message));
  return {
    phone,
    device,
    live,
    store,
    orders,
    told,
    /** A form of this board. @param {string} [key] */
    form(key = "cafe.statement") {
      const form = createKeptForm(key, () => {}, device);
      orders.hold(form);
      orders.bringBack();
      return form;
    },
    /** Without a word, as a tablet that is killed. */
    close() {
      device.tab.close();
      live.drop();
    },
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
    ["hidden", [{ ok: true, revision: 2 }], { id: "a", event: EVENT, order: given.order }],
  );
  hear(2, { state: "visible" }); // somebody else has shown it again meanwhile
  assert.equal(card(), "visible");
});

test("what is refused is undone and explained", async () => {
  const { orders, live, card, told, phone } = open();
  live.connect();
  live.serve = () => ({ ok: false, error: "unknown_contribution", message: "Gibt es nicht mehr." });
  const ack = await orders.give("contribution.hide", { id: "a" });
  await settled();
  assert.deepEqual([ack.ok, card(), told, phone.kept()], [false, "visible", ["Gibt es nicht mehr."], {}]);
});

test("without network a host works on, and everything is delivered in its order", async () => {
  const { orders, live, card, sent, phone } = open();
  orders.give("contribution.hide", { id: "a" });
  await clock.advance(10);
  orders.give("contribution.highlight", { id: "b", on: true });
  orders.give("contribution.show", { id: "a" });
  assert.deepEqual(
    [card(), sent(), orders.unanswered()],
    ["visible", [], { count: 3, since: clock.wall() - 10, returned: 0 }],
  );
  live.connect();
  await settled();
  assert.deepEqual(sent(), [
    ["contribution.hide", "a"],
    ["contribution.highlight", "b"],
    ["contribution.show", "a"],
  ]);
  assert.deepEqual([orders.unanswered(), phone.kept()], [{ count: 0, since: null, returned: 0 }, {}]);
});

test("a reload or an empty battery in between loses nothing, and shows it as before", async () => {
  const phone = createPhone();
  const first = open(phone);
  for (let index = 0; index < 12; index += 1) {
    first.orders.give("contribution.highlight", { id: `${index}`, on: true });
  }
  first.orders.give("contribution.hide", { id: "a" });
  await settled();
  first.close();
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

/** What left about taking back. @param {ReturnType<typeof open>} tablet */
const takenBack = ({ live }) => live.payloads("journal.undo").map(({ revision }) => revision);

test("what is taken back before its answer came stays so over a reload, and goes after it", async () => {
  const phone = createPhone();
  const first = open(phone);
  first.live.connect();
  first.live.serve = () => CUT;
  const given = first.orders.give("contribution.hide", { id: "a" });
  await settled();
  first.orders.give("contribution.highlight", { id: "b", on: true });
  assert.deepEqual([first.card(), first.orders.takeBack(given), first.card()], ["hidden", true, "visible"]);
  await settled();
  first.close();
  const again = open(phone);
  assert.equal(again.card(), "visible");
  again.live.connect();
  await settled();
  assert.deepEqual(again.sent(), [
    ["contribution.hide", "a"],
    ["contribution.highlight", "b"],
    ["journal.undo", undefined],
  ]);
  assert.deepEqual([takenBack(again), again.card(), phone.kept()], [[2], "visible", {}]);
});

test("what never left the tablet and is taken back is forgotten: nobody else sees it for a moment", async () => {
  const phone = createPhone();
  const tablet = open(phone);
  const before = tablet.card();
  const given = tablet.orders.give("contribution.approve", { id: "a", was: "Text" });
  const other = tablet.orders.give("contribution.highlight", { id: "b", on: true });
  assert.equal(tablet.orders.takeBack(given), true);
  assert.deepEqual([tablet.card(), tablet.orders.unanswered().count], [before, 1]);
  assert.equal((await given).ok, false);
  tablet.live.connect();
  assert.equal((await other).ok, true);
  await settled();
  assert.deepEqual([tablet.sent(), phone.kept()], [[["contribution.highlight", "b"]], {}]);
});

test("what a later order builds on is sent and taken back, for the later one needs it", async () => {
  const tablet = open();
  const given = tablet.orders.give("contribution.hide", { id: "a" });
  tablet.orders.give("contribution.show", { id: "a", was: "Text" });
  tablet.orders.takeBack(given);
  tablet.live.connect();
  await settled();
  assert.deepEqual(
    tablet.sent().map(([name]) => name),
    ["contribution.hide", "contribution.show", "journal.undo"],
  );
});

test("what another tab has tried is not forgotten here", async () => {
  const phone = createPhone();
  const [one, other] = [open(phone), open(phone)];
  other.live.serve = () => CUT;
  const given = one.orders.give("contribution.hide", { id: "a" });
  await settled();
  other.live.connect();
  await settled();
  assert.deepEqual([one.orders.takeBack(given), one.orders.unanswered().count], [true, 2]);
});

test("an answer that was lost on its way is asked for again, and then what it was is taken back", async () => {
  const tablet = open();
  tablet.live.connect();
  tablet.live.serve = () => CUT;
  const given = tablet.orders.give("contribution.hide", { id: "a" });
  await settled();
  tablet.orders.takeBack(given);
  tablet.live.serve = () => ({ ok: true, revision: 7 });
  tablet.live.connect();
  await settled();
  assert.deepEqual(takenBack(tablet), [7]);
});

test("what was answered is taken back by its revision", async () => {
  const tablet = open();
  tablet.live.connect();
  const given = tablet.orders.give("contribution.hide", { id: "a" });
  await given;
  assert.equal(tablet.orders.takeBack(given), true);
  await settled();
  assert.deepEqual(takenBack(tablet), [2]);
});

test("of what the server would not have nothing is taken back, whenever that was asked for", async () => {
  const tablet = open();
  const given = tablet.orders.give("contribution.hide", { id: "a" });
  tablet.orders.takeBack(given);
  tablet.live.serve = () => ({ ok: false, error: "unknown_contribution", message: "Gibt es nicht mehr." });
  tablet.live.connect();
  await settled();
  assert.deepEqual([takenBack(tablet), tablet.orders.unanswered().count], [[], 0]);
  assert.deepEqual([tablet.orders.takeBack(given), tablet.orders.unanswered().count], [false, 0]);
});

test("where the server has a fault nothing is taken back that was not done before", async () => {
  const tablet = open();
  tablet.live.connect();
  tablet.live.serve = () => /** @type {any} */ ({ ok: false, error: "server_error", message: "Huch." });
  const given = tablet.orders.give("contribution.hide", { id: "a" });
  await settled();
  tablet.orders.takeBack(given);
  await clock.advance(60_000);
  assert.deepEqual([takenBack(tablet), tablet.orders.unanswered().count], [[], 2]);
});

test("what another tab sends is taken back by that tab", async () => {
  const phone = createPhone();
  const [one, other] = [open(phone), open(phone)];
  /** @type {(ack: any) => void} */
  let answer = () => {};
  other.live.serve = (name) =>
    name === "journal.undo"
      ? { ok: true, revision: 6 }
      : new Promise((resolve) => {
          answer = resolve;
        });
  const given = one.orders.give("contribution.hide", { id: "a" });
  await settled();
  other.live.connect();
  await settled();
  one.orders.takeBack(given);
  answer({ ok: true, revision: 5 });
  await settled();
  assert.deepEqual([takenBack(other), other.orders.unanswered().count], [[5], 0]);
});

test("another station's orders stay where they are", () => {
  const phone = createPhone();
  const { live, store } = open(phone);
  const parts = { event: EVENT, station: "amt", store, approveFirst: () => false, round: () => 2 };
  const other = createBoardOrders(live, parts, phone.device());
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
  '{"name": "statement.add", "payload": {}}',
];

for (const left of LEFT) {
  test(`what another version left holds nothing up: ${left}`, async () => {
    const phone = createPhone();
    phone.leave(`${PREFIX}${String(clock.wall()).padStart(14, "0")}-x`, left);
    const { orders, live, sent } = open(phone);
    live.connect();
    orders.give("contribution.hide", { id: "a" });
    await settled();
    assert.deepEqual([sent(), orders.unanswered().count], [[["contribution.hide", "a"]], 0]);
  });
}

test("what an older page of this board left is delivered in its order, before what is given now", async () => {
  const phone = createPhone();
  const left = (/** @type {number} */ index, /** @type {string} */ name, /** @type {object} */ payload) =>
    phone.leave(`${BEFORE}00${clock.wall()}.00000${index}.x`, JSON.stringify({ name, payload, at: clock.wall() }));
  left(2, "contribution.show", { id: "b" });
  left(1, "contribution.hide", { id: "a" });
  phone.leave(`${BEFORE}00${clock.wall()}.000003.x`, "{kein JSON");
  const { orders, live, sent, card } = open(phone);
  assert.deepEqual([card(), Object.keys(phone.kept()).filter((key) => key.startsWith(BEFORE))], ["hidden", []]);
  orders.give("contribution.hide", { id: "b" });
  live.connect();
  await settled();
  assert.deepEqual(sent(), [
    ["contribution.hide", "a"],
    ["contribution.show", "b"],
    ["contribution.hide", "b"],
  ]);
});

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

test("one that is too slow is sent again after a second, and nothing overtakes it", async () => {
  const { orders, live, sent } = open();
  live.connect();
  live.serve = () => null;
  orders.give("contribution.hide", { id: "a" });
  orders.give("contribution.show", { id: "b" });
  await clock.advance(8000 + 999);
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
  await clock.advance(5499);
  assert.deepEqual([sent().length, told], [1, []]);
  live.serve = () => ({ ok: true, revision: 2 });
  await clock.advance(1);
  assert.deepEqual([sent().length, told], [2, [{ ok: true, revision: 2 }]]);
});

/** @type {[name: string, refusal: object, said: string][]} */
const PASSING = [
  ["a full disk", { error: "storage_full", message: "Gerade kein Platz." }, "Gerade kein Platz."],
  ["a fault of the server", { error: "server_error", message: "Huch." }, "Der Server hat gerade eine Störung."],
  ["a link that rested too long", { error: "door_expired", message: "Bitte öffnen." }, "Bitte öffnen."],
  ["a session that is gone", { error: "not_joined", message: "Bitte scannen." }, "Bitte scannen."],
];

for (const [name, refusal, said] of PASSING) {
  test(`what says nothing about the order is sent again, by the next page too, and told: ${name}`, async () => {
    const phone = createPhone();
    const first = open(phone);
    first.live.connect();
    first.live.serve = () => /** @type {any} */ ({ ok: false, ...refusal });
    first.orders.give("contribution.hide", { id: "a" });
    await clock.advance(60_000);
    assert.deepEqual([first.card(), first.told, first.orders.putOff()], ["hidden", [], said]);
    assert.equal(first.orders.unanswered().count, 1);
    assert.equal(first.sent().length, 6); // at once, and after 1, 2, 4, 8 and 16 seconds more
    first.close();
    const again = open(phone);
    again.live.connect();
    await settled();
    assert.deepEqual([again.sent(), again.orders.putOff()], [[["contribution.hide", "a"]], null]);
    assert.deepEqual(
      again.live.payloads("contribution.hide")[0].order,
      first.live.payloads("contribution.hide")[0].order,
    );
  });
}

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

/**
 * @param {ReturnType<typeof open>["orders"]} orders
 * @param {import("../../../../static/js/lib/drafts/kept-form.js").KeptForm} form
 * @param {string} text
 * @param {string} [name]
 */
function write(orders, form, text, name = "statement.add") {
  form.begin({ ...(name !== "statement.add" && { id: "s" }), text: "s" });
  form.type({ text });
  form.give(({ id, was }, back) => void orders.give(name, { id, station: STATION, text, was }, { back }));
}

const TOO_LONG = /** @type {const} */ ({ ok: false, error: "text_too_long", message: "Zu lang." });
const REWORDED = /** @type {const} */ ({ ok: false, error: "reworded", message: "Anders.", now: "Ihres" });

test("typed text is done at once, without network too, and delivered", async () => {
  const { orders, live, form, hear, phone } = open();
  const field = form();
  write(orders, field, "Räume");
  const shown = () => [...orders.view().statements.values()].map(({ text }) => text);
  assert.deepEqual([shown(), field.written, orders.unanswered().count], [["s", "Räume"], null, 1]);
  live.connect();
  await settled();
  assert.deepEqual([shown(), orders.unanswered().count, phone.kept()], [["s", "Räume"], 0, {}]);
  hear(2);
  assert.deepEqual(shown(), ["s"]);
});

test("the queue has a text before its field is emptied", () => {
  const { form, orders, phone } = open();
  const field = form();
  field.begin({ text: "Räume" });
  assert.throws(() =>
    field.give(() => {
      throw new Error("fault");
    }),
  );
  assert.equal(field.written?.text, "Räume");
  field.give(({ id, text }, back) => {
    void orders.give("statement.add", { id, station: STATION, text }, { back });
    assert.equal(phone.kept()["cafe.statement"].text, "Räume");
  });
  assert.deepEqual([field.written, Object.keys(phone.kept()).length], [null, 1]);
});

test("a text that is refused comes back to its free field, with its sentence and both wordings", async () => {
  const { orders, live, form, told, phone } = open();
  const field = form();
  await settled();
  live.connect();
  live.serve = () => REWORDED;
  write(orders, field, "Meins", "statement.edit");
  const { id } = { id: "s" };
  assert.equal(orders.view().statements.get(id)?.text, "Meins");
  await settled();
  const { text, was, now, message, fresh } = /** @type {any} */ (field.written);
  assert.deepEqual([text, was, now, message, fresh], ["Meins", "Ihres", "Ihres", "Anders.", false]);
  assert.deepEqual([orders.view().statements.get(id)?.text, told], ["s", []]);
  assert.deepEqual(
    [orders.unanswered(), Object.keys(phone.kept())],
    [{ count: 0, since: null, returned: 0 }, ["cafe.statement"]],
  );
});

test("where its field is in use it waits, through a reload too, and comes once that is free", async () => {
  const first = open();
  const field = first.form();
  write(first.orders, field, "Zu lang");
  field.begin({ text: "Das Nächste" });
  first.live.serve = () => TOO_LONG;
  first.live.connect();
  await settled();
  assert.deepEqual([field.written?.text, first.told], ["Das Nächste", ["Zu lang."]]);
  assert.deepEqual(first.orders.unanswered(), { count: 0, since: null, returned: 1 });
  first.close();
  const again = open(first.phone);
  const same = again.form();
  await settled();
  assert.deepEqual([same.written?.text, again.orders.unanswered().returned], ["Das Nächste", 1]);
  same.end();
  assert.deepEqual([same.written?.text, same.written?.message], ["Zu lang", "Zu lang."]);
  assert.equal(again.orders.unanswered().returned, 0);
  again.live.connect();
  await settled();
  assert.deepEqual(again.sent(), []);
});

/** What has the focus on this page. @param {object|null} element */
const focusOn = (element) => Object.assign(document, { activeElement: element });

for (const [where, element, told, focused] of /** @type {const} */ ([
  ["nowhere", null, [], 1],
  ["on a button", { matches: () => false }, [], 1],
  ["in another field", { matches: (/** @type {string} */ wanted) => wanted.includes("textarea") }, ["Zu lang."], 0],
])) {
  test(`a text that comes back takes the focus from no field, and is told there: the focus is ${where}`, async () => {
    const { orders, live, device, told: said } = open();
    const field = createKeptForm("cafe.statement", () => {}, device);
    let calls = [0, 0];
    orders.hold(field, {
      onBack: () => {
        calls = [calls[0] + 1, calls[1]];
      },
      focus: () => {
        calls = [calls[0], calls[1] + 1];
      },
    });
    await settled();
    write(orders, field, "Zu lang");
    live.serve = () => TOO_LONG;
    focusOn(element);
    live.connect();
    await settled();
    focusOn(null);
    assert.deepEqual([field.written?.text, calls, said], ["Zu lang", [1, focused], told]);
  });
}

test("a refused text that waits pushes out nothing that only the second copy has of its form", async () => {
  const first = open();
  const field = createKeptForm("cafe.statement", () => {}, first.device);
  write(first.orders, field, "Zu lang");
  first.live.serve = () => TOO_LONG;
  first.live.connect();
  await settled();
  const before = first.phone.saved(); // a minute old: the form is empty
  field.begin({ text: "Das Nächste" });
  await settled();
  before.killed();
  const again = open(first.phone);
  const same = again.form(); // and brings back at once, as a page that is drawn does
  await settled();
  again.orders.bringBack();
  assert.equal(same.written?.text, "Das Nächste");
  same.end();
  assert.equal(same.written?.text, "Zu lang");
});

test("a refused text comes back as soon as nothing was found in its form", async () => {
  const first = open();
  write(
    first.orders,
    createKeptForm("cafe.statement", () => {}, first.device),
    "Zu lang",
  ); // its place is not drawn
  first.live.serve = () => TOO_LONG;
  first.live.connect();
  await settled();
  first.close();
  const again = open(first.phone);
  const same = again.form();
  assert.deepEqual([same.written, same.settled], [null, false]);
  await settled();
  assert.deepEqual([same.written?.text, same.settled], ["Zu lang", true]);
});

test("a text that was refused takes its later wording along, and what meant nothing without it", async () => {
  const { orders, live, form, told } = open();
  const field = form();
  await settled();
  write(orders, field, "Erst", "statement.edit");
  const { order: after } = orders.give("statement.arrange", { station: STATION, ids: ["s"] });
  const went = orders.give("contribution.highlight", { id: "a", on: true }, { after });
  field.begin({ id: "s", text: "Erst", was: "Erst" });
  field.type({ text: "Dann" });
  field.give(({ id, text, was }, back) => void orders.give("statement.edit", { id, text, was }, { back }));
  live.serve = (name) =>
    name === "statement.edit" ? REWORDED : { ok: false, error: "unknown_statement", message: "Weg." };
  live.connect();
  await settled();
  assert.deepEqual(
    live.sent.map(({ name }) => name),
    ["statement.edit", "statement.arrange", "contribution.highlight"],
  );
  assert.deepEqual([field.written?.text, field.written?.was], ["Dann", "Ihres"]);
  assert.deepEqual([told, (await went).ok], [["Weg.", "Weg."], false]);
});

test("what was to go into a theme that was refused does not go, and is answered", async () => {
  const { orders, live, form, told } = open();
  const field = form("cafe.cluster");
  await settled();
  field.begin({ text: "Räume" });
  let after = "";
  field.give(({ id, text }, back) => {
    after = orders.give("cluster.add", { id, station: STATION, title: text }, { back }).order;
  });
  const went = orders.give("contribution.cluster", { ids: ["a"], cluster: "new" }, { after });
  live.serve = () => TOO_LONG;
  live.connect();
  assert.deepEqual(await went, TOO_LONG);
  assert.deepEqual([live.sent.length, told, field.written?.text], [1, [], "Räume"]);
});

test("a text whose item was taken back meanwhile is forgotten with it", async () => {
  const { orders, live, form, told } = open();
  const field = form();
  write(orders, field, "Zu lang", "statement.edit");
  orders.give("statement.remove", { id: "s" });
  live.serve = (name) => (name === "statement.edit" ? TOO_LONG : { ok: true, revision: 2 });
  live.connect();
  await settled();
  assert.deepEqual(
    [field.written, orders.unanswered().returned, told],
    [null, 0, ["Zu lang.", { ok: true, revision: 2 }]],
  );
  assert.equal(orders.view().statements.has("s"), false);
});

test("an answer that came to another tab of this board is an answer", async () => {
  const phone = createPhone();
  const [one, other] = [open(phone), open(phone)];
  const given = one.orders.give("contribution.hide", { id: "a" });
  await settled();
  assert.equal(other.card(), "hidden");
  other.live.connect();
  await settled();
  assert.deepEqual([(await given).ok, one.orders.unanswered().count], [false, 0]);
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

const GONE = { ok: false, error: "contribution_gone", message: "Dieser Beitrag ist nicht mehr da." };

for (const [name, payload] of /** @type {[string, object][]} */ ([
  ["contribution.reword", { id: "a", text: "Frau Schmidt, anders", was: "Frau Schmidt" }],
  ["contribution.word_in_german", { id: "a", text: "Frau Schmidt auf Deutsch", was: null }],
  ["cluster.rename", { id: "theme", title: "Frau Schmidt", was: "", contribution: "a" }],
])) {
  test(`words that were made of what its author withdrew come back to no form: ${name}`, async () => {
    const { orders, live, form, told, phone } = open();
    form("cafe.wording").begin({ text: "Das Nächste" });
    const back = { form: "cafe.wording", written: { id: "a", fresh: false, text: "Frau Schmidt", round: null } };
    live.serve = () => GONE;
    void orders.give(name, payload, { back });
    live.connect();
    await settled();
    assert.deepEqual([told, orders.unanswered().returned], [[GONE.message], 0]);
    assert.equal(JSON.stringify([phone.kept(), ...phone.disk.rows().values()]).includes("Schmidt"), false);
  });
}

test("a wording that was refused and waits for its form goes with the news that its card is withdrawn", async () => {
  const { orders, live, form, store, phone } = open();
  form("cafe.wording").begin({ text: "Das Nächste" });
  const back = { form: "cafe.wording", written: { id: "a", fresh: false, text: "Frau Schmidt", round: null } };
  live.serve = () => ({ ...REWORDED, now: "Frau Schmidt, ganz neu" });
  void orders.give("contribution.reword", { id: "a", text: "Frau Schmidt, anders", was: "Frau Schmidt" }, { back });
  live.connect();
  await settled();
  assert.equal(orders.unanswered().returned, 1);
  store.apply(change(1, 2, { contributions: [gone("a")] }));
  await settled();
  assert.equal(orders.unanswered().returned, 0);
  assert.equal(JSON.stringify([phone.kept(), ...phone.disk.rows().values()]).includes("Schmidt"), false);
});

test("a wording of a card from paper waits for its form, though the news of that card has not come yet", async () => {
  const { orders, live, form, store } = open();
  form("cafe.wording").begin({ text: "Das Nächste" });
  const back = { form: "cafe.wording", written: { id: "paper", fresh: false, text: "Vom Tischtuch", round: null } };
  void orders.give("contribution.type_in", {
    id: "paper",
    text: "Vom Tisch",
    kind: "idea",
    language: "de",
    by_hand: 0,
  });
  live.connect();
  await settled();
  live.serve = () => ({ ...REWORDED, now: "Vom Tischtuch" });
  void orders.give("contribution.reword", { id: "paper", text: "Vom grünen Tisch", was: "Vom Tisch" }, { back });
  await settled();
  store.apply(change(1, 2, { contributions: [contribution("b", { revision: 2 })] }));
  await settled();
  assert.equal(orders.unanswered().returned, 1);
  store.apply(change(2, 3, { contributions: [contribution("paper", { revision: 3 })] }));
  store.apply(change(3, 4, { contributions: [gone("paper")] }));
  assert.equal(orders.unanswered().returned, 0);
});

test("a wording that waited while its card was withdrawn goes when the page is opened again", async () => {
  const first = open();
  first.form("cafe.wording").begin({ text: "Das Nächste" });
  const back = { form: "cafe.wording", written: { id: "c", fresh: false, text: "Frau Schmidt", round: null } };
  first.store.apply(change(1, 2, { contributions: [contribution("c", { revision: 2 })] }));
  first.live.serve = () => ({ ...REWORDED, now: "Frau Schmidt, ganz neu" });
  void first.orders.give("contribution.reword", { id: "c", text: "Frau Schmidt, anders", was: "x" }, { back });
  first.live.connect();
  await settled();
  assert.equal(first.orders.unanswered().returned, 1);
  first.close();
  const { orders, store } = open(first.phone); // its station has no such card
  store.apply(change(1, 2, {}));
  await settled();
  assert.equal(orders.unanswered().returned, 0);
});
