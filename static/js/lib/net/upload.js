/**
 * @typedef {import("./wire.js").Ack} Ack
 */

/** Longer than 40 MB take over a hall's slowest network; a connection that says nothing more is given up then. */
const PATIENCE = 300_000;

/**
 * Sends one file as the body of a request. `fetch` does not tell how much has left.
 * @param {string} address
 * @param {Blob} file
 * @param {(share: number) => void} onProgress 0 to 1; at 1 the server has it and prepares it
 * @param {XMLHttpRequest} [request]
 * @returns {Promise<Ack>} rejected where the network, or whoever answers in the server's place, gave no such answer
 */
export function upload(address, file, onProgress, request = new XMLHttpRequest()) {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error("no answer"));
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.timeout = PATIENCE;
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.upload.addEventListener("load", () => onProgress(1));
    request.addEventListener("load", () => {
      const ack = read(request.responseText);
      if (ack) {
        resolve(ack);
      } else {
        failed();
      }
    });
    for (const end of ["error", "abort", "timeout"]) {
      request.addEventListener(end, failed);
    }
    request.send(file);
  });
}

/** @param {string} text @returns {Ack|null} */
function read(text) {
  try {
    const ack = JSON.parse(text);
    return typeof ack?.ok === "boolean" ? ack : null;
  } catch {
    return null; // a sign-in page
  }
}
