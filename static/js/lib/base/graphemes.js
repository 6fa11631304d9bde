/** @type {Intl.Segmenter|null} */
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/**
 * How many characters a person sees. Browsers without Intl.Segmenter count code points, which is never fewer.
 * @param {string} text
 * @returns {number}
 */
export function graphemes(text) {
  const composed = text.normalize("NFC");
  let count = 0;
  for (const _ of segmenter ? segmenter.segment(composed) : composed) {
    count += 1;
  }
  return count;
}
