import { render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { nextBegins } from "../lib/model/change.js";
import { wallFeedbackHead } from "../render/wall-feedback.js";
import { roundNow, wallClock, wallJoin, wallLost, wallSaid, wallTitle, wallWhat } from "../render/wall-head.js";
import { fitHead } from "./wall-fit.js";

/**
 * @typedef {object} Shown
 * @property {string} scene without its station
 * @property {import("../lib/net/wire.js").Feedback|null} answers
 * @property {{parts: number, part: number}} strong
 * @property {string} counted what the cloud was counted in, in words
 * @property {string|null} refused
 */

/**
 * What stands above every scene: what it is about, the clock, the code, what the organisers say, and whether the
 * picture is old. It keeps its place.
 * @param {{
 *   clock: import("../lib/model/event-state.js").EventClock,
 *   event: {title: string, language: string, rounds: import("../render/wall-head.js").RoundInfo[]},
 *   lines: import("../lib/model/day.js").DayLine[],
 *   placeTime: ReturnType<typeof import("../lib/base/place-time.js").createPlaceTime>,
 *   today: () => number|null,
 *   connection: {readonly lostAt: number|null},
 *   part: (name: string) => HTMLElement,
 * }} parts
 */
export function createWorld({ clock, event, lines, placeTime, today, connection, part }) {
  /** When the next round begins, while a change is. @returns {import("../render/wall-head.js").Change|null} */
  function change() {
    const begins = nextBegins(clock.state, lines, { now: clock.now(), minutes: today() });
    return begins === null ? null : { begins, left: Math.max(0, begins - clock.now()), time: placeTime(begins).time };
  }

  /** @param {Shown} shown */
  function drawHead({ scene, answers, strong, counted }) {
    const { title, language, rounds } = event;
    const about = clock.state.phase === "round" ? roundNow(clock) : title;
    const several = strong.parts > 1 ? `${t("wall.part", { n: strong.part + 1, all: strong.parts })} · ` : "";
    /** @type {Record<string, () => unknown>} */
    const heads = {
      strongest: () => wallTitle(clock, { title: t("wall.strongest"), below: several + about }),
      cloud: () => wallTitle(clock, { title: t("wall.said_here"), below: counted || about }),
    };
    const usual = () =>
      scene === "feedback" && answers
        ? wallFeedbackHead({ event: title, people: answers.people })
        : wallWhat(clock, { event: title, language, rounds, change: change() });
    render((heads[scene] ?? usual)(), part("what"));
    fitHead(part("top"), part("head"));
  }

  /** How much of the round, or of the change, is over, from 0 to 1. */
  function done() {
    const { phase, ended_at: endedAt } = clock.state;
    const next = change();
    if (phase === "round" || !next || !endedAt) {
      return phase === "round" ? clock.done() : 0;
    }
    const since = Date.parse(endedAt);
    return Math.min(1, Math.max(0, (clock.now() - since) / (next.begins - since)));
  }

  return {
    /** How long the round, or the change, still is, in ms; null where nothing is counted down. */
    left: () => (clock.state.phase === "round" ? clock.remaining() : (change()?.left ?? null)),
    /** What changes by the second. @param {Shown} shown */
    draw(shown) {
      const { phase, announcement } = clock.state;
      document.body.dataset.phase = phase;
      render(wallClock(clock, placeTime(clock.now()).time, change()), part("clock-place"));
      render(wallJoin(phase), part("join"));
      part("done").style.setProperty("--done", `${Math.round(done() * 1000) / 10}%`);
      const said = announcement && Date.parse(announcement.until) > clock.now() ? announcement : null;
      render(wallSaid(said), part("said"));
      document.body.toggleAttribute("data-announced", Boolean(said));
      const { lostAt } = connection;
      const lost = lostAt === null ? null : t("wall.lost", { time: placeTime(lostAt).time });
      render(wallLost(shown.refused ?? lost), part("lost-place"));
      drawHead(shown);
    },
  };
}
