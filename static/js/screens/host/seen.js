import { at } from "../../lib/base/at.js";

/** A card counts as read that was fully in sight for so long, in ms. */
const READ_AFTER = 1200;

/**
 * Which cards of a list were read: they stood fully in sight for a while, and nothing lay over them. Of one that is
 * taller than the list its end has to be in sight.
 * @param {HTMLElement} list
 * @param {() => void} onRead
 */
export function createSeen(list, onRead) {
  /** The text that was read, by the card's id. @type {Map<string, string>} */
  const read = new Map();
  /** @type {Map<Element, {id: string, text: string}>} */
  const watched = new Map();
  /** @type {Map<Element, ReturnType<typeof setTimeout>>} */
  const timers = new Map();

  /** @param {Element} card */
  function stop(card) {
    clearTimeout(timers.get(card));
    timers.delete(card);
  }

  /** @param {Element} card */
  function begin(card) {
    stop(card);
    const timer = setTimeout(() => {
      const one = watched.get(card);
      if (document.hidden || document.querySelector("dialog[open]")) {
        begin(card);
      } else if (one) {
        read.set(one.id, one.text);
        onRead();
      }
    }, READ_AFTER);
    timers.set(card, timer);
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio: part, boundingClientRect: box, rootBounds: root } of entries) {
        const endInSight = root !== null && box.height > root.height && part > 0 && box.bottom <= root.bottom + 1;
        if (part >= 0.98 || endInSight) {
          begin(target);
        } else {
          stop(target);
        }
      }
    },
    { root: list, threshold: [0, 0.2, 0.4, 0.6, 0.8, 0.98] },
  );

  return {
    /** @param {{id: string, text: string}} card */
    has: ({ id, text }) => read.get(id) === text,
    /** What stands there now, as it is drawn. @param {{id: string, text: string}[]} cards */
    watch(cards) {
      const now = new Map(cards.map((one) => [one.id, one]));
      for (const [element, { id, text }] of watched) {
        if (!element.isConnected || now.get(id)?.text !== text) {
          stop(element);
          observer.unobserve(element);
          watched.delete(element);
        }
      }
      for (const element of list.querySelectorAll(':scope > [data-state="pending"]')) {
        const one = at(now, element.getAttribute("data-contribution"));
        if (one && !watched.has(element)) {
          watched.set(element, { id: one.id, text: one.text });
          observer.observe(element);
        }
      }
    },
  };
}
