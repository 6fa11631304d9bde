/** What every screen needs of its page: its places, its voice, one drawing a frame, a word about a lost connection. */

import { createEventState } from "../model/event-state.js";
import { connect } from "../net/socket.js";

/** A connection that is back within this time is not worth a word. */
const OFFLINE_AFTER = 2000;

/**
 * The place of this name within something: what has `data-<name>`. The page's template has it.
 * @param {ParentNode} within
 * @param {string} name
 */
export const partOf = (within, name) => /** @type {HTMLElement} */ (within.querySelector(`[data-${name}]`));

/**
 * The place of this name on the page.
 * @param {string} name
 */
export const part = (name) => partOf(document, name);

/**
 * To the ear only: a live region speaks when its text changes.
 * @param {string} text
 */
export function say(text) {
  part("say").textContent = text;
}

/** From now on this script answers for the page's forms, see give-back.js. Every screen of a page with it ends so. */
export function takenOver() {
  document.documentElement.dataset.script = "runs";
}

/**
 * Everything that changed since the last frame is drawn together.
 * @param {() => void} drawNow
 * @returns {() => void} asks for a drawing
 */
export function oncePerFrame(drawNow) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        drawNow();
      });
    }
  };
}

/**
 * Tells when it is worth saying that there is no connection: after a moment without one.
 * @param {import("../net/socket.js").Live} live
 * @param {() => void} onChange
 * @param {() => number} [now] in ms; what `lostAt` is measured by
 * @returns {{readonly offline: boolean, readonly lostAt: number|null}} lostAt: since when, null while there is one
 */
export function watchConnection(live, onChange, now = Date.now) {
  /** @type {number|null} */
  let lostAt = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  function lose() {
    const at = now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      lostAt = at;
      onChange();
    }, OFFLINE_AFTER);
  }

  live.onOffline(lose);
  live.onOnline(() => {
    clearTimeout(timer);
    lostAt = null;
    onChange();
  });
  lose(); // a page that never gets a connection says so, too
  return {
    get offline() {
      return lostAt !== null;
    },
    get lostAt() {
      return lostAt;
    },
  };
}

/**
 * A screen that is drawn by the frame, with its one connection and the clock of the event.
 * @param {import("../net/wire.js").EventState} state as the page brought it along
 * @param {() => void} drawNow
 */
export function openScreen(state, drawNow) {
  const draw = oncePerFrame(drawNow);
  const live = connect();
  return { draw, live, connection: watchConnection(live, draw), clock: createEventState(live, state) };
}
