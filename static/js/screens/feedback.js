import { render } from "../../vendor/lit-html/lit-html.js";
import { graphemes } from "../lib/base/graphemes.js";
import { first, t } from "../lib/base/page-data.js";
import { createDraft } from "../lib/drafts/draft.js";
import { createEventState } from "../lib/model/event-state.js";
import { ask } from "../lib/net/ask.js";
import { connect } from "../lib/net/socket.js";
import { loadAnew } from "../lib/page/load-anew.js";
import { createPerson, keptBy } from "../lib/page/person.js";
import { part, takenOver } from "../lib/page/screen.js";
import { noteGiven, onGivenElsewhere } from "../lib/queue/invitation.js";
import { createOutbox, onPhone } from "../lib/queue/outbox.js";
import { surveyLine, surveyNote } from "../render/survey-note.js";
import "../render/translated.js";
import { drawField, LIMIT } from "./composer-field.js";
import { createMenu } from "./menu.js";
import { createReadButtons } from "./read-buttons.js";
import { areEqual, createSurvey, isEmpty } from "./survey.js";

/**
 * @typedef {import("../lib/net/wire.js").Answers} Answers
 * @typedef {import("../lib/queue/outbox.js").Order} Order
 * @typedef {import("../render/composer-line.js").LineModel} LineModel
 */

/** No station has such a name, so its drafts and orders lie apart from theirs. */
const PLACE = "~feedback";
/** Over how long a hall that hears of other questions spreads its requests, in ms. */
const SPREAD = 400;
/** @type {Partial<Record<LineModel["state"], string>>} */
const LOOKS = { later: "waiting", unkept: "refused" };

const page = first();
const event = page.event.slug;

const form = /** @type {HTMLFormElement} */ (part("survey"));
const send = part("send");
const box = part("composer-box");

const live = connect();
const clock = createEventState(live, page.event_state);
const person = createPerson(event, page.me, page.event_state.now);
/** Under which this person's own lies in the phone. */
const ownPlace = keptBy(event, page.me);
const outbox = createOutbox(live, event, undefined, onPhone(ownPlace));
/** @type {ReturnType<typeof createDraft<Answers>>} */
const draft = createDraft(ownPlace, PLACE);

/** What the server has. @type {Answers|null} */
let given = page.given;
/** Why it will not have what was sent. */
let refusal = box.dataset.state === "refused" ? (part("line").querySelector("span")?.textContent ?? "").trim() : "";
/** Where the day's word is given, if the page said so. */
let word = part("line").querySelector("a")?.href;
part("line").textContent = "";
part("note").textContent = "";
const blank = {
  scale: {},
  text: "",
  language: /** @type {HTMLSelectElement} */ (form.elements.namedItem("language")).value,
};
const survey = createSurvey(form, {
  draft,
  onInput() {
    refusal = "";
    draw();
  },
});

/** @returns {Order|undefined} the answers that are on their way */
const underWay = () =>
  outbox
    .of("")
    .filter(({ refusal: why }) => !why)
    .pop();
/** What was last sent, whether or not it has arrived. @returns {Answers} */
const sent = () => underWay()?.payload ?? given ?? blank;
const isChanged = () => !areEqual(survey.read(), sent());

/** @returns {LineModel} */
function lineModel() {
  if (refusal) {
    return { state: "refused", message: refusal, word };
  }
  if (isChanged()) {
    return { state: survey.outlivesPage ? "typing" : "unkept" };
  }
  if (underWay()) {
    return live.online && outbox.putOff
      ? { state: "later", message: outbox.putOff, word: outbox.wantsWord ? page.urls.me : undefined }
      : { state: live.online ? "sending" : "waiting", waiting: 1, unkept: !outbox.outlivesPage() };
  }
  return { state: given && !isEmpty(given) ? "saved" : "rest" };
}

let wasOpen = clock.state.feedback.state === "open";

