import { live } from "../../vendor/lit-html/directives/live.js";
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { formatRemaining } from "../lib/base/time-format.js";
import { icon } from "./marks.js";

/**
 * @typedef {{position: number, title: string|null, minutes: number}} RoundInfo
 * @typedef {import("../lib/net/wire.js").EventState} EventState
 *
 * @typedef {object} ConductorModel
 * @property {EventState} state
 * @property {RoundInfo[]} rounds
 * @property {number|null} chosen the round that Start would start
 * @property {number|null} remaining ms; null where nothing runs
 * @property {number} done from 0 to 1
 * @property {string} endsAt "15:40", empty where nothing runs
 * @property {string} planned when the chosen round should begin, empty where no plan says so
 * @property {{title: string, kind: string, starts: string, minutes: number}|null} next what the programme has after
 * @property {boolean} busy an order is on its way
 * @property {string} refusal why the last order was not followed
 *
 * @typedef {object} ConductorActions
 * @property {() => void} start
 * @property {(minutes: number) => void} extend by so many, or less where they are negative
 * @property {() => void} end
 * @property {() => void} resume
 * @property {(position: number|null) => void} choose
 */

/**
 * Where the rounds stand and what can be done about it: four keys that never change places.
 * @param {ConductorModel} model
 * @param {ConductorActions} actions
 */
export function conductor(model, actions) {
  const running = model.state.phase === "round";
  const shown = running ? model.remaining : chosenRound(model) ? (chosenRound(model)?.minutes ?? 0) * 60_000 : null;
  const clock = formatRemaining(shown);
  return html`
    <div class="conductor-what">
      <p data-kicker>${kicker(model)}</p>
      <h2 data-title>${title(model)}</h2>
    </div>
    <time
      class="conductor-clock"
      role="timer"
      data-clock
      ?data-idle=${!running}
      aria-label=${running ? t("desk.clock_left", { time: clock }) : t("desk.clock_planned", { time: clock })}
    >${clock}</time>
    <p class="hint conductor-next" data-next>${next(model)}</p>
    <progress class="progress-line" max="1" .value=${running ? model.done : 0} aria-hidden="true"></progress>
    ${keys(model, actions)} ${choice(model, actions)}
  `;
}

/** @param {ConductorModel} model */
function isTimeUp({ state, remaining }) {
  return state.phase === "round" && remaining === 0;
}

/** @param {ConductorModel} model */
function chosenRound({ rounds, chosen }) {
  return rounds.find(({ position }) => position === chosen) ?? null;
}

/** @param {ConductorModel} model */
function kicker(model) {
  const { phase, round, rounds: all } = model.state;
  const place = (/** @type {number|null} */ n) => t("band.round", { n: n ?? "", all });
  if (isTimeUp(model)) {
    return html`${place(round)} ·
    <strong class="conductor-up" data-time-up>${icon("alert")}${t("desk.time_up")}</strong>`;
  }
  if (phase === "round") {
    return `${place(round)} · ${t("desk.ends_at", { time: model.endsAt })}`;
  }
  const chosen = chosenRound(model);
  const parts = [
    phase === "change" && t("band.change"),
    chosen ? place(chosen.position) : t("desk.all_done", { all }),
    model.planned && t("desk.planned_at", { time: model.planned }),
  ];
  return parts.filter(Boolean).join(" · ");
}

/** @param {ConductorModel} model */
function title(model) {
  const { phase, round, title: running } = model.state;
  if (phase === "round") {
    return running || t("card.round", { n: round ?? "" });
  }
  const chosen = chosenRound(model);
  return chosen ? chosen.title || t("card.round", { n: chosen.position }) : t("desk.rounds_over");
}

