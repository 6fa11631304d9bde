"""What a browser keeps of what people wrote: in both storages by keys, the database, and copies of pages."""

import re

from playwright.sync_api import Page

KEPT = """
async () => {
  const found = { ...localStorage, ...sessionStorage };
  const ask = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const store = (await ask(indexedDB.open("cafe"))).transaction("kept").objectStore("kept");
  const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
  keys.forEach((key, at) => { found[`database ${key}`] = JSON.stringify(values[at]); });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const address = new URL(request.url).pathname;
      if (!address.startsWith("/static/")) {
        found[`copy ${address}`] = await (await cache.match(request, { ignoreVary: true })).text();
      }
    }
  }
  for (const { scope } of await navigator.serviceWorker.getRegistrations()) {
    found[`worker ${new URL(scope).pathname}`] = "";
  }
  return found;
}
"""
"""What this browser keeps, by where it is; files of the app aside."""
HOLDS = f"async (word) => Object.entries(await ({KEPT})()).some((entry) => entry.join().includes(word))"


def holding(page: Page, word: str) -> set[str]:
    """Where this browser keeps something in which a word stands, or which is called so."""
    kept = page.evaluate(KEPT)
    return {re.sub(r"[\d-]{14,}\w*", "…", place) for place, value in kept.items() if word in place or word in value}


def wait_until_kept_somewhere(page: Page, word: str) -> None:
    """Wait until this browser keeps something in which a word stands."""
    page.wait_for_function(HOLDS, arg=word)


def wait_until_forgotten(page: Page, word: str) -> None:
    """Wait until this browser keeps nothing in which a word stands; it takes a moment until the worker has heard."""
    page.wait_for_function(f"async (word) => !(await ({HOLDS})(word))", arg=word)
