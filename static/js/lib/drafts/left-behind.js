import { thisDevice } from "../storage/device.js";

/**
 * @typedef {object} Left what was typed for a text that reads otherwise, or stands elsewhere, by now
 * @property {string} key of the form in which it belongs
 * @property {boolean} isSame whether it was typed for the same original
 * @property {string} text
 * @property {() => void} take it goes from where it was kept
 * @property {() => void} move it is kept for that form from now on, where nothing is and there is room
 */

/**
 * A form's key: the text's place (noun, field, position or the station's name after an @, inner), the mark of its
 * original, the language.
 */
const KEY = /^(([a-z_]+-[a-z_]+(?:-@[^.]+)?)(?:-\d+)?-\d+)\.([^.]+)\.([^.]+)$/;

/** The mark of every text that is empty: it tells none from another. */
const NOTHING = "0";

/**
 * What this browser keeps of texts whose form is not in the page under its key any more: somebody reworded the original
 * meanwhile, or moved it. It belongs to the form of the same original, else to that at the same place.
 * @param {string} prefix of keys in the browser's storage
 * @param {string[]} keys of the forms in the page
 * @param {import("../storage/device.js").Device} [device]
 * @returns {Left[]}
 */
export function leftBehind(prefix, keys, { storage, secondCopy } = thisDevice) {
  const forms = keys.flatMap((key) => partsOf(key));
  const kept = storage.keys(prefix).filter((name) => !keys.includes(name.slice(prefix.length)));
  return kept.flatMap((name) => {
    const [part] = partsOf(name.slice(prefix.length));
    const fields = storage.read(name)?.fields;
    const alike = part ? forms.filter(({ kind, language }) => kind === part.kind && language === part.language) : [];
    const same = alike.find(({ mark }) => mark === part?.mark && mark !== NOTHING);
    const found = same ?? alike.find(({ place }) => place === part?.place);
    if (!found || typeof fields?.text !== "string" || storage.read(prefix + found.key)) {
      return [];
    }
    const take = () => {
      storage.remove(name);
      void secondCopy(name).change(name, { fields: null, serial: Date.now() }, "relaxed");
    };
    return {
      key: found.key,
      isSame: found === same,
      text: fields.text,
      take,
      move() {
        const place = prefix + found.key;
        if (!storage.read(place) && storage.write(place, storage.read(name))) {
          take();
        }
      },
    };
  });
}

/** @param {string} key @returns {{key: string, place: string, kind: string, mark: string, language: string}[]} */
function partsOf(key) {
  const [, place, kind, mark, language] = KEY.exec(key) ?? [];
  return place ? [{ key, place, kind, mark, language }] : [];
}
