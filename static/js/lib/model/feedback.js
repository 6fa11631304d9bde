import { locale } from "../base/page-data.js";

/** @typedef {import("../net/wire.js").Counts} Counts */

const decimal = new Intl.NumberFormat(`${locale}-u-nu-latn`, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** How many answered. @param {Counts} counts */
export const answers = (counts) => counts.reduce((sum, count) => sum + count, 0);

/**
 * The mean on the scale of five, as people write it: "4,0"; a dash where nobody answered.
 * @param {Counts} counts
 */
export function formatMean(counts) {
  const all = answers(counts);
  return all ? decimal.format(counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / all) : "–";
}
