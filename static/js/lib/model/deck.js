/** Where a deck goes: pure functions over the names of its slides. */

/**
 * What a key, or a clicker's button, means.
 * @type {Record<string, "on"|"back"|"first"|"last"|"blank"|"full"|"help">}
 */
const KEYS = {
  ArrowRight: "on",
  ArrowDown: "on",
  PageDown: "on",
  " ": "on",
  Enter: "on",
  ArrowLeft: "back",
  ArrowUp: "back",
  PageUp: "back",
  Backspace: "back",
  Home: "first",
  End: "last",
  b: "blank",
  B: "blank",
  ".": "blank",
  f: "full",
  F: "full",
  "?": "help",
};

/** In px: less is a tap. */
const SWIPE = 60;

/** @param {KeyboardEvent} pressed */
export function meaning({ key, altKey, ctrlKey, metaKey }) {
  return altKey || ctrlKey || metaKey ? undefined : KEYS[key];
}

/**
 * What a finger meant that moved so far; undefined where it scrolled or tapped.
 * @param {number} x @param {number} y
 * @returns {"on"|"back"|undefined}
 */
export function swiped(x, y) {
  if (Math.abs(x) < SWIPE || Math.abs(x) < 2 * Math.abs(y)) {
    return undefined;
  }
  return x < 0 ? "on" : "back";
}

/**
 * The slide that is shown after a step; the ends stay.
 * @param {string[]} names @param {string} current @param {"on"|"back"|"first"|"last"} step
 */
export function step(names, current, step) {
  const at = names.indexOf(current);
  const last = names.length - 1;
  const to = { on: Math.min(last, at + 1), back: Math.max(0, at - 1), first: 0, last }[step];
  return names[to] ?? current;
}

/**
 * Where to stay when the deck changed: the same slide, else the next one that is still there, else the one before.
 * @param {string[]} before @param {string[]} after @param {string} current
 */
export function stay(before, after, current) {
  const at = before.indexOf(current);
  const near = [...before.slice(Math.max(0, at)), ...before.slice(0, Math.max(0, at)).reverse()];
  return [current, ...near].find((name) => after.includes(name)) ?? after[0] ?? "";
}
