/**
 * Draws without moving what is being read, and without losing the focus. Scroll anchoring would do the first, but not
 * every phone has it.
 * @param {Element} container whose children may come, go and change places
 * @param {() => void} draw
 * @param {{reading: boolean}} options reading: the beginning of the container is out of sight
 */
export function keepPlace(container, draw, { reading }) {
  const focused = /** @type {HTMLElement|null} */ (document.activeElement);
  const anchor = reading ? firstInView(container) : null;
  const before = anchor?.getBoundingClientRect().top ?? 0;
  draw();
  if (focused && focused !== document.activeElement && focused.isConnected && container.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) {
      window.scrollBy({ top: moved, behavior: "instant" });
    }
  }
}

/** @param {Element} container */
function firstInView(container) {
  const top = document.querySelector("[data-top]")?.getBoundingClientRect().bottom ?? 0;
  for (const child of container.children) {
    const { top: start, bottom } = child.getBoundingClientRect();
    if (start >= top || bottom > top + 1) {
      return start < window.innerHeight ? child : null;
    }
  }
  return null;
}
