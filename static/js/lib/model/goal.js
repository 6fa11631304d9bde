/**
 * Where a text goes that is in the field when the round is over: to the station where it was written (`here`), or along
 * to the next one (`along`).
 *
 * @typedef {"here"|"along"} Goal
 */

/**
 * Who chooses nothing gives it in here for as long as it counts to the round that has ended, and takes it along after
 * that. What somebody chose stays chosen: nothing changes under their finger.
 */
export function createGoal() {
  /** @type {Goal|null} */
  let chosen = null;
  return {
    /** @param {Goal} goal */
    choose(goal) {
      chosen = goal;
    },
    /** The text has gone somewhere, or there is nowhere to go. */
    forget() {
      chosen = null;
    },
    /**
     * @param {{late: number, canTake: boolean}} ending late: for how many ms it still counts to the round; canTake:
     *   whether it would be there when the next page opens
     * @returns {Goal}
     */
    of({ late, canTake }) {
      if (!canTake) {
        return "here";
      }
      return chosen ?? (late > 0 ? "here" : "along");
    },
  };
}
