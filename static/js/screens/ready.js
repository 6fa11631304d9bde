/**
 * "Ready?" while it is open: tells the server what this browser's clock shows, and writes anew what others do
 * meanwhile. A line stays where it stands until the page is asked for again; that is so, too, once a trial has ended.
 */

import { first, t } from "../lib/base/page-data.js";
import { deadline } from "../lib/net/deadline.js";
import { keepDoor } from "../lib/net/keep-door.js";
import { connect } from "../lib/net/socket.js";
import { tellClock } from "../lib/net/tell-clock.js";
import { noteConnection } from "../lib/page/heard.js";

const EVERY = 2000;
const CLOCK_EVERY = 10 * 60_000;
const PATIENCE = 5000;
const event = first().event.slug;
const page = /** @type {HTMLElement} */ (document.querySelector("[data-ready]"));
const say = /** @type {HTMLElement} */ (document.querySelector("[data-say]"));
const reached = /** @type {HTMLElement} */ (document.querySelector("[data-reached]"));

/** Whether a trial has ended since the page came. */
let isOver = false;

/** @typedef {{state: string, waits: boolean, title: string, sentence: string, proof: string}} Line */

/** What this page last said in a place: a browser that translates it has put other words there. */
const written = new WeakMap(
  [...document.querySelectorAll("[data-title], [data-sentence], [data-proof]")].map((place) => [
    place,
    place.textContent?.trim(),
  ]),
);

/** @param {Element|null} place @param {string} said */
function write(place, said) {
  if (place && written.get(place) !== said) {
    written.set(place, said);
    place.textContent = said;
  }
}

/**
 * @param {HTMLElement} place @param {Line} line @param {string[]} said what to tell somebody who does not see it
 * @returns {boolean} whether a trial has ended
 */
function draw(place, line, said) {
  const ended = place.hasAttribute("data-waits") && !line.waits;
  if (place.dataset.state !== line.state) {
    place.dataset.state = line.state;
    const word = t(`ready.${line.state}`);
    write(place.querySelector("[data-state-word]"), word);
    said.push(`${word} ${line.title}. ${line.sentence}`);
  }
  place.toggleAttribute("data-waits", line.waits);
  write(place.querySelector("[data-title]"), line.title);
  write(place.querySelector("[data-sentence]"), line.sentence);
  write(place.querySelector("[data-proof]"), line.proof);
  return ended;
}

/** @param {Record<string, Line>} lines */
function drawAll(lines) {
  /** @type {string[]} */
  const said = [];
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-line]"))) {
    const line = lines[/** @type {string} */ (place.dataset.line)];
    isOver = (line && draw(place, line, said)) || isOver;
  }
  if (said.length > 0) {
    say.textContent = said.join(" ");
  }
  const came = lines.phone?.state === "good";
  if (came !== (reached.dataset.state === "good")) {
    reached.dataset.state = lines.phone?.state ?? "";
    write(reached.querySelector("[data-reached-said]"), t(came ? "ready.came" : "ready.none_came"));
  }
  const waits = Object.values(lines).some((line) => line.waits);
  if (isOver && !waits && !document.querySelector(".reach-pick :focus")) {
    location.reload(); // the check that was asked for is over: lines go to their groups
  }
}

let timer = 0;

async function look() {
  clearTimeout(timer);
  let isThere = false;
  try {
    const answer = await fetch(page.dataset.ready ?? "", {
      headers: { accept: "application/json" },
      signal: deadline(PATIENCE),
    });
    isThere = answer.status < 500;
    if (answer.ok) {
      drawAll(await answer.json());
    }
  } catch {
    /* the next look may get through; what is shown is as old as it says */
  }
  noteConnection(isThere);
  clearTimeout(timer);
  timer = setTimeout(look, EVERY);
}

async function compareClocks() {
  await tellClock(page.dataset.clock ?? "");
  await look();
}

setInterval(compareClocks, CLOCK_EVERY);
void compareClocks();
keepDoor(connect(), event);
