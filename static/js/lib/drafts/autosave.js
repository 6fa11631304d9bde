import { createBackoff } from "../net/backoff.js";
import { deadline } from "../net/deadline.js";
import { thisDevice } from "../storage/device.js";

/** Typing pauses so long before it is sent. */
const PAUSE = 800;
const PATIENCE = 20_000;
const RETRY = { shortest: 2000, longest: 30_000 };
/** Wordings on their way whose answer may have been lost; more than a few never are. */
const MOST_SENT = 20;
/** What says nothing about the text itself: it is sent again by itself. */
const PASSING = new Set(["storage_full", "server_error", "too_many", "too_slow", "door_expired", "event_locked"]);

/**
 * @typedef {Record<string, string>} Fields what stands in a form, by the fields' names
 *
 * @typedef {"saved"|"typing"|"sending"|"waiting"|"refused"|"conflict"} State
 *
 * @typedef {object} Conflict what somebody else has written meanwhile
 * @property {Record<string, any>} now
 * @property {number} revision
 * @property {boolean} removed
 *
 * @typedef {object} Autosave
 * @property {State} state
 * @property {Fields} fields
 * @property {string} message why it was not accepted
 * @property {Conflict|null} conflict
 * @property {boolean} mayBeThere whether the server has a wording of it, or one may have arrived whose answer was lost
 * @property {boolean} outlivesPage whether what is not saved is kept by the browser
 * @property {(fields: Fields, options?: {waits: boolean}) => void} type waits: it is saved by `save`, after no pause
 * @property {() => Promise<void>} save now, not after the pause
 * @property {() => void} keepMine against what somebody else wrote
 * @property {(fields: Fields) => void} takeTheirs
 * @property {(fields: Fields, known: number) => boolean} rebase what stands there is another by now, and nothing was
 *   typed over it: whether it is taken
 * @property {() => void} forget what was typed; the form is put away
 */

/** @param {string} text a server may clean spaces, which makes no other wording */
const folded = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** @param {Fields} fields @param {Record<string, any>} other */
const same = (fields, other) =>
  Object.keys(other).every((name) => folded(fields[name] ?? "") === folded([other[name]].flat().sort().join(",")));

/**
 * A form that saves itself. What is typed is kept by the browser until the server has acknowledged it: a lost network,
 * a reload, a killed tab lose nothing. What somebody else has written meanwhile is shown, never overwritten.
 * @param {object} parts
 * @param {string} parts.key where the browser keeps it
 * @param {number} parts.known the revision of the wording that stands in the page
 * @param {Fields} parts.fields that wording
 * @param {(fields: Fields, known: number, signal: AbortSignal) => Promise<any>} parts.post the answer; rejected where
 *   there was none
 * @param {(restored: boolean) => void} parts.onChange restored: the fields are others than were typed here
 * @param {import("../storage/device.js").Device} [device]
 * @returns {Autosave}
 */
