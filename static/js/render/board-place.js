/**
 * Cards come, go and change columns while somebody reads and works: what is being read stays where it is, and the
 * focus stays with its card, or with the place where the card was.
 */

/** @typedef {{list: string, index: number}} Place of a card in its list */

/** @param {string} id */
function cardOf(id) {
  return document.querySelector(`[data-contribution="${CSS.escape(id)}"]`);
}

/** @param {string} list */
function cardsOf(list) {
  return [...document.querySelectorAll(`[data-list="${CSS.escape(list)}"] > [data-contribution]`)];
}

/**
 * Where a card stands now.
 * @param {string} id
 * @returns {Place|null}
 */
export function placeOf(id) {
  const card = cardOf(id);
  const list = card?.closest("[data-list]")?.getAttribute("data-list");
  return card && list ? { list, index: cardsOf(list).indexOf(card) } : null;
}

/** @param {Element|null|undefined} element @returns {boolean} whether it has the focus now */
export function focusOn(element) {
  const target = /** @type {HTMLElement|null|undefined} */ (element);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest", inline: "nearest" });
  return Boolean(target) && document.activeElement === target;
}

/**
 * The card that stands there now, the last one of the list, or its heading.
 * @param {Place|null} place
 */
export function focusPlace(place) {
  if (place) {
    const cards = cardsOf(place.list);
    const card = cards[Math.min(place.index, cards.length - 1)];
    const head = document.querySelector(`[data-cluster="${CSS.escape(place.list)}"] [data-list-head]`);
    void (focusOn(card?.querySelector('[data-do="select"]')) || focusOn(head) || focusOn(inboxHead()));
  }
}

function inboxHead() {
  return document.querySelector('[data-list-head="inbox"]');
}

/**
 * Where somebody types in a card that is drawn anew, typing goes on: a letter anywhere else would be a deed.
 * @param {string} id
 * @param {HTMLElement|null} focused
 * @returns {() => boolean} goes back into the field, and tells whether there is one
 */
function fieldOf(id, focused) {
  const fields = () => /** @type {HTMLElement[]} */ ([...(cardOf(id)?.querySelectorAll("[data-field]") ?? [])]);
  const index = focused ? fields().indexOf(focused) : -1;
  const { selectionStart = 0, selectionEnd = 0 } = /** @type {any} */ (focused ?? {});
  return () => {
    const field = /** @type {HTMLTextAreaElement|undefined} */ (fields()[index]);
    const isBack = focusOn(field);
    field?.setSelectionRange(selectionStart, selectionEnd);
    return isBack;
  };
}

/** @param {() => void} draw */
export function keepBoard(draw) {
  const focused = /** @type {HTMLElement|null} */ (document.activeElement);
  const id = focused?.closest("[data-contribution]")?.getAttribute("data-contribution") ?? null;
  const place = id ? placeOf(id) : null;
  const backToField = id ? fieldOf(id, focused) : null;
  const again = [...document.querySelectorAll("[data-scroll]")].map(anchored);
  draw();
  again.forEach((restore) => restore());
  if (!focused || focused === document.activeElement || (focused.isConnected && focusOn(focused))) {
    return;
  }
  if (id) {
    const card = cardOf(id);
    const stays = card?.checkVisibility?.() ?? Boolean(card);
    const isWording = /-wording$/.test(focused.dataset.do ?? ""); // another one's button is not meant
    const button =
      card?.querySelector(isWording ? "[data-wordings] summary" : `[data-do="${focused.dataset.do}"]`) ??
      card?.querySelector('[data-do="select"]');
    void (backToField?.() || (stays && focusOn(button)) || focusPlace(place));
  }
}

/** @param {Element} scroller @returns {() => void} puts what was at its top back there */
function anchored(scroller) {
  if (scroller.scrollTop === 0) {
    return () => {};
  }
  const top = scroller.getBoundingClientRect().top;
  const anchor = [...scroller.children].find((child) => child.getBoundingClientRect().bottom > top);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  return () => {
    if (anchor?.isConnected) {
      scroller.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  };
}
