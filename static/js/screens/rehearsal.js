/** The rehearsal's page: its figures are written anew every second; another state of it is another page. */

import { first } from "../lib/base/page-data.js";
import { drawnLine, played, stateOf, topOf } from "../lib/model/rehearsal.js";
import { deadline } from "../lib/net/deadline.js";
import { keepDoor } from "../lib/net/keep-door.js";
import { connect } from "../lib/net/socket.js";
import { noteConnection } from "../lib/page/heard.js";

const EVERY = 1000;
const PATIENCE = 5000;
/** In ms: what people do not feel as waiting (docs/performance.md). */
const LIMIT = 500;
const page = first();
const main = /** @type {HTMLElement} */ (document.querySelector("[data-rehearsal]"));
let shown = stateOf(page.figures);

/** @param {string} where @param {unknown} said @param {ParentNode} [within] */
function write(where, said, within = document) {
  const place = within.querySelector(where);
  if (place && place.textContent !== `${said}`) {
    place.textContent = `${said}`;
  }
}

/** @param {string} where @param {boolean} hides */
function hide(where, hides) {
  /** @type {HTMLElement | null} */ (document.querySelector(where))?.toggleAttribute("hidden", hides);
}

/** @param {import("../lib/model/rehearsal.js").Rehearsal} rehearsal */
function drawSteps({ told, ended }) {
  let past = true; // all of a whole day is over; of one that was stopped, what came before the step where it was
  for (const one of document.querySelectorAll("[data-step]")) {
    const isSame = one.getAttribute("data-step") === told.step && Number(one.getAttribute("data-round")) === told.round;
    const isNow = !ended && isSame;
    past = past && !isSame;
    one.setAttribute("data-state", isNow ? "now" : past ? "past" : "");
    if (isNow) {
      one.setAttribute("aria-current", "step");
      write("[data-now]", one.textContent?.trim());
    } else {
      one.removeAttribute("aria-current");
    }
  }
}

/** @param {import("../lib/model/rehearsal.js").Told} told */
function drawLatency({ latency, line, orders, refused }) {
  const top = topOf(line);
  write("[data-top]", `${top} ms`);
  for (const one of document.querySelectorAll("[data-line]")) {
    one.setAttribute("points", drawnLine(line, Number(one.getAttribute("data-line")), top));
  }
  for (const name of /** @type {const} */ (["median", "p95", "slowest"])) {
    write(`[data-${name}]`, latency[name]);
  }
  write("[data-refused]", refused);
  write("[data-orders]", orders);
  hide("[data-good]", !orders || latency.p95 > LIMIT);
  hide("[data-slow]", !orders || latency.p95 <= LIMIT);
}

/** @param {import("../lib/model/rehearsal.js").Figures} figures */
function draw(figures) {
  for (const station of figures.stations) {
    const place = document.querySelector(`[data-place="${station.position}"]`);
    for (const name of /** @type {const} */ (["people", "contributions", "dots"])) {
      write(`[data-${name}]`, station[name], place ?? document);
    }
  }
  for (const name of /** @type {const} */ (["people", "contributions", "dots", "themes"])) {
    write(`[data-goes-${name}]`, figures.goes[name]);
  }
  write("[data-real-people]", figures.real.people);
  write("[data-real-contributions]", figures.real.contributions);
  hide("[data-real]", !figures.real.people && !figures.real.contributions);
  const told = figures.rehearsal?.told;
  if (!figures.rehearsal || !told?.step) {
    return;
  }
  drawSteps(figures.rehearsal);
  drawLatency(told);
  write("[data-clock]", played(told.at));
  const bar = document.querySelector("[data-bar]");
  bar?.setAttribute("max", `${figures.rehearsal.seconds}`);
  bar?.setAttribute("value", `${told.at}`);
  for (const name of /** @type {const} */ (["here", "late", "left"])) {
    write(`[data-${name}]`, told[name]);
  }
  drawLanguages(figures);
}

/** @param {import("../lib/model/rehearsal.js").Figures} figures */
function drawLanguages({ languages, rehearsal }) {
  const list = document.querySelector("[data-languages]");
  for (const { code, name, people } of languages) {
    let one = list?.querySelector(`[data-code="${code}"]`);
    if (list && !one) {
      one = document.createElement("li");
      one.setAttribute("data-code", code);
      const said = document.createElement("bdi");
      said.lang = code;
      said.translate = false;
      said.textContent = name;
      const bar = document.createElement("progress");
      bar.max = rehearsal?.people ?? 1;
      bar.setAttribute("aria-hidden", "true");
      const count = document.createElement("b");
      count.className = "num";
      one.append(said, bar, count);
      list.append(one);
    }
    one?.querySelector("progress")?.setAttribute("value", `${people}`);
    write("b", people, one ?? document);
  }
}

async function look() {
  let isThere = false;
  try {
    const answer = await fetch(main.dataset.rehearsal ?? "", {
      headers: { accept: "application/json" },
      signal: deadline(PATIENCE),
    });
    isThere = answer.status < 500;
    if (answer.ok) {
      const figures = await answer.json();
      const state = stateOf(figures);
      if (state !== shown && !document.querySelector("details[open], form :focus")) {
        shown = state;
        location.reload();
        return;
      }
      draw(figures);
    }
  } catch {
    /* the next look may get through; what is shown is as old as it says */
  }
  noteConnection(isThere);
  setTimeout(look, EVERY);
}

draw(page.figures);
setTimeout(look, EVERY);
keepDoor(connect(), page.event.slug);
