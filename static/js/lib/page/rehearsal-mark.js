/**
 * Says on a screen that simulated texts are there, as long as they are; the words stand in the page (`rehearsal_mark`).
 * @param {boolean} isThere as the event's state tells
 */
export function markRehearsal(isThere) {
  for (const mark of document.querySelectorAll("[data-rehearsal-mark]")) {
    mark.toggleAttribute("hidden", !isThere);
  }
}
