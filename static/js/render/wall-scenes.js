import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { isLastMinute } from "./band.js";
import { icon, sign } from "./marks.js";
import { themeBars } from "./theme-bars.js";
import { wallCard } from "./wall-column.js";

/**
 * @typedef {import("../lib/net/wire.js").Contribution} Contribution
 * @typedef {import("./wall-column.js").WallStation & {question: string}} Station
 * @typedef {import("../lib/model/word-cloud.js").CloudWord} CloudWord
 */

/**
 * One station in depth: its question, its themes as they grow, and what has just come.
 * @param {Station} station
 * @param {{
 *   themes: import("../lib/model/themes.js").Theme[],
 *   featured: Contribution|null,
 *   newest: Contribution[],
 *   count: number,
 * }} picked
 */
export function wallStation({ position, short_title: title, question }, { themes, featured, newest, count }) {
  const shown = featured ? [featured, ...newest] : newest;
  return html`<section
    class="wall-depth"
    data-station=${position}
    data-depth
    aria-label=${t("desk.station", { n: position, title })}
  >
    <header class="wall-band">
      ${sign(position, { turned: true })}<h2 dir="auto">${title}</h2>
      <p><b class="num" data-count>${count}</b>${t("desk.contributions")}</p>
    </header>
    <p class="wall-question" dir="auto">${question}</p>
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
 * The words of the hall, sized by how many contributions say them.
 * @param {CloudWord[]|null} words
 * @param {{stations: Station[], station: Station|null}} about station: the cloud is of it alone
 */
export function wallCloud(words, { stations, station }) {
  if (words === null) {
    return nothing; // not known yet
  }
  const most = Math.max(1, ...words.map(({ count }) => count));
  return html`<section class="wall-cloud" data-cloud aria-labelledby="scene-title">
    ${
      station
        ? html`<h2 class="wall-cloud-of" id="scene-title" data-station=${station.position}>
            ${sign(station.position)}<span dir="auto">${station.short_title}</span>
          </h2>`
        : html`<h2 class="wall-scene-title" id="scene-title">${t("wall.said_here")}</h2>`
    }
    ${
      words.length
        ? html`<ul class="cloud" data-words>
            ${repeat(
              words,
              ({ text, language }) => `${language} ${text}`,
              (word) =>
                html`<li data-station=${word.station} data-weight=${weight(word.count, most)} data-count=${word.count}>
                  <span lang=${word.language} dir="auto">${word.text}</span>${
                    station ? nothing : html`<sup aria-hidden="true">${word.station}</sup>`
                  }<span class="sr"> ${word.count}</span>
                </li>`,
            )}
          </ul>`
        : html`<div class="empty wall-empty" data-empty>
            ${icon("talk")}<b>${t("wall.empty")}</b><p>${t("wall.empty_hint")}</p>
          </div>`
    }
    ${
      station || !words.length
        ? nothing
        : html`<ul class="cloud-legend">
            ${stations.map(
              (one) => html`<li data-station=${one.position}>
                ${sign(one.position)}<span dir="auto">${one.short_title}</span>
              </li>`,
            )}
          </ul>`
    }
  </section>`;
}

/** From 1 to 5; what one person said stays small however few there are. @param {number} count @param {number} most */
function weight(count, most) {
  return most < 2 ? 2 : 1 + Math.round((4 * (count - 1)) / (most - 1));
}

/**
 * What has most dots, of all stations.
 * @param {{item: Contribution, station: Station}[]} strongest
 */
export function wallStrongest(strongest) {
  return html`<section class="wall-top-list" data-strongest-list aria-labelledby="scene-title">
    <h2 class="wall-scene-title" id="scene-title">${t("wall.strongest")}</h2>
    ${
      strongest.length
        ? html`<ol class="wall-ranks">
            ${repeat(
              strongest,
              ({ item }) => item.id,
              ({ item, station }) =>
                html`<li class="wall-rank" data-station=${station.position}>
                  ${sign(station.position)}<div>${wallCard(item, station.position, true)}</div>
                </li>`,
            )}
          </ol>`
        : html`<div class="empty wall-empty" data-empty>${icon("star")}<b>${t("wall.no_dots")}</b></div>`
    }
  </section>`;
}

/**
 * The countdown, as large as the wall; between rounds the time of day.
 * @param {import("../lib/model/event-state.js").EventClock} clock
 * @param {{time: string, coming: string|null}} about coming: what follows
 */
export function wallCountdown(clock, { time, coming }) {
  const left = clock.remaining();
  const runs = clock.state.phase === "round" && left !== null;
  return html`<section
    class="wall-countdown"
    data-countdown
    ?data-last-minute=${isLastMinute(clock)}
    aria-label=${t("wall.countdown")}
  >
    <p class="wall-left num" role=${runs ? "timer" : nothing}>${runs ? formatRemaining(left) : time}</p>
    ${runs && left === 0 ? html`<p class="wall-urgent">${t("wall.time_up")}</p>` : nothing}
    ${coming ? html`<p class="wall-coming" dir="auto">${coming}</p>` : nothing}
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
 */
export function wallProgramme({ now, next }) {
  return html`<section class="wall-programme" data-programme aria-label=${t("wall.programme")}>
    ${
      now
        ? html`<div class="wall-now" data-now>
            <h2>${t("wall.now")}</h2>
            <p><time class="num">${now.starts}–${now.ends}</time><b dir="auto">${now.title}</b></p>
          </div>`
        : nothing
    }
    ${
      next.length
        ? html`<div class="wall-next">
            <h2>${t("wall.next")}</h2>
            <ol>
              ${next.map(
                (line) => html`<li><time class="num">${line.starts}</time><span dir="auto">${line.title}</span></li>`,
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
