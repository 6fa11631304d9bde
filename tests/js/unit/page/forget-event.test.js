import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetEvent } from "../../../../static/js/lib/page/forget-event.js";
import { KINDS } from "../../../../static/js/lib/storage/event-keys.js";
import { settled } from "../clock.js";
import { createPhone } from "../phone.js";

const OVER = "dresden";
const OTHERS = ["dresden-2", "leipzig"];

/** A browser's copies of pages. @param {Record<string, string[]>} pages by the caches' names */
function copies(pages) {
  const kept = new Map(Object.entries(pages).map(([name, urls]) => [name, new Set(urls)]));
  const caches = {
    keys: () => Promise.resolve([...kept.keys()]),
    open: (/** @type {string} */ name) =>
      Promise.resolve({
        keys: () => Promise.resolve([...(kept.get(name) ?? [])].map((url) => ({ url }))),
        delete: (/** @type {{url: string}} */ { url }) => Promise.resolve(kept.get(name)?.delete(url)),
      }),
  };
  return { caches: /** @type {any} */ (caches), left: () => [...kept.values()].flatMap((urls) => [...urls]) };
}

/** @param {string[]} scopes */
function workers(scopes) {
  let known = scopes;
  const serviceWorker = {
    getRegistrations: () =>
      Promise.resolve(
        known.map((scope) => ({
          scope,
          unregister: () => {
            known = known.filter((one) => one !== scope);
            return Promise.resolve(true);
          },
        })),
      ),
  };
  return { navigator: /** @type {any} */ ({ serviceWorker }), left: () => known };
}

/** A phone that was at three events, and at one of them handed on. */
async function lived() {
  const phone = createPhone();
  const tab = phone.openTab();
  const { secondCopy, storage } = phone.device();
  for (const event of [OVER, ...OTHERS, `${OVER}~p1`]) {
    for (const kind of KINDS) {
      const key = `cafe.${kind}.${event}.raum`;
      storage.write(key, { text: "Geheimwort" });
      await secondCopy(key).add(`${key}.1`, { text: "Geheimwort" });
    }
    storage.write(`gone.cafe.outbox.${event}.1`, true);
  }
  storage.write("cafe.sound", true);
  return { phone, tab };
}

/** @param {string} event @param {string} key */
const about = (event, key) => key.includes(`.${event}.`) || key.includes(`.${event}~`);

test("all that a browser keeps of an event goes, and nothing of another one", async () => {
  const { phone, tab } = await lived();
  const keys = () => [...Object.keys(phone.kept()), ...phone.disk.rows().keys()];
  const others = keys().filter((key) => !about(OVER, key));
  const pages = ["/e/dresden/stations/raum", "/e/dresden-2/stations/raum", "/static/1/station.js"];
  const [kept, known] = [
    copies({ "cafe-1": pages.map((one) => `http://cafe${one}`) }),
    workers(["http://cafe/e/dresden/stations/", "http://cafe/e/leipzig/stations/"]),
  ];
  const session = createPhone().openTab().localStorage;
  session.setItem("cafe.deck.clocks.dresden", "{}");
  session.setItem("cafe.deck.clocks.leipzig", "{}");
  const browser = { ...tab, localStorage: tab.localStorage, sessionStorage: session };
  assert.equal(await forgetEvent(OVER, { ...browser, caches: kept.caches, navigator: known.navigator }), true);
  assert.deepEqual(
    keys().filter((key) => about(OVER, key)),
    [],
  );
  assert.deepEqual(keys().sort(), others.sort());
  assert.deepEqual(kept.left(), ["http://cafe/e/dresden-2/stations/raum", "http://cafe/static/1/station.js"]);
  assert.deepEqual(known.left(), ["http://cafe/e/leipzig/stations/"]);
  assert.deepEqual([session.length, session.key(0)], [1, "cafe.deck.clocks.leipzig"]);
});

test("a second copy that is read after it holds nothing any more: nothing comes back", async () => {
  const { phone, tab } = await lived();
  const done = forgetEvent(OVER, { ...tab, localStorage: tab.localStorage, sessionStorage: tab.localStorage });
  const read = phone.device().secondCopy(`cafe.outbox.${OVER}.`).read();
  await settled();
  assert.deepEqual([...((await read)?.values.keys() ?? [])], []);
  await done;
});

for (const database of /** @type {const} */ (["missing", "failing"])) {
  test(`where the database is ${database} and nothing may be asked for, the rest goes all the same`, async () => {
    const { phone } = await lived();
    phone.trouble.database = database;
    const tab = phone.openTab();
    const denied = {
      get sessionStorage() {
        throw new DOMException("It is forbidden here.", "SecurityError");
      },
    };
    const browser = Object.defineProperties(
      {},
      {
        ...Object.getOwnPropertyDescriptors(tab),
        ...Object.getOwnPropertyDescriptors(denied),
      },
    );
    assert.equal(await forgetEvent(OVER, /** @type {any} */ (browser)), true);
    assert.deepEqual(
      Object.keys(phone.kept()).filter((key) => about(OVER, key)),
      [],
    );
  });
}

test("a browser that has nothing in which it could keep anything keeps nothing", async () => {
  const bare = /** @type {any} */ ({ localStorage: null, sessionStorage: null });
  assert.equal(await forgetEvent(OVER, bare), true);
});

const refuses = () => Promise.reject(new DOMException("The disk is broken.", "UnknownError"));

for (const [what, trouble] of /** @type {[string, (tab: any, phone: ReturnType<typeof createPhone>) => object][]} */ ([
  ["the storage keeps its keys", () => ({ localStorage: stubborn("cafe.draft.dresden") })],
  ["the storage fails", () => ({ localStorage: stubborn("cafe.draft.dresden", true) })],
  ["the database takes nothing", (_, phone) => Object.assign(phone.trouble, { database: "full" }) && {}],
  ["the database cannot be opened", () => ({ indexedDB: { open: broken } })],
  ["copies of pages cannot be read", () => ({ caches: { keys: refuses } })],
  ["a copy of a page stays", () => ({ caches: sticky })],
  ["a worker stays", () => ({ navigator: { serviceWorker: { getRegistrations: () => Promise.resolve([worker]) } } })],
])) {
  test(`nobody is told that nothing is left where ${what}`, async () => {
    const { phone, tab } = await lived();
    const whole = { ...tab, localStorage: tab.localStorage, sessionStorage: createPhone().openTab().localStorage };
    assert.equal(await forgetEvent(OVER, /** @type {any} */ ({ ...whole, ...trouble(tab, phone) })), false);
  });
}

/** A storage with one key, which it does not let go of. @param {string} kept @param {boolean} [throws] */
function stubborn(kept, throws = false) {
  const removeItem = () => {
    if (throws) {
      throw new DOMException("It cannot be written.", "UnknownError");
    }
  };
  return { length: 1, key: () => kept, getItem: () => "1", removeItem };
}

function broken() {
  throw new DOMException("It cannot be read.", "UnknownError");
}

const worker = { scope: "http://cafe/e/dresden/stations/", unregister: () => Promise.resolve(false) };
const sticky = {
  keys: () => Promise.resolve(["cafe-1"]),
  open: () =>
    Promise.resolve({
      keys: () => Promise.resolve([{ url: "http://cafe/e/dresden/stations/raum" }]),
      delete: () => Promise.resolve(false),
    }),
};
