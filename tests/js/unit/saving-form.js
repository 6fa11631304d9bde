import { createAutosave } from "../../../static/js/lib/drafts/autosave.js";
import { theClock } from "./clock.js";
import { createPhone } from "./phone.js";

/** @typedef {Record<string, string>} Fields */

export const KEY = "cafe.report.dresden.introduction";
/** An answer that never leaves, and one that never comes. */
export const NO_NETWORK = Symbol("no network");
export const NEVER = Symbol("never");
export const PAUSE = 800;

/**
 * The server's side of one form. `answers` come one after the other; when there are no more, it does as it should.
 * @param {Fields} [fields]
 */
export function createServer(fields = { text: "" }) {
  const server = {
    fields,
    revision: 0,
    removed: false,
    /** @type {any[]} */
    answers: [],
    /** @type {[fields: Fields, known: number][]} */
    posts: [],
    /** @param {Fields} next */
    store(next) {
      server.fields = next;
      server.revision += 1;
      return { ok: true, revision: server.revision };
    },
    /** What somebody else has written meanwhile. */
    conflict: () => ({
      ok: false,
      error: "reworded",
      message: "Inzwischen geändert.",
      now: JSON.stringify(server.fields),
      revision: server.revision,
      removed: server.removed,
    }),
    /** @param {Fields} next @param {number} known @param {AbortSignal} signal @returns {Promise<any>} */
    async post(next, known, signal) {
      server.posts.push([next, known]);
      const given = server.answers.shift();
      const answer = typeof given === "function" ? given(next) : given;
      if (answer === NO_NETWORK) {
        throw new TypeError("Failed to fetch");
      }
      if (answer === NEVER) {
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }
      await Promise.resolve();
      return answer ?? (known === server.revision ? server.store(next) : server.conflict());
    },
  };
  return server;
}

/**
 * @param {ReturnType<typeof createServer>} [server]
 * @param {ReturnType<typeof createPhone>} [phone]
 */
export async function begin(server = createServer(), phone = createPhone()) {
  /** @type {boolean[]} */
  const restored = [];
  const device = phone.device();
  const { fields, revision: known, post } = server;
  const onChange = (/** @type {boolean} */ others) => void (others && restored.push(others));
  const form = createAutosave({ key: KEY, known, fields, post, onChange }, device);
  await theClock().advance(0);
  return { form, server, phone, restored, tab: device.tab };
}

/** The server has it, its answer is lost. @param {ReturnType<typeof createServer>} server */
export const swallowed = (server) => (/** @type {Fields} */ next) => {
  server.store(next);
  return NO_NETWORK;
};
