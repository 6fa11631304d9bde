import { locale } from "./page-data.js";

const names = "DisplayNames" in Intl ? new Intl.DisplayNames([locale], { type: "language" }) : null;

/** By the name that an event's page gave it, else as below. @param {Map<string, string>} known @param {string} code */
export const nameAmong = (known, code) => known.get(code) ?? languageName(code);

/** In the language of the page: "Ukrainisch"; what is no code stays as it is. @param {string} code */
export function languageName(code) {
  try {
    return (code && names?.of(code)) || code;
  } catch {
    return code;
  }
}