function draw() {
  const { state } = clock.state.feedback;
  if (state === "open" && !wasOpen) {
    refusal = ""; // what came too late may be sent after all
  }
  wasOpen = state === "open";
  const unsent = Boolean(refusal) || isChanged() || Boolean(underWay());
  const open = state === "open";
  render(surveyNote({ state, given: Boolean(given && !isEmpty(given)), unsent }), part("note"));
  form.hidden = !open && !(state !== "before" && unsent);
  survey.lock(!open);
  part("dock").hidden = !open;
  const model = lineModel();
  const plain = model.state === "rest" || model.state === "typing";
  box.dataset.state = LOOKS[model.state] ?? model.state;
  box.toggleAttribute("data-sentence", !plain);
  render(surveyLine(model), part("line"));
  part("answered").hidden = !plain;
  part("skip").hidden = !plain;
  const chosen = Object.keys(survey.read().scale).length;
  part("answered").textContent = t("survey.answered", { n: chosen, all: survey.questions });
  part("skip").textContent = chosen ? t("survey.take_back") : (part("skip").dataset.skip ?? "");
  send.textContent = t(given && !isEmpty(given) ? "survey.send_change" : "survey.send");
  send.setAttribute("aria-disabled", String(!isChanged()));
  survey.field.setAttribute("aria-invalid", String(model.state === "refused"));
  drawField(survey.field, part("characters"));
}

function submit() {
  const answers = survey.read();
  const count = graphemes(answers.text.trim());
  if (count > LIMIT) {
    refusal = t("composer.too_long", { n: count, limit: LIMIT });
    word = undefined;
    survey.field.focus();
  } else if (isChanged()) {
    refusal = "";
    outbox.put("feedback.set", answers, "");
    survey.settle();
  }
  draw();
}

/** @param {Answers|null} known what the server has; it takes no place of what was typed here */
function learn(known) {
  const untouched = !isChanged() && !refusal;
  given = known;
  if (untouched) {
    survey.fill(sent());
  }
  draw();
}

/** What was refused comes back into the form, unless something newer stands there. @param {Order} order */
function takeBack({ key, payload, refusal: why }) {
  if (!draft.read()) {
    survey.fill(payload);
    draft.write(survey.read());
  }
  refusal = why?.message ?? "";
  word = undefined;
  outbox.drop(key);
  draw();
}

/** The page, a copy of it, or another tab may be behind what the server has. */
async function readGiven() {
  const ack = await ask(live, "feedback.read", { event });
  if (ack?.ok) {
    clock.open(ack.event_state);
    person.learn(ack.me, ack.event_state.now);
    learn(ack.given);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
person.subscribe(() => {
  if (!survey.field.value.trim() && !given) {
    survey.say(person.current.language);
    blank.language = survey.read().language;
    draw();
  }
});
outbox.subscribe(draw);
outbox.onAccepted(({ name, payload }) => {
  if (name === "feedback.set") {
    given = payload;
    noteGiven(ownPlace);
    draw();
  }
});
outbox.onRefused((order) => {
  if (order.name === "feedback.set") {
    takeBack(order);
  }
});
outbox.onSettledElsewhere(() => void readGiven());
onGivenElsewhere(ownPlace, () => void readGiven());
clock.subscribe(draw);
clock.subscribe(() => {
  const { texts } = clock.state;
  if (texts !== undefined && texts !== page.event_state.texts) {
    // Its questions may be others. What was chosen and typed is kept as a draft; only who is writing is not disturbed.
    setTimeout(() => loadAnew(() => !survey.outlivesPage || survey.field.matches(":focus")), Math.random() * SPREAD);
  }
});
live.onOnline(() => void readGiven());
live.onWake(() => void readGiven());
live.onOffline(draw);
window.addEventListener("beforeunload", (leaving) => {
  if (!outbox.outlivesPage() || !survey.outlivesPage) {
    leaving.preventDefault();
  }
});

/** What was typed last, be it before this script was there, whatever the server put into the form. */
function begin() {
  const kept = refusal ? null : (draft.read() ?? underWay()?.payload);
  if (survey.isAhead && !refusal) {
    survey.keep();
  } else if (kept) {
    survey.fill(kept);
  } else if (!refusal) {
    survey.fill(given ?? blank);
  }
  outbox
    .of("")
    .filter(({ refusal: why }) => why)
    .forEach(takeBack);
}

begin();
createMenu(page.urls.menu, person);
if (new URLSearchParams(location.search).has("saved")) {
  noteGiven(ownPlace);
  history.replaceState(null, "", location.pathname);
}
draw();
void draft.newer().then((newer) => {
  if (newer) {
    survey.fill(newer.draft ?? sent());
    draw();
  }
});
void outbox.flush();
takenOver();
createReadButtons();
