/** What a key does at the wall, by `KeyboardEvent.key`; digits are stations. Clickers send the page keys. */
/** @type {Record<string, string>} */
export const KEYS = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "back",
  PageUp: "back",
  " ": "pause",
  Escape: "release",
  b: "blank",
  ".": "blank",
  f: "full",
  "?": "help",
  0: "stations",
  s: "strongest",
  w: "cloud",
  c: "countdown",
  q: "code",
  p: "programme",
  r: "feedback",
};

/**
 * @param {KeyboardEvent} press
 * @param {string[]} stations their slugs
 * @returns {string|null} what is meant: a deed or a scene
 */
export function meaning(press, stations) {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) {
    return null;
  }
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (/^[1-9]$/.test(key)) {
    const slug = stations[Number(key) - 1];
    return slug === undefined ? null : `station:${slug}`;
  }
  return KEYS[key] ?? null;
}
