import { render } from "../../vendor/lit-html/lit-html.js";
import { isComposing } from "../lib/base/composing.js";
import { first, t } from "../lib/base/page-data.js";
import { countWords } from "../lib/base/words.js";
import { createAutosave } from "../lib/drafts/autosave.js";
import { ackOf } from "../lib/net/ack-of.js";
import { deadline } from "../lib/net/deadline.js";
import { partOf } from "../lib/page/screen.js";
import { ownConflict, ownMessage, ownState, stateWords } from "../render/own-form.js";

/**
 * @typedef {import("../lib/drafts/autosave.js").Fields} Fields
 * @typedef {HTMLInputElement|HTMLTextAreaElement|HTMLSelectElement} Field
 *
 * @typedef {object} OwnForm
 * @property {HTMLFormElement} form
 * @property {import("../lib/drafts/autosave.js").Autosave} kept
 */

/** So long an answer may take, in ms. */
const PATIENCE = 20_000;

/** @param {string} name @param {string} [page] @returns {string} where the browser keeps what is not saved yet */
export const keyOf = (name, page = "report") => `cafe.${page}.${first().event.slug}.${name}`;

/** @param {HTMLFormElement} form @returns {Field[]} */
const fieldsIn = (form) => [...form.querySelectorAll("[data-field]")].map((field) => /** @type {Field} */ (field));

/** @param {Field} field */
const isBox = (field) => field instanceof HTMLInputElement && field.type === "checkbox";

/** @param {HTMLFormElement} form @returns {Fields} boxes of one name together, in one order */
function read(form) {
  /** @type {Record<string, string[]>} */
  const values = {};
  for (const field of fieldsIn(form)) {
    const taken = !isBox(field) || /** @type {HTMLInputElement} */ (field).checked ? [field.value] : [];
    values[field.name] = [...(values[field.name] ?? []), ...taken];
  }
  return Object.fromEntries(Object.entries(values).map(([name, some]) => [name, some.sort().join(",")]));
}

/** @param {HTMLFormElement} form @param {Fields} fields */
export function fill(form, fields) {
  for (const field of fieldsIn(form)) {
    const value = fields[field.name] ?? "";
    if (isBox(field)) {
      /** @type {HTMLInputElement} */ (field).checked = value.split(",").includes(field.value);
    } else if (field.value !== value) {
      field.value = value;
    }
  }
}

/**
 * Something done with the item of a form that is no new wording of it.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} fields
 * @returns {Promise<any>} the answer; rejected where there was none
 */
export async function deed(form, fields) {
  const { value: id } = /** @type {HTMLInputElement} */ (form.querySelector('[name="id"]'));
  const body = new URLSearchParams({ id, ...fields });
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", headers, body, signal: deadline(PATIENCE) });
  return await ackOf(answer);
}

/**
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 * @param {number} known
 * @param {AbortSignal} signal
 */
async function post(form, fields, known, signal) {
  const body = new URLSearchParams();
  for (const field of form.querySelectorAll("input[type=hidden][name]")) {
    const { name, value } = /** @type {HTMLInputElement} */ (field);
    body.set(name, value);
  }
  for (const [name, value] of Object.entries({ ...fields, known: String(known) })) {
    body.set(name, value);
  }
  const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body, signal });
  return await ackOf(answer);
}

/**
 * One form of the page: saved by itself while somebody types, its words counted.
 * @param {HTMLFormElement} form
 * @param {object} parts
 * @param {(text: string) => void} parts.say politely, to screen readers
 * @param {string} [parts.page] whose form it is
 * @param {string} [parts.section] of that page, where it has several
 * @param {() => void} [parts.onSaved]
 * @param {(own: OwnForm) => void} [parts.onRemoved]
 * @param {() => void} [parts.onDrawn] whatever became of what was typed
 * @param {(ack: any, fields: Fields) => void} [parts.onAnswer] before anything is drawn of it; fields: what was sent
 * @param {() => Fields} [parts.besides] what is sent, too
 * @returns {OwnForm}
 */
