/**
 * The page as the server has it now. XMLHttpRequest reads a page as a document without running anything in it.
 * @param {string} address
 * @returns {Promise<Document|null>} null where there was no answer, or another than this page
 */
export function samePage(address) {
  return new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", address);
    asked.responseType = "document";
    asked.timeout = 10_000;
    asked.onloadend = () => resolve(asked.status === 200 ? asked.responseXML : null);
    asked.send();
  });
}
