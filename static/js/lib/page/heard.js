import { formatTime } from "../base/time-format.js";

let heardAt = Date.now();

/**
 * Says how old a page is that is written anew again and again, as long as the server does not answer.
 * templates/parts/no_connection.html has the place.
 * @param {boolean} isThere whether it answered just now
 */
export function noteConnection(isThere) {
  heardAt = isThere ? Date.now() : heardAt;
  for (const place of document.querySelectorAll("[data-heard]")) {
    place.textContent = formatTime(heardAt);
  }
  document.querySelector("[data-offline]")?.toggleAttribute("hidden", isThere);
}
