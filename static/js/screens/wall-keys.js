import { render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { meaning } from "../lib/page/wall-keys.js";
import { wallHelp } from "../render/wall-scenes.js";

/** The line of the help for each key. @type {[string, string][]} */
const LINES = [
  ["→ ←", "wall.key_step"],
  ["0", "wall.key_stations"],
  ["1–9", "wall.key_station"],
  ["S", "wall.strongest"],
  ["W", "wall.cloud"],
  ["C", "wall.countdown"],
  ["Q", "wall.key_code"],
  ["P", "wall.programme"],
  ["R", "wall.key_feedback"],
  ["␣", "wall.key_pause"],
  ["Esc", "wall.key_release"],
  ["B", "wall.key_blank"],
  ["F", "wall.key_full"],
];

/**
 * Whoever stands at the projector chooses with the keyboard or a clicker.
 * @param {{
 *   stations: string[],
 *   scenes: import("../lib/model/scenes.js").Scenes,
 *   hall: () => import("../lib/model/scenes.js").Hall,
 *   draw: () => void,
 *   part: (name: string) => HTMLElement,
 * }} parts
 */
export function createWallKeys({ stations, scenes, hall, draw, part }) {
  const [help, blank, held] = [part("help"), part("blank"), part("held")];

  /** @type {Record<string, () => void>} */
  const deeds = {
    next: () => scenes.step(hall(), 1),
    back: () => scenes.step(hall(), -1),
    pause: () => scenes.pause(performance.now()),
    release: () => scenes.release(),
    blank() {
      blank.hidden = false;
    },
    full() {
      void (
        document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()
      )?.catch(() => {});
    },
    help() {
      render(wallHelp(LINES.map(([key, phrase]) => [key, t(phrase)])), part("help-lines"));
      help.hidden = false;
    },
  };

  document.addEventListener("keydown", (press) => {
    const meant = meaning(press, stations);
    if (!blank.hidden || !help.hidden) {
      if (meant !== null) {
        press.preventDefault();
        blank.hidden = true;
        help.hidden = true; // the first key only brings the picture back
      }
      return;
    }
    if (meant === null) {
      return;
    }
    press.preventDefault();
    const deed = deeds[meant];
    if (deed) {
      deed();
    } else {
      scenes.hold(meant);
    }
    held.textContent = scenes.paused ? t("wall.paused") : "";
    draw();
  });
}
