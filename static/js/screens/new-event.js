/** The short form of a new event: beside it stands what is made of it, while it is filled in. */

import { html, render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { deadline } from "../lib/net/deadline.js";
import { part } from "../lib/page/screen.js";
import "../render/translated.js";

/** Typing pauses so long before it is asked what would be made, in ms. */
const PAUSE = 400;
const PATIENCE = 10_000;
/** Pressing again within so many ms is the same press. */
const TWICE = 1000;

const form = /** @type {HTMLFormElement} */ (part("new"));
const plan = part("plan");
/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
let asked = 0;
let pressed = -TWICE;
let drawn = false;

/** @param {{starts: string, title: string, round: number, minutes: number}[]} lines */
function draw(lines) {
  if (!drawn) {
    plan.textContent = ""; // what the page brought; from now on it is lit's
    drawn = true;
  }
  document.querySelector("[data-no-plan]")?.remove();
  render(
    lines.map(
      ({ starts, title, round, minutes }) => html`<li class="new-item" ?data-round=${round > 0}>
        <time translate="no">${starts}</time>
        <span dir="auto">${round ? t("new.round", { n: round, title }) : title}</span>
        <span class="num" translate="no">${t("new.minutes", { n: minutes })}</span>
      </li>`,
    ),
    plan,
  );
}

async function look() {
  asked += 1;
  const mine = asked;
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  body.set("look", "1");
  const headers = { Accept: "application/json" };
  try {
    const answer = await fetch(form.action, { method: "POST", headers, body, signal: deadline(PATIENCE) });
    const told = await answer.json();
    if (mine === asked && told.ok && told.lines.length) {
      draw(told.lines);
    }
    const hint = form.querySelector('[data-hint="date"]');
    if (mine === asked && told.date && hint) {
      hint.textContent = told.date;
    }
  } catch {
    // it is asked again with the next letter, and the form itself says what is wrong
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => void look(), PAUSE);
});

for (const stepper of form.querySelectorAll("[data-stepper]")) {
  const { least = "0", most = "99" } = /** @type {HTMLElement} */ (stepper).dataset;
  const field = /** @type {HTMLInputElement} */ (stepper.querySelector("input"));
  for (const button of stepper.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = Number.parseInt(field.value, 10) || 0;
      field.value = String(Math.min(Number(most), Math.max(Number(least), now + Number(button.value))));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

form.addEventListener("submit", (submit) => {
  if (performance.now() - pressed < TWICE) {
    submit.preventDefault();
    return;
  }
  // Later it is sent again, where a network that ended let it come to nothing: it makes one event.
  pressed = performance.now();
});
