/**
 * The name of a contribution, as people say it and as every file knows it: "S1-014". Null while it has none yet.
 * @param {number} position the station's
 * @param {number|null} number within the station
 */
export function numberName(position, number) {
  return number === null ? null : `S${position}-${String(number).padStart(3, "0")}`;
}
