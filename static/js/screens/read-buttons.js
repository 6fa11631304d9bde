import { t } from "../lib/base/page-data.js";
import { createReader } from "../lib/page/read-aloud.js";

/**
 * The buttons of a page that read something aloud: each stands within `data-aloud`, beside what it reads,
 * `data-aloud-text`. Where the phone has no voice for its language there is no button.
 * @param {() => void} [onChange] something else on the page is to show it, too
 */
export function createReadButtons(onChange = () => {}) {
  const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-read]")]);
  const reader = createReader(draw);

  /** @param {HTMLElement} button */
  function said(button) {
    const text = button.closest("[data-aloud]")?.querySelector("[data-aloud-text]");
    const spoken = /** @type {HTMLElement|null|undefined} */ (text?.closest("[lang]"));
    return { text: text?.textContent?.trim() ?? "", language: spoken?.lang ?? "" };
  }

  /** @param {number} index */
  const keyOf = (index) => `page-${index}`;

  function draw() {
    buttons.forEach((button, index) => {
      const { text, language } = said(button);
      const on = reader.reading === keyOf(index);
      button.hidden = !reader.can(language);
      const label = t(on ? "read.stop" : "read.begin", { text });
      if (button.getAttribute("aria-label") !== label) {
        button.setAttribute("aria-label", label);
      }
      button.toggleAttribute("data-on", on);
    });
    onChange();
  }

  buttons.forEach((button, index) => {
    button.addEventListener("click", () => reader.toggle(keyOf(index), said(button)));
  });
  draw();
  return reader;
}
