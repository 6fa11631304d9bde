/**
 * What opens over the page (`details[data-light]`) closes as menus do: with Escape, the focus back on its button, and
 * with a tap beside it. Where there is room for none, it stands in its place and stays.
 */
export function closeLightMenus() {
  document.addEventListener("keydown", ({ key, target }) => {
    const menu = key === "Escape" && /** @type {Element} */ (target).closest("details[data-light][open]");
    if (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", ({ target }) => {
    for (const menu of document.querySelectorAll("details[data-light][open]")) {
      const lies = menu.lastElementChild && getComputedStyle(menu.lastElementChild).position === "absolute";
      if (lies && !menu.contains(/** @type {Node} */ (target))) {
        menu.removeAttribute("open");
      }
    }
  });
}
