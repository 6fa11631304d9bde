/**
 * What the page brought along: its first JSON, the phrases of its language, and where the static files are. What a
 * station's script says stands before it instead (`SpokenFile` in pages/static_files.py).
 */

/** @type {Map<string, any>} */
const parsed = new Map();

/** The language of the page, as in `<html lang>`. */
export const locale = document.documentElement.lang || "de";

/** The language of the page, of which that may be a variant: whoever reads "de-simple" reads German. */
export const language = locale.replace(/-simple$/, "");

/** @param {string} id */
function embedded(id) {
  if (!parsed.has(id)) {
    parsed.set(id, JSON.parse(document.getElementById(id)?.textContent || "null"));
  }
  return parsed.get(id);
}

/**
 * The JSON that the server embedded for this screen.
 * @returns {any}
 */
export function first() {
  return embedded("first");
}

/**
 * A phrase in the language of the page; `{name}` is replaced by the value of that name.
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const phrases = embedded("phrases");
  /** @type {string} */
  const phrase = /** @type {any} */ (globalThis).cafeSays?.[key] ?? phrases?.[key] ?? key;
  if (phrases && phrase === key) {
    // biome-ignore lint/suspicious/noConsole: the build passed over a key, which a journey then reports
    console.error(`There is no phrase ${key}.`);
  }
  return phrase.replace(/\{(\w+)\}/g, (hole, name) => isolated(String(values[name] ?? hole)));
}

/**
 * What has Latin letters stands by itself in a sentence from right to left, with its own full stop: by the signs of
 * UAX 9, for a sentence may be a label, too.
 * @param {string} value
 */
function isolated(value) {
  return globalThis.document?.documentElement.dir === "rtl" && /\p{Script=Latin}/u.test(value)
    ? `\u2068${value}\u2069`
    : value;
}

/**
 * The address of the file in which this page's icons lie.
 * @returns {string}
 */
export function icons() {
  return document.documentElement.dataset.icons ?? "";
}

/** @param {"later"|"rest"} which @returns {string} */
function addressOf(which) {
  const script = /** @type {HTMLElement} */ (document.querySelector(`script[data-${which}]`));
  return script.dataset[which] ?? "";
}

/** The address of the script that comes after this page's own: `later_script` of its template. */
export const laterScript = () => addressOf("later");

/** The address of the script with what a first minute does not need: `rest_script` of its template. */
export const restScript = () => addressOf("rest");
