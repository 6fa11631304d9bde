/**
 * The browser's storage, or memory where it is full or forbidden (private windows, blocked site data):
 * nothing that uses it may fail because of it.
 */

/** @type {Map<string, string>} */
const memory = new Map();

/** @returns {Storage|null} */
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @returns {any} what was put there, or null
 */
export function read(key) {
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
export function write(key, value) {
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

/**
 * @param {string} key
 * @returns {boolean} whether what was written there outlives this page
 */
export const outlivesPage = (key) => !memory.has(key);

/** @returns {boolean} whether anything can be kept here at all */
export function works() {
  const key = "cafe.storage";
  const done = write(key, true);
  remove(key);
  return done;
}

/** @param {string} key */
export function remove(key) {
  memory.delete(key);
  try {
    browserStorage()?.removeItem(key);
  } catch {
    /* what cannot be written cannot be removed either */
  }
}

/**
 * @param {string} prefix
 * @returns {string[]} every key that begins so, in order
 */
export function keys(prefix) {
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
}
