/** Below this height, in CSS px, a screen is low: a phone on its side, or with its keyboard open. */
const LOW = 480;
/** A phone on its side with its keyboard open. */
const FLAT = 240;

/**
 * How much of the screen there is to see. Safari does not make its page lower for the keyboard, so what is seen of it
 * is measured, whatever it is magnified by.
 * @param {{innerHeight: number, innerWidth: number,
 *   visualViewport?: Pick<VisualViewport, "height"|"scale"|"offsetTop">|null}} screen
 * @returns {{low: boolean, flat: boolean, covered: number}} covered: by the keyboard at the foot of the page, in px
 */
export function roomOf({ innerHeight, innerWidth, visualViewport: seen }) {
  const height = seen ? Math.round(seen.height * seen.scale) : innerHeight;
  const covered = seen && seen.scale === 1 ? Math.max(0, Math.round(innerHeight - seen.height - seen.offsetTop)) : 0;
  return { low: height <= LOW, flat: height <= FLAT && innerWidth > height, covered };
}

/** Tells the style sheet, by `data-low`, `data-flat` and `--covered` of the body. */
export function watchRoom() {
  const tell = () => {
    const { low, flat, covered } = roomOf(window);
    document.body.toggleAttribute("data-low", low);
    document.body.toggleAttribute("data-flat", flat);
    document.body.style.setProperty("--covered", `${covered}px`);
  };
  window.addEventListener("resize", tell);
  window.visualViewport?.addEventListener("resize", tell);
  window.visualViewport?.addEventListener("scroll", tell);
  tell();
  watchBars();
}

/** What gets the focus is shown between band and dock, as high as `--top-height` and `--dock-height` say. */
function watchBars() {
  for (const name of ["top", "dock"]) {
    const bar = /** @type {HTMLElement|null} */ (document.querySelector(`.phone-${name}`));
    const tell = () => document.body.style.setProperty(`--${name}-height`, `${bar?.offsetHeight}px`);
    if (bar) {
      new ResizeObserver(tell).observe(bar);
    }
  }
}
