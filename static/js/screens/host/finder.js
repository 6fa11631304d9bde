import { render } from "../../../vendor/lit-html/lit-html.js";
import { nameAmong } from "../../lib/base/language-name.js";
import { EVERYTHING, isFiltered, sift } from "../../lib/model/finder.js";
import { part } from "../../lib/page/screen.js";
import { finder } from "../../render/finder.js";

/**
 * @typedef {import("../../lib/model/board.js").Board} Board
 * @typedef {import("../../lib/model/board.js").View} View
 */

/**
 * Search and filter of the board. What is not found is not there for a tap, so it is not chosen any more either.
 * @param {{
 *   position: number,
 *   rounds: number[],
 *   languages: Map<string, string>,
 *   selected: Set<string>,
 *   draw: () => void,
 * }} parts
 */
export function createFinder({ position, rounds, languages, selected, draw }) {
  const place = part("finder");
  let wanted = { ...EVERYTHING };
  const actions = {
    /** @param {Partial<import("../../lib/model/finder.js").Wanted>} change */
    want(change) {
      wanted = { ...wanted, ...change };
      draw();
    },
    clear() {
      wanted = { ...EVERYTHING, order: wanted.order };
      draw();
      place.querySelector("input")?.focus();
    },
  };
  place.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && isFiltered(wanted)) {
      press.stopPropagation();
      actions.clear();
    }
  });

  return {
    /** The cards of one theme, and nothing else. @param {string} theme */
    look(theme) {
      actions.want({ ...EVERYTHING, order: wanted.order, theme });
      place.querySelector("select[data-on]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
    get filtered() {
      return isFiltered(wanted);
    },
    /**
     * Draws the line, and returns what of the board is wanted.
     * @param {Board} board
     * @param {View} view
     * @param {Set<string>} typed ids of the cards in which somebody types
     */
    find(board, view, typed) {
      if (wanted.theme && wanted.theme !== "none" && !view.clusters.has(wanted.theme)) {
        wanted = { ...wanted, theme: "" }; // dissolved meanwhile
      }
      const found = sift(board, wanted, view, position, typed);
      const shown = cardsOf(found);
      if (isFiltered(wanted)) {
        const ids = new Set(shown.map(({ id }) => id));
        [...selected].filter((id) => !ids.has(id)).forEach((id) => selected.delete(id));
      }
      const spoken = new Set([...view.contributions.values()].map(({ language }) => language));
      const model = {
        wanted,
        rounds,
        all: cardsOf(board).length,
        found: shown.length,
        languages: [...new Set([...languages.keys(), ...spoken])]
          .filter((code) => spoken.has(code))
          .map((code) => /** @type {[string, string]} */ ([code, nameAmong(languages, code)])),
        themes: board.columns.map(({ cluster }) => cluster),
      };
      render(finder(model, actions), place);
      return found;
    },
  };
}

/** @param {Board} board */
function cardsOf({ inbox, hidden, columns }) {
  return [...inbox, ...hidden, ...columns.flatMap(({ cards, shown = cards }) => shown)];
}
