import { deadline } from "./deadline.js";

/** How long a sign that the server is there is waited for, in ms. */
const PATIENCE = 8000;

/** Whether the server answers: a page of the browser's own, which says that it is offline, would help nobody. */
export async function isThere() {
  try {
    const signal = deadline(PATIENCE);
    return (await fetch(location.href, { method: "HEAD", cache: "no-store", signal })).status < 500;
  } catch {
    return false;
  }
}
