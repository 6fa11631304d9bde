const SIZES = ["l", "m", "s", "xs"];

/** Sets a slide's text as large as fits; the server could only count characters. @param {HTMLElement} slide */
export function fitSlide(slide) {
  const body = /** @type {HTMLElement} */ (slide.querySelector(".slide-body"));
  for (const size of SIZES) {
    slide.dataset.size = size;
    if (body.scrollHeight <= body.clientHeight && body.scrollWidth <= body.clientWidth) {
      return;
    }
  }
}
