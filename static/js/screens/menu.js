/** A guest's menu, which the page brings along and which works by itself: Back closes it, and its numbers are new. */
import { ownLine, stationLine, surveyLine } from "../lib/model/menu.js";
import { deadline } from "../lib/net/deadline.js";
import { backCloses } from "../lib/page/back-closes.js";

/** For the numbers, in ms; without them the menu leads everywhere as well. */
const PATIENCE = 8000;

/**
 * @param {string} address of what it tells
 * @param {{subscribe: (fn: () => void) => void, current: {name: string|null}}} person
 */
export function createMenu(address, person) {
  const menu = /** @type {HTMLDetailsElement} */ (document.querySelector("[data-menu]"));
  const key = /** @type {HTMLElement} */ (menu.querySelector("summary"));

  /** @param {string} name @param {string} text */
  function put(name, text) {
    const place = menu.querySelector(`[data-menu-${name}]`);
    if (place) {
      place.textContent = text;
    }
  }

  /** @param {import("../lib/model/menu.js").Counted} counted */
  function fill({ stations, own, survey }) {
    for (const [slug, station] of Object.entries(stations)) {
      put(`of="${CSS.escape(slug)}"`, stationLine(station));
    }
    put("own", ownLine(own));
    put("survey", surveyLine(survey));
  }

  async function look() {
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(address, { cache: "no-store", headers, signal: deadline(PATIENCE) });
      if (answer.ok) {
        fill(await answer.json());
      }
    } catch {
      // without network it stays as it is
    }
  }

  menu.addEventListener("toggle", () => menu.open && void look());
  menu.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (menu.open && next instanceof Node && !menu.contains(next)) {
      menu.open = false; // what has the focus lies below it
    }
  });
  menu.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape" && menu.open) {
      pressed.stopPropagation();
      menu.open = false;
      key.focus();
    }
  });
  person.subscribe(() => put("name", person.current.name ?? ""));
  if (menu.open) {
    void look();
  }
  backCloses(menu);
}
