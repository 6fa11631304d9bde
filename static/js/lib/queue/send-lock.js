import { uuid } from "../base/uuid.js";
import * as storage from "../storage/local-storage.js";

/** Longer than an order may take. A tab that was closed or frozen while sending gives way after it. */
const LEASE = 10_000;

/**
 * Of several tabs of one phone only one sends: else a late copy of "dot given" could overtake "dot taken back".
 * Web Locks would need https, so the turn lies in the storage that the tabs share.
 * @param {string} key
 */
export function createSendLock(key) {
  const me = uuid();

  function leave() {
    if (storage.read(key)?.tab === me) {
      storage.remove(key);
    }
  }

  window.addEventListener("pagehide", leave); // whoever reloads while something is sent must not wait for oneself
  return {
    lease: LEASE,
    /** @returns {boolean} whether this tab may send now, and for one lease from now on */
    take() {
      const held = storage.read(key);
      const age = Math.abs(Date.now() - (held?.at ?? 0)); // a clock that was put back must not block either
      if (held && held.tab !== me && age < LEASE) {
        return false;
      }
      storage.write(key, { tab: me, at: Date.now() });
      return true;
    },
    leave,
  };
}
