/**
 * Lets the copy that comes back without a network forget what was withdrawn, hidden or deleted, and how read what reads
 * differently by now: a name may have been taken out of it.
 * @param {string[]} gone ids
 * @param {{id: string}[]} now items whose words are others now
 */
export function forgetKept(gone, now) {
  if (gone.length + now.length > 0 && "serviceWorker" in navigator) {
    navigator.serviceWorker.controller?.postMessage({ gone, now });
  }
}
