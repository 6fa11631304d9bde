/**
 * What a browser keeps by keys, or memory where its storage is full or forbidden (private windows, blocked site data):
 * nothing that uses it may fail because of it.
 *
 * @typedef {ReturnType<typeof createStorage>} KeptByKeys
 */

/** @param {{localStorage: Storage}} browser asked for its storage each time, for asking alone may be forbidden */
export function createStorage(browser) {
  /** @type {Map<string, string>} */
  const memory = new Map();

  /** @returns {Storage|null} */
  function browserStorage() {
    try {
      return browser.localStorage;
    } catch {
      return null;
    }
  }

  /**
   * @param {string} key
   * @returns {any} what was put there, or null
   */
  function read(key) {
    try {
      return JSON.parse(memory.get(key) ?? browserStorage()?.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value
   * @returns {boolean} whether it outlives this page
   */
  function write(key, value) {
    const text = JSON.stringify(value);
    try {
      const storage = browserStorage();
      if (!storage) {
        throw new Error("no storage");
      }
      storage.setItem(key, text);
      memory.delete(key);
      return true;
    } catch {
      memory.set(key, text);
      return false;
    }
  }

  /** @param {string} key */
  function remove(key) {
    memory.delete(key);
    try {
      browserStorage()?.removeItem(key);
    } catch {
      /* what cannot be written cannot be removed either */
    }
  }

  return {
    read,
    write,
    remove,
    /**
     * @param {string} key
     * @returns {boolean} whether what was written there outlives this page
     */
    outlivesPage: (key) => !memory.has(key),
    /** @returns {boolean} whether anything can be kept here at all */
    works() {
      const key = "cafe.storage";
      const done = write(key, true);
      remove(key);
      return done;
    },
    /**
     * @param {string} prefix
     * @returns {string[]} every key that begins so, in order
     */
    keys(prefix) {
      const found = new Set(memory.keys());
      try {
        const storage = browserStorage();
        for (let index = 0; storage && index < storage.length; index += 1) {
          const key = storage.key(index);
          if (key !== null) {
            found.add(key);
          }
        }
      } catch {
        /* memory alone, then */
      }
      return [...found].filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

/** What this page uses. */
export const storage = createStorage(globalThis);
export const { read, write, remove, outlivesPage, works, keys } = storage;