export function createOwnForm(form, parts) {
  const { say, page, section = "", onSaved = () => {}, onRemoved = () => {}, onDrawn = () => {} } = parts;
  const { onAnswer = () => {}, besides = () => ({}) } = parts;
  const known = Number(/** @type {HTMLInputElement} */ (partOf(form, "known")).value);
  const counted = fieldsIn(form).find(({ dataset }) => dataset.counted !== undefined && dataset.line === undefined);
  const [state, words, message, conflict, chosen] = ["state", "words", "message", "conflict", "chosen"].map((name) =>
    partOf(form, name),
  );
  for (const place of [state, message, conflict]) {
    if (place) {
      place.textContent = "";
    }
  }
  let typed = false;
  let last = "saved";

  const kept = createAutosave({
    key: keyOf(section ? `${section}.${form.dataset.key}` : /** @type {string} */ (form.dataset.key), page),
    known,
    fields: read(form),
    async post(fields, known, signal) {
      const ack = await post(form, { ...fields, ...besides() }, known, signal);
      onAnswer(ack, fields);
      return ack;
    },
    onChange(restored) {
      if (restored) {
        fill(form, kept.fields);
        typed = true;
      }
      draw();
    },
  });
  const own = { form, kept };

  /** @returns {string} how many words, and how many would be good */
  function count() {
    const n = countWords(counted?.value ?? "", counted?.lang || first().language);
    const { from, to } = counted?.dataset ?? {};
    return from && to ? t("own.words_of", { n, from, to }) : t("own.words", { n });
  }

  function draw() {
    const { state: now } = kept;
    if (words && counted) {
      words.textContent = counted.value ? count() : "";
    }
    if (chosen) {
      chosen.textContent = String(form.querySelectorAll("[data-field]:checked").length);
    }
    if (state) {
      render(typed || now !== "saved" ? ownState(kept) : "", state);
    }
    render(ownMessage(kept.message), message);
    render(ownConflict(kept.conflict, said, label, { mine: () => void mine(), theirs }), conflict);
    for (const field of fieldsIn(form).slice(0, 1)) {
      field.setAttribute("aria-invalid", now === "refused" || now === "conflict" ? "true" : "false");
    }
    if (now !== last && (now === "saved" || now === "waiting") && typed) {
      say([stateWords(kept), counted?.value ? count() : ""].filter(Boolean).join(" "));
    }
    if (now !== last && now === "saved") {
      onSaved();
    }
    last = now;
    onDrawn();
  }

  async function mine() {
    if (kept.conflict?.removed && !(await deed(form, { do: "bring_back" }).catch(() => null))?.ok) {
      return;
    }
    kept.keepMine();
  }

  function theirs() {
    const { conflict } = kept;
    if (conflict?.removed) {
      kept.forget();
      onRemoved(own);
    } else if (conflict) {
      const now = Object.entries(conflict.now).map(([name, value]) => [name, [value].flat().sort().join(",")]);
      kept.takeTheirs({ ...kept.fields, ...Object.fromEntries(now) });
      fieldsIn(form)[0]?.focus();
    }
  }

  /** @param {string} name */
  const label = (name) => t(`own.field_${name}`);

  /** @param {string} name @param {any} value how it is shown: a choice by its word, boxes by theirs */
  function said(name, value) {
    const fields = fieldsIn(form).filter((field) => field.name === name);
    const choice = fields.find((field) => field instanceof HTMLSelectElement);
    if (choice instanceof HTMLSelectElement) {
      return [...choice.options].find((option) => option.value === value)?.text ?? "";
    }
    return Array.isArray(value)
      ? fields
          .filter((field) => value.includes(field.value))
          .map((field) => field.parentElement?.textContent?.trim())
          .join(", ")
      : value;
  }

  /** Whether a choice changes by keys, which pass by many on their way to one: it is saved once they have left it. */
  let passing = false;
  form.addEventListener("pointerdown", () => {
    passing = false;
  });
  form.addEventListener("focusout", () => {
    if (passing) {
      passing = false;
      void kept.save();
    }
  });
  form.addEventListener("input", () => {
    typed = true;
    kept.type(read(form), { waits: passing });
  });
  form.addEventListener("keydown", (press) => {
    const { target, key } = press;
    if (target instanceof HTMLSelectElement) {
      passing = key !== "Enter" && (passing || key !== "Tab");
      if (key === "Enter") {
        void kept.save();
      }
    }
    if (key === "Enter" && !isComposing(press) && target instanceof HTMLElement && target.dataset.line !== undefined) {
      press.preventDefault(); // one line only
      void kept.save();
    }
  });
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    void kept.save();
  });
  for (const button of form.querySelectorAll("[data-without-script]")) {
    button.remove();
  }
  draw();
  return own;
}
