import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { icon } from "./marks.js";

/**
 * Whether everything has arrived, and how many are here.
 * @param {{state: "saved"|"sending"|"offline", heard: string, people: number, contributions: number}} model heard: when
 *   the server was last heard, "15:21"
 */
export function deskFacts({ state, heard, people, contributions }) {
  return html`${chip(state, heard)}
  <span><b class="num" data-people>${people}</b> ${t("desk.people_online")}</span>
  <span><b class="num" data-contributions>${contributions}</b> ${t("desk.contributions")}</span>`;
}

/** @param {"saved"|"sending"|"offline"} state @param {string} heard */
function chip(state, heard) {
  const looks = { saved: "chip-good", sending: "", offline: "chip-bad" };
  const icons = { saved: "check", sending: "wait", offline: "offline" };
  return html`<span
    class="chip ${looks[state]}"
    role="status"
    data-saved=${state}
  >${icon(icons[state])}${words(state, heard)}</span>`;
}

/** @param {"saved"|"sending"|"offline"} state @param {string} heard */
function words(state, heard) {
  if (state === "offline") {
    return t("desk.no_connection", { time: heard });
  }
  return state === "saved" ? t("desk.all_saved") : t("desk.sending");
}

/**
 * How many key statements each station has, for the report.
 * @param {{position: number, statements: number}[]} stations
 */
export function statementCounts(stations) {
  return html`${t("desk.statements_so_far")}
  ${stations.map(
    ({ position, statements }, index) => html`${index ? ", " : ""}<span>${t("move.station", { n: position })}
      <b class="num" data-statements-of=${position}>${statements}</b></span>`,
  )}`;
}