export function createAutosave({ key, known, fields: stored, post, onChange }, device = thisDevice) {
  const { storage } = device;
  const copy = device.secondCopy(key);
  const backoff = createBackoff(RETRY.shortest, RETRY.longest);
  /** @type {State} */
  let state = "saved";
  let fields = stored;
  let message = "";
  /** @type {Conflict|null} */
  let conflict = null;
  /** @type {Fields[]} */
  let sent = [];
  let serial = 0;
  const page = { fields: stored, known };
  /** Nothing is brought back over what was typed here. */
  let touched = false;
  /** How often it was put away: what was on its way then is nobody's any more. */
  let putAway = 0;
  let outlivesPage = true;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  function keep() {
    serial = Math.max(Date.now(), serial + 1);
    const kept = { fields, known, sent, serial };
    outlivesPage = storage.write(key, kept);
    void copy.change(key, kept, "relaxed");
  }

  function drop() {
    sent = [];
    serial = Math.max(Date.now(), serial + 1);
    storage.remove(key);
    void copy.change(key, { fields: null, serial }, "relaxed");
  }

  /** What was typed before, or that nothing of it is left to save; the newer of both copies. @param {any} kept */
  function restore(kept) {
    if (touched || !(kept?.serial > serial)) {
      return;
    }
    serial = kept.serial;
    if (kept.fields && !same(kept.fields, stored)) {
      ({ fields, known } = kept);
      sent = Array.isArray(kept.sent) ? kept.sent : [];
      state = "typing";
      onChange(true);
    } else if (state === "typing") {
      ({ fields, known } = page);
      sent = [];
      state = "saved";
      storage.remove(key);
      onChange(true);
    }
  }

  /** @param {number} ms */
  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), ms);
  }

  async function send() {
    clearTimeout(timer);
    if (state === "sending" || state === "saved" || state === "conflict") {
      return;
    }
    if (!known && Object.values(fields).every((value) => !value.trim())) {
      state = "saved"; // nothing was begun
      drop();
      onChange(false);
      return;
    }
    const sending = fields;
    state = "sending";
    sent = [...sent, sending].slice(-MOST_SENT);
    keep();
    onChange(false);
    const before = putAway;
    const ack = await post(sending, known, deadline(PATIENCE)).catch(() => null);
    if (before !== putAway) {
      known = ack?.ok ? ack.revision : known;
      return;
    }
    answered(ack, sending);
    onChange(false);
  }

  /** @param {any} ack @param {Fields} sending */
  function answered(ack, sending) {
    const typedOn = fields !== sending;
    if (!ack || PASSING.has(ack.error)) {
      state = "waiting";
      message = ack?.message ?? "";
      later(backoff.next());
    } else if (ack.ok) {
      backoff.reset();
      known = ack.revision;
      stored = sending;
      sent = [];
      message = "";
      conflict = null;
      if (typedOn) {
        again();
      } else {
        state = "saved";
        drop();
      }
    } else if (ack.error === "reworded") {
      const now = JSON.parse(ack.now);
      const removed = Boolean(ack.removed);
      if (!removed && sent.some((one) => same(one, now))) {
        known = ack.revision; // our own, whose answer was lost
        again();
      } else {
        conflict = { now, revision: ack.revision, removed };
        message = ack.message;
        state = "conflict";
      }
    } else if (typedOn) {
      again();
    } else {
      message = ack.message;
      state = "refused";
    }
  }

  function again() {
    state = "typing";
    keep();
    later(PAUSE);
  }

  device.on("online", () => state === "waiting" && later(0));
  // The browser's storage is sure for reloads, but one that was killed may have lost the last minute of it.
  setTimeout(() => restore(storage.read(key)));
  void copy.read().then((second) => {
    restore(second?.values.get(key));
    setTimeout(() => void (touched || send())); // behind the other copy, whichever was read first
  });

  return {
    get state() {
      return state;
    },
    get fields() {
      return fields;
    },
    get message() {
      return message;
    },
    get conflict() {
      return conflict;
    },
    get mayBeThere() {
      return known > 0 || sent.length > 0;
    },
    get outlivesPage() {
      return outlivesPage;
    },
    type(typed, { waits } = { waits: false }) {
      touched = true;
      fields = typed;
      keep();
      if (state === "saved" || state === "refused" || state === "typing") {
        state = "typing";
        message = "";
        clearTimeout(timer);
        if (!waits) {
          later(PAUSE);
        }
      }
      onChange(false);
    },
    save: send,
    keepMine() {
      if (conflict && state === "conflict") {
        known = conflict.revision;
        conflict = null;
        message = "";
        state = "typing";
        void send();
      }
    },
    takeTheirs(theirs) {
      if (conflict) {
        known = conflict.revision;
        fields = stored = theirs;
        conflict = null;
        message = "";
        state = "saved";
        drop();
        onChange(true);
      }
    },
    rebase(theirs, revision) {
      if (state !== "saved") {
        return false;
      }
      known = revision;
      fields = stored = theirs;
      onChange(true);
      return true;
    },
    forget() {
      clearTimeout(timer);
      touched = true;
      putAway += 1;
      state = "saved";
      drop();
    },
  };
}
