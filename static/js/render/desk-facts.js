import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { icon } from "./marks.js";

/** @typedef {"saved"|"sending"|"later"|"returned"|"offline"} State */

/**
 * Whether everything has arrived, and how many are here.
 * @param {object} model
 * @param {State} model.state
 * @param {number} model.unsent orders that the server has not answered
 * @param {number} model.returned texts that it would not have, and whose form is not free for them
 * @param {string} model.heard when the server was last heard, "15:21"
 * @param {number} model.people
 * @param {number} model.contributions
 * @param {number} model.rushed how many came in a rush that is pressing, whose panel may be out of sight
 */
export function deskFacts({ state, unsent, returned, heard, people, contributions, rushed }) {
  return html`${rushed ? rushChip(rushed) : nothing}${chip(state, words({ state, unsent, returned, heard }))}
  <span><b class="num" data-people>${people}</b> ${t("desk.people_online")}</span>
  <span><b class="num" data-contributions>${contributions}</b> ${t("desk.contributions")}</span>`;
}

/** @param {number} n */
const rushChip = (n) =>
  html`<a class="chip chip-bad" href="#h-newcomers" data-rushed>${icon("alert")}${t("desk.rush", { n })}</a>`;

/** @param {State} state @param {string} said */
function chip(state, said) {
  const looks = { saved: "chip-good", sending: "", later: "chip-wait", returned: "chip-bad", offline: "chip-bad" };
  const icons = { saved: "check", sending: "wait", later: "wait", returned: "alert", offline: "offline" };
  return html`<span
    class="chip ${looks[state]}"
    role="status"
    data-saved=${state}
  >${icon(icons[state])}${said}</span>`;
}

/** @param {{state: State, unsent: number, returned: number, heard: string}} model */
function words({ state, unsent, returned, heard }) {
  if (state === "offline") {
    const waits = unsent ? ` · ${t("host.unsent", { n: unsent })}` : "";
    return t("desk.no_connection", { time: heard }) + waits;
  }
  if (state === "later" || state === "returned") {
    return state === "later" ? t("host.later", { n: unsent }) : t("host.returned", { n: returned });
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
