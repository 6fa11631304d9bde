import { deadline } from "../net/deadline.js";

/** Reports take a moment; who waits longer than this is told what happens. */
const SLOW = 1000;
const PATIENCE = 300_000;

/**
 * Fetches a file and hands it to the browser as a download.
 * @param {string} address
 * @param {(state: "writing"|"done") => void} onState writing: it takes longer than a second
 * @returns {Promise<string>} the server's sentence where it refused; empty where the file is there; rejected without an
 *   answer
 */
export async function saveFile(address, onState) {
  const timer = setTimeout(() => onState("writing"), SLOW);
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(address, { headers, cache: "no-store", signal: deadline(PATIENCE) });
    if (!answer.ok) {
      return (await answer.json()).message;
    }
    const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
    handOver(await answer.blob(), name);
    onState("done");
    return "";
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Blob} file @param {string} name */
function handOver(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE); // the browser may still be reading it
}
