import { beginnings, followers } from "./event-keys.js";

const DATABASE = "cafe";
const STORE = "kept";
/** Some browsers leave IndexedDB hanging after they were killed. Nobody waits longer for it. */
const PATIENCE = 1000;
/** Errors with which browsers say that a page may keep nothing, some of them in private windows only. */
const FORBIDDEN = ["SecurityError", "InvalidStateError"];

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
const result = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * @typedef {{indexedDB: IDBFactory, IDBKeyRange: {bound: typeof IDBKeyRange.bound}}} Databases
 * @typedef {ReturnType<typeof createSecondCopy>} SecondCopy
 */

/** @param {Databases} browser @returns {Promise<IDBDatabase>} */
async function open(browser) {
  const request = browser.indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return await result(request);
}

/**
 * Removes what belongs to an event, before anything that this page reads or writes after it.
 * @param {string} event
 * @param {Databases} [browser]
 * @returns {Promise<boolean>} whether nothing of it is left; where there is no database, or none may be, nothing was
 */
export async function removeOf(event, browser = globalThis) {
  if (!browser.indexedDB) {
    return true;
  }
  /** @type {IDBDatabase} */
  let database;
  try {
    database = await open(browser);
  } catch (failure) {
    return FORBIDDEN.includes(/** @type {DOMException} */ (failure).name);
  }
  try {
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    const store = transaction.objectStore(STORE);
    for (const begin of beginnings(event)) {
      store.delete(begin);
      for (const mark of followers(begin)) {
        store.delete(browser.IDBKeyRange.bound(`${begin}${mark}`, `${begin}${mark}\uffff`));
      }
    }
    return await new Promise((resolve) => {
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
    });
  } catch {
    return false;
  }
}

/**
 * A second copy of what lies in the browser's storage. That one is sure at once for reloads and other tabs, but
 * browsers write it to the disk up to a minute later; this one takes a moment, and is then on the disk. Where there is
 * none (private windows, blocked site data), there is only the first.
 * @param {string} prefix
 * @param {Databases} [browser]
 */
export function createSecondCopy(prefix, browser = globalThis) {
  const highest = `highest.${prefix}`;
  const opened = open(browser).catch(() => null);

  /**
   * @param {(store: IDBObjectStore) => void} work
   * @param {IDBTransactionDurability} [durability]
   * @returns {Promise<boolean>} whether it is on the disk
   */
  async function write(work, durability = "strict") {
    try {
      const transaction = (await opened)?.transaction(STORE, "readwrite", { durability });
      if (!transaction) {
        return false;
      }
      work(transaction.objectStore(STORE));
      return await new Promise((resolve) => {
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    } catch {
      return false;
    }
  }

  async function readAll() {
    const store = (await opened)?.transaction(STORE).objectStore(STORE);
    if (!store) {
      return null;
    }
    const range = browser.IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const [keys, values, last] = await Promise.all([
      result(store.getAllKeys(range)),
      result(store.getAll(range)),
      result(store.get(highest)),
    ]);
    return { values: new Map(keys.map((key, index) => [String(key), values[index]])), highest: String(last ?? "") };
  }

  return {
    /** @param {string} key higher than all before @param {unknown} value */
    add: (key, value) =>
      write((store) => {
        store.put(value, key);
        store.put(key, highest);
      }),
    /** @param {string} key @param {unknown} value @param {IDBTransactionDurability} [durability] */
    change: (key, value, durability) => write((store) => store.put(value, key), durability),
    /** @param {string} key */
    remove: (key) => write((store) => store.delete(key)),
    /**
     * @returns {Promise<{values: Map<string, any>, highest: string}|null>} what is there, and the highest key that ever
     *   was; null where nothing can be known
     */
    async read() {
      const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
      return /** @type {any} */ (await Promise.race([readAll().catch(() => null), late]));
    },
  };
}
