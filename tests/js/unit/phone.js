import "./page.js";
import { createDevice } from "../../../static/js/lib/storage/device.js";

/**
 * A phone's browser as far as lib/storage/ asks for it: a storage by keys and a database, both shared by its tabs, and
 * the events between them. They fail as real ones do: forbidden, full, hanging, killed.
 *
 * @typedef {import("../../../static/js/lib/storage/device.js").Browser} Browser
 * @typedef {Browser & {tell: (name: string, event?: object) => void, close: () => void}} Tab
 *
 * @typedef {object} Trouble
 * @property {boolean} forbidden nothing may be stored by keys
 * @property {number} room so many characters the storage by keys takes
 * @property {"missing"|"hanging"|"failing"|"full"|null} database what is the matter with it
 */

/** @param {() => any} work */
function requested(work) {
  /** @type {any} */
  const request = { result: undefined, error: null, onsuccess: null, onerror: null };
  return {
    request,
    run() {
      request.result = work();
      request.onsuccess?.();
    },
  };
}

/**
 * One object store, whose transactions happen one after the other, each whole or not at all.
 * @param {Trouble} trouble
 */
function createDisk(trouble) {
  /** @type {Map<string, any>} */
  let rows = new Map();
  /** @type {Promise<void>} */
  let before = Promise.resolve();
  /** @type {Promise<void>|null} */
  let held = null;

  /** @param {() => boolean} isAlive */
  function transaction(isAlive) {
    /** @type {any} */
    const done = { oncomplete: null, onabort: null };
    /** @type {(() => void)[]} */
    const steps = [];
    const next = new Map();
    const ask = (/** @type {() => any} */ work) => {
      const { request, run } = requested(work);
      steps.push(run);
      return request;
    };
    const within = (/** @type {{from: string, to: string}} */ { from, to }) =>
      [...next.keys()].filter((key) => key >= from && key <= to).sort();
    const store = {
      put: (/** @type {any} */ value, /** @type {string} */ key) => {
        const copy = structuredClone(value); // as it is now, whatever becomes of it before it is written
        return ask(() => next.set(key, copy));
      },
      delete: (/** @type {any} */ key) =>
        ask(() => (typeof key === "string" ? [key] : within(key)).forEach((one) => next.delete(one))),
      get: (/** @type {string} */ key) => ask(() => next.get(key)),
      getAllKeys: (/** @type {any} */ range) => ask(() => within(range)),
      getAll: (/** @type {any} */ range) => ask(() => within(range).map((key) => structuredClone(next.get(key)))),
    };
    before = before.then(async () => {
      await held;
      if (!isAlive()) {
        return; // its page is gone, and what was not written with it
      }
      rows.forEach((value, key) => next.set(key, value));
      steps.forEach((step) => step());
      if (trouble.database === "full") {
        done.onabort?.();
        return;
      }
      rows = next;
      done.oncomplete?.();
    });
    return Object.assign(done, { objectStore: () => store });
  }

  return {
    transaction,
    rows: () => new Map(rows),
    /** Nothing is written until what this returns is called. */
    hold() {
      /** @type {() => void} */
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
  };
}

export function createPhone() {
  /** @type {Map<string, string>} */
  let kept = new Map();
  /** @type {Trouble} */
  const trouble = { forbidden: false, room: Infinity, database: null };
  const disk = createDisk(trouble);
  /** @type {Set<Tab>} */
  const tabs = new Set();

  /** @param {() => Tab} tab whose storage this is @returns {Storage} */
  function storageOf(tab) {
    /** @param {string} key @param {string|null} newValue */
    const told = (key, newValue) => {
      const others = [...tabs].filter((other) => other !== tab());
      queueMicrotask(() => others.forEach((other) => other.tell("storage", { key, newValue })));
    };
    const size = () => [...kept].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    return {
      get length() {
        return kept.size;
      },
      clear: () => kept.clear(),
      getItem: (key) => kept.get(key) ?? null,
      key: (index) => [...kept.keys()][index] ?? null,
      removeItem(key) {
        if (kept.delete(key)) {
          told(key, null);
        }
      },
      setItem(key, value) {
        const freed = kept.has(key) ? key.length + (kept.get(key) ?? "").length : 0;
        if (size() - freed + key.length + value.length > trouble.room) {
          throw new DOMException("There is no room.", "QuotaExceededError");
        }
        kept.set(key, value);
        told(key, value);
      },
    };
  }

  /** @param {() => boolean} isAlive */
  function databasesOf(isAlive) {
    const open = () => {
      if (trouble.database === "failing") {
        throw new DOMException("It is forbidden here.", "SecurityError");
      }
      const database = { createObjectStore: () => {}, transaction: () => disk.transaction(isAlive) };
      const { request, run } = requested(() => database);
      request.result = database;
      if (trouble.database !== "hanging") {
        queueMicrotask(() => {
          request.onupgradeneeded?.();
          run();
        });
      }
      return request;
    };
    const factory = /** @type {any} */ ({ open });
    const bound = /** @type {any} */ ((/** @type {string} */ from, /** @type {string} */ to) => ({ from, to }));
    return {
      indexedDB: trouble.database === "missing" ? /** @type {any} */ (undefined) : factory,
      IDBKeyRange: { bound },
    };
  }

  return {
    trouble,
    disk,
    /** What lies in the storage by keys, parsed. */
    kept: () => Object.fromEntries([...kept].map(([key, value]) => [key, JSON.parse(value)])),
    /** @param {string} key @param {string} text as another version of the page may have left it */
    leave: (key, text) => void kept.set(key, text),
    /** Browsers write the storage by keys to the disk up to a minute later; a battery that dies takes that minute. */
    saved() {
      const copy = new Map(kept);
      return {
        killed() {
          [...tabs].forEach((tab) => tab.close());
          kept = new Map(copy);
        },
      };
    },
    /** @returns {Tab} */
    openTab() {
      /** @type {Map<string, ((event: any) => void)[]>} */
      const listeners = new Map();
      let alive = true;
      const storage = storageOf(() => tab);
      /** @type {Tab} */
      const tab = {
        ...databasesOf(() => alive),
        get localStorage() {
          if (trouble.forbidden || !alive) {
            throw new DOMException("It is forbidden here.", "SecurityError");
          }
          return storage;
        },
        addEventListener(name, fn) {
          listeners.set(name, [...(listeners.get(name) ?? []), fn]);
        },
        tell(name, event = {}) {
          listeners.get(name)?.forEach((fn) => fn(event));
        },
        /** Without a word, as a tab that is killed. */
        close() {
          alive = false;
          listeners.clear();
          tabs.delete(tab);
        },
      };
      tabs.add(tab);
      return tab;
    },
    /** A new tab, as lib/ takes it. */
    device() {
      const tab = this.openTab();
      return { ...createDevice(tab), tab };
    },
  };
}
