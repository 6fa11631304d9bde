import { storage } from "./local-storage.js";

/** What whoever speaks has noted to slides, kept on this device by the slides' names. */

/**
 * @param {string} key
 * @param {import("./local-storage.js").KeptByKeys} [device]
 */
export function createDeckNotes(key, device = storage) {
  /** @returns {Record<string, string>} */
  const read = () => device.read(key) ?? {};

  return {
    /** @param {string} slide */
    of: (slide) => read()[slide] ?? "",
    /**
     * Notes something else to a slide; what another window wrote to other slides stays.
     * @param {string} slide
     * @param {string} text
     * @returns {boolean} whether it outlives this page
     */
    set: (slide, text) => device.write(key, { ...read(), [slide]: text }),
  };
}
