/** What browsers say of a key that an input method has taken; of an Enter that ends a word Safari says just this. */
const TAKEN = 229;

/**
 * Whether a key belongs to an input method (for Chinese, Vietnamese or Japanese): it chooses a word, and sends nothing.
 * @param {KeyboardEvent} press
 */
export function isComposing(press) {
  return press.isComposing || press.keyCode === TAKEN;
}
