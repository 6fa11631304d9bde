import { sayIn, speak } from "../lib/page/spoken-field.js";

/**
 * @typedef {import("../lib/net/wire.js").Answers} Answers
 */

/**
 * What stands in the survey's form; kept as a draft with every change.
 * @param {HTMLFormElement} form
 * @param {{draft: ReturnType<typeof import("../lib/drafts/draft.js").createDraft<Answers>>, onInput: () => void}} parts
 */
export function createSurvey(form, { draft, onInput }) {
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const language = /** @type {HTMLSelectElement} */ (form.elements.namedItem("language"));
  const questions = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-question]")]);
  const radios = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=radio]")]);
  let outlivesPage = true;
  /** What was chosen before the tap that is just being dealt with. */
  let before = read();

  /** @returns {Answers} */
  function read() {
    const scale = Object.fromEntries(
      radios.filter(({ checked }) => checked).map(({ name, value }) => [name.slice(1), Number(value)]),
    );
    return { scale, text: field.value, language: language.value };
  }

  /** @param {string} spoken */
  function say(spoken) {
    sayIn(field, language, spoken);
  }

  /** @param {Answers} answers */
  function fill({ scale, text, language: spoken }) {
    for (const radio of radios) {
      radio.checked = scale[radio.name.slice(1)] === Number(radio.value);
    }
    field.value = text;
    say(spoken);
    before = read();
  }

  function keep() {
    before = read();
    outlivesPage = draft.write(before);
    onInput();
  }

  /** @param {EventTarget|null} target @returns {boolean} whether it was what had been chosen before */
  function takeBack(target) {
    if (!(target instanceof HTMLInputElement) || before.scale[target.name.slice(1)] !== Number(target.value)) {
      return false;
    }
    target.checked = false;
    keep();
    return true;
  }

  language.addEventListener("change", () => speak(field, language));
  field.addEventListener("input", () => speak(field, language));
  form.addEventListener("input", keep);
  // Leaving out is allowed, also after a slip of the thumb: the same place once more takes the answer back.
  form.addEventListener("click", ({ target }) => takeBack(target));
  // Browsers differ in whether a space on what is chosen is a click.
  let pressed = false;
  form.addEventListener("keydown", (press) => {
    pressed = press.key === " " && takeBack(press.target);
    if (pressed) {
      press.preventDefault();
    }
  });
  form.addEventListener("keyup", (press) => {
    if (pressed) {
      press.preventDefault();
      pressed = false;
    }
  });

  return {
    questions: questions.length,
    field,
    read,
    fill,
    say,
    /** Whether somebody answered before this script was there: the page came with other answers. */
    get isAhead() {
      return field.value !== field.defaultValue || radios.some((radio) => radio.checked !== radio.defaultChecked);
    },
    keep,
    get outlivesPage() {
      return outlivesPage;
    },
    /** It is to be seen, but not to be changed any more. @param {boolean} locked */
    lock(locked) {
      field.readOnly = locked;
      language.disabled = locked;
      radios.forEach((radio) => {
        radio.disabled = locked;
      });
    },
    /** Nothing of it waits to be sent. */
    settle() {
      draft.clear();
      outlivesPage = true;
    },
  };
}

/** @param {Answers} answers */
export const isEmpty = ({ scale, text }) => !Object.keys(scale).length && !text.trim();

/**
 * @param {Answers|null} one
 * @param {Answers|null} other
 */
export function areEqual(one, other) {
  const plain = (/** @type {Answers|null} */ answers) =>
    answers && JSON.stringify([Object.entries(answers.scale).sort(), answers.text.trim(), answers.language]);
  return plain(one) === plain(other);
}
