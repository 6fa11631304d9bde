import { lastOf } from "../../lib/base/at.js";
import { focusOn } from "../../render/board-place.js";

/**
 * @typedef {object} KeyActions
 * @property {(id: string) => void} pick select this card, where nothing is selected yet
 * @property {() => void} choose where the selected cards go
 * @property {() => void} clear
 * @property {() => void} add a cluster
 */

/**
 * The board by keyboard: arrows walk from card to card and from list to list, Enter selects, T asks for the cluster.
 * A hundred cards would be a long way for the Tab key alone.
 * @param {HTMLElement} host
 * @param {KeyActions} actions
 */
export function listenForKeys(host, actions) {
  host.addEventListener("keydown", (press) => {
    const target = /** @type {HTMLElement} */ (press.target);
    if (press.ctrlKey || press.metaKey || press.altKey) {
      return;
    }
    if (press.key === "Escape") {
      actions.clear();
    } else if (target.dataset.do === "select" && act(press.key, target)) {
      press.preventDefault();
    }
  });

  /** @param {string} key @param {HTMLElement} box a card's @returns {boolean} whether the key means something */
  function act(key, box) {
    const card = /** @type {HTMLElement} */ (box.closest("[data-contribution]"));
    switch (key) {
      case "Enter":
        box.click();
        return true;
      case "ArrowDown":
        return walk(card, 1);
      case "ArrowUp":
        return walk(card, -1);
      case "Home":
        return focusCard(cardsBeside(card)[0]);
      case "End":
        return focusCard(lastOf(cardsBeside(card)));
      case "ArrowRight":
      case "ArrowLeft":
        return cross(card, (key === "ArrowRight") === (getComputedStyle(card).direction !== "rtl") ? 1 : -1);
      case "t":
      case "T":
        actions.pick(/** @type {string} */ (card.dataset.contribution));
        actions.choose();
        return true;
      case "n":
      case "N":
        actions.pick(/** @type {string} */ (card.dataset.contribution));
        actions.add();
        return true;
      default:
        return false;
    }
  }

  /** @param {HTMLElement} card @param {1|-1} step */
  function walk(card, step) {
    const cards = cardsBeside(card);
    return focusCard(cards[cards.indexOf(card) + step]);
  }

  /** Over to the next list that has cards. @param {HTMLElement} card @param {1|-1} step */
  function cross(card, step) {
    const lists = [...host.querySelectorAll("[data-list][data-scroll]")];
    for (let at = lists.findIndex((list) => list.contains(card)) + step; lists[at]; at += step) {
      if (focusCard(lists[at]?.querySelector("[data-contribution]"))) {
        break;
      }
    }
    return true;
  }
}

/** @param {HTMLElement} card */
function cardsBeside(card) {
  return [...(card.closest("[data-list]")?.querySelectorAll(":scope > [data-contribution]") ?? [])];
}

/** @param {Element|null|undefined} card @returns {boolean} */
function focusCard(card) {
  return Boolean(card) && focusOn(card?.querySelector('[data-do="select"]'));
}
