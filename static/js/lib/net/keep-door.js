/** A screen by a secret link stays in use for as long as it is open; the server notes that once an hour at most. */
const EVERY = 20 * 60_000;

/**
 * Says again and again that this screen is open, and at each connect, which is where a link that lasts no longer shows.
 * @param {import("./socket.js").Live} live
 * @param {string} event
 * @param {typeof fetch} [get]
 */
export function keepDoor(live, event, get = fetch) {
  const say = () => {
    if (live.online) {
      get(`/e/${event}/here`, { cache: "no-store" }).catch(() => {}); // the next one will tell
    }
  };
  setInterval(say, EVERY);
  live.onOnline(say);
}
