/**
 * Ends what takes it along when a time is over; `AbortSignal.timeout` is younger than many phones.
 * @param {number} patience in ms
 * @returns {AbortSignal}
 */
export function deadline(patience) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), patience);
  return controller.signal;
}
