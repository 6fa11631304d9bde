import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { onWall } from "../lib/base/soft.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { isLastMinute } from "./band.js";
import { icon, sign } from "./marks.js";
import { themeBars } from "./theme-bars.js";
import { wallCard } from "./wall-column.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("./wall-column.js").WallStation & {question: string}} Station
 */

/**
 * One station in depth: its question, its themes as they grow, and what has just come.
 * @param {Station} station
 * @param {{
 *   themes: import("../lib/model/themes.js").Theme[],
 *   featured: Contribution|null,
 *   newest: Contribution[],
 *   count: number,
 *   closed: boolean,
 * }} picked
 * @param {string} language of the event
 */
export function wallStation(station, { themes, featured, newest, count, closed }, language) {
  const { position, short_title: title, question } = station;
  const shown = featured ? [featured, ...newest] : newest;
  return html`<section
    class="wall-depth"
    data-station=${station.sign}
    data-depth
    aria-label=${t("desk.station", { n: position, title })}
  >
    <header class="wall-band">
      ${sign(station, { turned: true })}<h2><bdi lang=${language}>${onWall(title)}</bdi></h2>
      <p><b class="num" data-count>${count}</b>${t(closed ? "wall.closed" : "desk.contributions")}</p>
    </header>
    <p class="wall-question" lang=${language} dir="auto">${onWall(question)}</p>
    <div class="wall-themes" ?hidden=${!themes.length}>
      <h3>${t("wall.themes_by")}</h3><div class="wall-bars">${themeBars(themes)}</div>
    </div>
    <div class="wall-latest" ?data-alone=${!themes.length}>
      <h3 ?hidden=${!shown.length}>${t("wall.voices")}</h3>
      <div class="wall-list" data-newest>${repeat(
        shown,
        ({ id }) => id,
        (item) => wallCard(item, position, item === featured),
      )}</div>
      ${
        shown.length
          ? nothing
          : html`<div class="empty wall-empty" data-empty>
              ${icon("talk")}<b>${t("wall.empty")}</b><p>${t("wall.empty_hint")}</p>
            </div>`
      }
    </div>
  </section>`;
}

/**
 * The countdown, as large as the wall; where nothing is counted down the time of day.
 * @param {import("../lib/model/event-state.js").EventClock} clock
 * @param {{left: number|null, time: string, coming: string|null}} about left: of the round or the change, null where
 *   nothing runs; coming: what follows
 */
export function wallCountdown(clock, { left, time, coming }) {
  const runs = left !== null;
  return html`<section
    class="wall-countdown"
    data-countdown
    ?data-last-minute=${isLastMinute(clock)}
    aria-label=${t("wall.countdown")}
  >
    <p class="wall-left num" role=${runs ? "timer" : nothing}>${runs ? formatRemaining(left) : time}</p>
    ${clock.state.phase === "round" && left === 0 ? html`<p class="wall-urgent">${t("wall.time_up")}</p>` : nothing}
    ${coming ? html`<p class="wall-coming" dir="auto">${onWall(coming)}</p>` : nothing}
  </section>`;
}

/** The code as large as the wall allows: the same one that stands in the head. @param {HTMLElement|null} join */
export function wallCode(join) {
  const address = join?.querySelector(".wall-address")?.textContent ?? "";
  const code = join?.querySelector(".qr")?.cloneNode(true) ?? nothing;
  return html`<section class="wall-code" data-code>
    ${code}<div>
      <h2>${t("wall.join")}</h2><p>${t("wall.any_language")}</p><p>${t("wall.scan_or_type")}</p>
      <p class="wall-url" dir="ltr">${address}</p>
    </div>
  </section>`;
}

/** @typedef {import("../lib/model/day.js").DayLine} DayLine */

/**
 * What is on now, and what comes next.
 * @param {{now: DayLine|null, next: DayLine[]}} day
 * @param {string} language of the event
 */
export function wallProgramme({ now, next }, language) {
  return html`<section class="wall-programme" data-programme aria-label=${t("wall.programme")}>
    ${
      now
        ? html`<div class="wall-now" data-now>
            <h2>${t("wall.now")}</h2>
            <p>
              <time class="num">${now.starts}–${now.ends}</time><b lang=${language} dir="auto">${onWall(now.title)}</b>
            </p>
          </div>`
        : nothing
    }
    ${
      next.length
        ? html`<div class="wall-next">
            <h2>${t("wall.next")}</h2>
            <ol>
              ${next.map(
                (line) =>
                  html`<li>
                    <time class="num">${line.starts}</time
                    ><span lang=${language} dir="auto">${onWall(line.title)}</span>
                  </li>`,
              )}
            </ol>
          </div>`
        : nothing
    }
    ${now || next.length ? nothing : html`<p class="wall-coming">${t("wall.day_over")}</p>`}
  </section>`;
}

/** What each key does, for whoever stands at the projector. @param {[string, string][]} lines */
export function wallHelp(lines) {
  return html`<dl class="wall-keys">
    ${lines.map(([key, words]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>`)}
  </dl>`;
}