/** @param {ConductorModel} model */
function next(model) {
  const { state, next: coming } = model;
  if (isTimeUp(model)) {
    return t("desk.next_time_up", { time: model.endsAt });
  }
  if (state.phase === "round" && state.round !== state.rounds) {
    return coming?.kind === "change" ? t("desk.next_change_for", { n: coming.minutes }) : t("desk.next_change");
  }
  if (state.phase === "round" || state.phase === "after") {
    const line = coming && state.phase === "after" ? "desk.next_line_at" : "desk.next_line";
    return coming ? t(line, { title: coming.title, time: coming.starts }) : t("desk.next_end");
  }
  return state.phase === "change" ? t("desk.next_moving") : t("desk.next_start");
}

/** @param {ConductorModel} model @param {ConductorActions} actions */
function keys(model, { start, extend, end }) {
  const running = model.state.phase === "round";
  const startable = !running && model.chosen !== null;
  const left = running && !isTimeUp(model);
  // Not `disabled`: a key that takes the focus away with itself would leave the keyboard in nowhere.
  const key = (
    /** @type {string} */ name,
    /** @type {boolean} */ on,
    /** @type {() => void} */ press,
    /** @type {unknown} */ words,
    main = false,
  ) =>
    html`<button
      type="button"
      class="button button-big ${main && on ? "button-main" : ""}"
      data-do=${name}
      aria-disabled=${on ? nothing : "true"}
      aria-busy=${model.busy ? "true" : nothing}
      @click=${() => on && !model.busy && press()}
    >
      ${words}
    </button>`;
  return html`<div class="conductor-keys" role="group" aria-label=${t("desk.keys")}>
    ${key("start", startable, start, html`${icon("play")}${t("desk.start")}`, true)}
    <div class="conductor-pair">
      ${key("cut-1", left, () => extend(-1), less(t("desk.minute"), 1))}
      ${key("extend-1", running, () => extend(1), html`+${t("desk.minute")}`)}
    </div>
    <div class="conductor-pair">
      ${key("cut-5", left, () => extend(-5), less(t("desk.minutes", { n: 5 }), 5))}
      ${key("extend-5", running, () => extend(5), html`+${t("desk.minutes", { n: 5 })}`)}
    </div>
    ${key("end", running, end, html`${icon("stop")}${t("desk.end")}`, true)}
  </div>`;
}

/** What is taken away has a narrow key: the ear hears the whole of it. @param {string} words @param {number} minutes */
const less = (words, minutes) =>
  html`<span aria-hidden="true" class="num">−${minutes}</span><span class="sr">−${words}</span>`;

/** @param {ConductorModel} model @param {ConductorActions} actions */
function choice({ rounds, chosen, state, refusal, busy }, { choose, resume }) {
  const running = state.phase === "round";
  const ended = !running && state.round !== null;
  /** @param {Event} change */
  const changed = ({ target }) => {
    const { value } = /** @type {HTMLSelectElement} */ (target);
    choose(value ? Number(value) : null);
  };
  return html`<div class="conductor-foot" ?hidden=${running && !refusal}>
    <label class="conductor-choice" ?hidden=${running}><span>${t("desk.starts")}</span>
      <select data-choice @change=${changed}>
        <option value="" .selected=${live(chosen === null)}>${t("desk.choose")}</option>
        ${rounds.map(
          ({ position, title: name }) => html`<option
            value=${position}
            .selected=${live(chosen === position)}
          >${name ? t("desk.round_title", { n: position, title: name }) : t("card.round", { n: position })}</option>`,
        )}
      </select>${icon("down")}
    </label>
    ${
      ended
        ? html`<button
            type="button"
            class="button"
            data-do="resume"
            aria-busy=${busy ? "true" : nothing}
            title=${t("desk.resume_hint", { n: state.round ?? "" })}
            @click=${() => !busy && resume()}
          >
            ${icon("reply", "icon-turns")}${t("desk.resume")}
          </button>`
        : nothing
    }
    <p
      class="conductor-say"
      role="alert"
      data-refusal
    >${refusal ? html`${icon("alert")}<span>${refusal}</span>` : nothing}</p>
  </div>`;
}
