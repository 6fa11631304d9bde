import * as storage from "../../lib/storage/local-storage.js";

const KEY = "cafe.sound";
/** Two soft notes, a fourth apart: heard at the table, not in the room. In Hz, seconds, and a share of full volume. */
const NOTES = [523.25, 698.46];
const LENGTH = 0.5;
const VOLUME = 0.12;

/**
 * The sound that says that a round is nearly over; off unless switched on, and remembered.
 * @param {HTMLInputElement} box
 */
export function createSound(box) {
  /** @type {AudioContext|null} */
  let audio = null;

  /** Browsers let a page be heard only once somebody has touched it. */
  function wake() {
    if (box.checked && "AudioContext" in window) {
      audio ??= new AudioContext();
      void audio.resume();
    }
  }

  function play() {
    if (!box.checked || !audio) {
      return;
    }
    for (const [number, pitch] of NOTES.entries()) {
      const [note, volume] = [audio.createOscillator(), audio.createGain()];
      const begin = audio.currentTime + number * LENGTH * 0.6;
      note.frequency.value = pitch;
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(VOLUME, begin + 0.05);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + LENGTH);
      note.connect(volume).connect(audio.destination);
      note.start(begin);
      note.stop(begin + LENGTH);
    }
  }

  box.checked = Boolean(storage.read(KEY));
  box.addEventListener("change", () => {
    storage.write(KEY, box.checked);
    wake();
    play();
  });
  document.addEventListener("pointerdown", wake, { once: true });
  document.addEventListener("keydown", wake, { once: true });
  return { play };
}
