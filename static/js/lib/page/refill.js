/**
 * Puts nodes in the place of all that an element holds; `replaceChildren` is younger than many phones.
 * @param {Element} element
 * @param {...Node} nodes
 */
export function refill(element, ...nodes) {
  element.textContent = "";
  element.append(...nodes);
}
