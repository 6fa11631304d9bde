/**
 * Two views of one page. Without a script they stand below each other and the links jump.
 * @param {() => void} onChange
 */
export function createTabs(onChange) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-tab]"));
  const panels = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-panel]"));
  const composer = /** @type {HTMLElement} */ (document.querySelector("[data-composer]"));
  const onward = /** @type {HTMLElement} */ (document.querySelector("[data-onward]"));
  const ask = /** @type {HTMLElement} */ (document.querySelector("[data-ask]"));
  const bar = /** @type {HTMLElement} */ (document.querySelector("[data-tabs]"));
  const top = /** @type {HTMLElement} */ (document.querySelector("[data-top]"));

  let shown = "";

  /** @param {string} name */
  function show(name) {
    shown = name;
    for (const link of links) {
      if (link.dataset.tab === name) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    }
    for (const panel of panels) {
      panel.hidden = panel.dataset.panel !== name;
    }
    ask.hidden = name !== "contributions";
    composer.hidden = name !== "contributions";
    onward.hidden = name === "contributions";
  }

  /** Each view begins where it begins, not where the other one was left. */
  function toTop() {
    const above = bar.getBoundingClientRect().top - top.getBoundingClientRect().bottom;
    if (above < 0) {
      window.scrollBy({ top: above, behavior: "instant" });
    }
  }

  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.dataset.tab ?? "");
      toTop();
      onChange();
    });
  }
  onward.addEventListener("click", () => {
    show("contributions");
    onChange();
    /** @type {HTMLElement|null} */ (composer.querySelector("textarea"))?.focus();
  });
  show(location.hash === "#handover" ? "handover" : "contributions");
  return {
    show,
    get shown() {
      return shown;
    },
  };
}
