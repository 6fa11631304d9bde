import { uuid } from "../base/uuid.js";
import { thisDevice } from "../storage/device.js";

/** Longer than an order may take. A tab that was closed or frozen while sending gives way after it. */
const LEASE = 10_000;

/**
 * Of several tabs of one phone only one sends: else a late copy of "dot given" could overtake "dot taken back".
 * Web Locks would need https, so the turn lies in the storage that the tabs share.
 * @param {string} key
 * @param {import("../storage/device.js").Device} [device]
 */
export function createSendLock(key, { storage, on } = thisDevice) {
  const me = uuid();

  function leave() {
    if (storage.read(key)?.tab === me) {
      storage.remove(key);
    }
  }

  on("pagehide", leave); // whoever reloads while something is sent must not wait for oneself
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
