import { at } from "../base/at.js";
import { countedDots, standsFor } from "./merged.js";

/**
 * @typedef {{id: string, title: string, contributions: number, votes: number}} Theme
 *
 * A station's clusters with what is visible in them, the largest first. What was merged into another counts in that
 * one's cluster, whatever its own was: its words are one more who say so, and its dots count there.
 * @param {import("./station-store.js").StationStore} store
 * @returns {Theme[]}
 */
export function themesOf({ clusters, contributions }) {
  /** @type {Map<string, Theme>} */
  const themes = new Map();
  for (const { id, title } of clusters.values()) {
    themes.set(id, { id, title, contributions: 0, votes: 0 });
  }
  for (const item of contributions.values()) {
    const theme = at(themes, standsFor(item, contributions).cluster);
    if (theme && item.state === "visible") {
      theme.contributions += 1;
      theme.votes += countedDots(item, contributions);
    }
  }
  return [...themes.values()]
    .filter(({ contributions: n }) => n)
    .sort((a, b) => b.contributions - a.contributions || b.votes - a.votes || a.title.localeCompare(b.title));
}
