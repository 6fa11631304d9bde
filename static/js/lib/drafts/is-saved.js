/** Answers of forms that are on their way are waited for in such steps, in ms. */
const STEP = 50;

/**
 * Saves what was typed in a form, and waits until that is answered.
 * @param {import("./autosave.js").Autosave} kept
 * @returns {Promise<boolean>} whether the server has what was typed
 */
export async function isSaved(kept) {
  await kept.save();
  while (kept.state === "typing" || kept.state === "sending") {
    await new Promise((resolve) => setTimeout(resolve, STEP));
    await kept.save();
  }
  return kept.state === "saved";
}
