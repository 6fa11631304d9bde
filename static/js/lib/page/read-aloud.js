/**
 * Texts are read aloud by the phone's own voices; voices that send a text elsewhere are never used.
 *
 * @typedef {{text: string, language: string}} Said
 * @typedef {Pick<SpeechSynthesis, "getVoices"|"speak"|"cancel"|"addEventListener">} Voices
 *
 * @typedef {object} Reader
 * @property {string|null} reading which text is being read, by the key it was begun with
 * @property {(language: string) => boolean} can whether there is a voice for this language
 * @property {(key: string, said: Said) => void} toggle reads it, or stops where that is what is being read
 * @property {() => void} stop
 */

/** What stands in a text for the eye alone: places where a word may break. */
const FOR_THE_EYE = /\u00ad/g;

/** @param {string} tag */
const bare = (tag) => tag.toLowerCase().split(/[-_]/)[0];

/**
 * One voice reads at a time: another text stops the one before. Reading ends with the page.
 * @param {() => void} onChange another text is read, none, or voices have come
 * @param {Voices|undefined} [voices]
 * @param {(text: string) => SpeechSynthesisUtterance} [utter]
 * @param {Pick<EventTarget, "addEventListener">} [page]
 * @returns {Reader}
 */
export function createReader(
  onChange,
  voices = globalThis.speechSynthesis,
  utter = (text) => new SpeechSynthesisUtterance(text),
  page = globalThis,
) {
  /** @type {string|null} */
  let reading = null;
  let turn = 0;

  /** @param {string} language */
  const voiceFor = (language) => {
    const known = voices
      ? voices.getVoices().filter((one) => one.localService && bare(one.lang) === bare(language))
      : [];
    return known.find((one) => one.default) ?? known[0];
  };

  /** @param {string|null} key */
  function tell(key) {
    if (key !== reading) {
      reading = key;
      onChange();
    }
  }

  function stop() {
    turn += 1;
    voices?.cancel();
    tell(null);
  }

  /** @param {string} key @param {Said} said */
  function begin(key, { text, language }) {
    const voice = voiceFor(language);
    stop();
    if (!voices || !voice) {
      return;
    }
    const said = utter(text.replace(FOR_THE_EYE, ""));
    const mine = turn;
    said.voice = voice;
    said.lang = voice.lang;
    // What was stopped tells of its end, too, when another text is being read already.
    said.onend = said.onerror = () => mine === turn && tell(null);
    tell(key);
    voices.speak(said);
  }

  voices?.addEventListener?.("voiceschanged", onChange);
  page.addEventListener("pagehide", stop);

  return {
    get reading() {
      return reading;
    },
    can: (language) => voiceFor(language) !== undefined,
    toggle: (key, said) => (key === reading ? stop() : begin(key, said)),
    stop,
  };
}
