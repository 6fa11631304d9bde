/**
 * Fits the wall's columns: nothing is cut in the middle of a line. A long text takes a smaller step; what is still too
 * long ends with an ellipsis; what has no room for two lines is not shown.
 */

const LEAST_LINES = 2;
/** Lines in the strongest ones' block; the smaller step has one more. */
const STRONG_LINES = 5;
const STRONG_LEAST = 2;
/** At least so many of the German wording below; more where its text leaves room. */
const WORDING_LINES = 2;
/** What the newest ones need below: a head and three lines, in rem. */
const LIST_LEAST = 11;
/** Lines of a question in the change. */
const QUESTION_LINES = 3;
const HEAD_STEPS = ["", "small", "smaller", "title", "bare"];
/** So many of them leave a title two lines. */
const WHOLE_STEPS = 3;

/**
 * @param {HTMLElement} columns all of them: they share one grid, so that the blocks of the strongest are equally high
 */
export function fit(columns) {
  const strongest = all(columns, "[data-strongest] > article");
  const lists = all(columns, "[data-newest]:not([hidden])");
  const least = LIST_LEAST * parseFloat(getComputedStyle(document.documentElement).fontSize);
  let lines = STRONG_LINES;
  do {
    strongest.forEach((card) => fitStrong(card, lines));
    lines -= 1;
  } while (lines >= STRONG_LEAST && lists.some((list) => list.clientHeight < least));
  lists.forEach(fitList);
}

/**
 * Any other scene: nothing is cut, what has no room is not shown, the least important first.
 * @param {HTMLElement} place
 */
export function fitScene(place) {
  all(place, ".wall-list").forEach(fitList);
  all(place, ".wall-bars tbody").forEach(fitFromEnd);
  all(place, ".cloud").forEach(fitCloud);
  all(place, ".wall-next ol").forEach(fitFromEnd);
}

/**
 * The rows of the change: a question has the lines for which its row has room, or is left out.
 * @param {HTMLElement} place
 */
export function fitChange(place) {
  for (const row of all(place, "[data-turn-to]")) {
    const title = /** @type {HTMLElement} */ (row.querySelector("h2"));
    const question = /** @type {HTMLElement} */ (row.querySelector("[data-question]"));
    const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(row);
    const high = row.clientHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd);
    question.hidden = false;
    row.toggleAttribute("data-small", false);
    row.toggleAttribute("data-small", title.offsetHeight > high);
    const { lineHeight, marginBlockStart } = getComputedStyle(question);
    const left = high - title.offsetHeight - parseFloat(marginBlockStart);
    const lines = Math.floor(left / parseFloat(lineHeight) + 0.01);
    question.hidden = lines < 1;
    clamp(question, Math.min(lines, QUESTION_LINES));
  }
}

/**
 * The head keeps its height: where a title is long, or the connection is lost, its letters step down, then the logo
 * gives way, and at last the line beside the title.
 * @param {HTMLElement} top
 * @param {HTMLElement} what
 */
export function fitHead(top, what) {
  const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(top);
  const high = top.clientHeight - parseFloat(paddingBlockStart) - parseFloat(paddingBlockEnd);
  const title = what.querySelector("h1");
  const isWhole = () => !title || title.scrollHeight <= title.clientHeight + 1;
  /** @param {() => boolean} asked @param {string} step */
  const fits = (asked, step) => {
    what.dataset.step = step;
    return what.offsetHeight <= high && asked();
  };
  const logo = /** @type {HTMLElement|null} */ (what.querySelector("[data-logo]"));
  const isWholeBeside = (/** @type {boolean} */ hasLogo) => {
    logo?.toggleAttribute("hidden", !hasLogo);
    return HEAD_STEPS.slice(0, WHOLE_STEPS).some((step) => fits(isWhole, step));
  };
  if (!isWholeBeside(true) && !(logo && isWholeBeside(false))) {
    HEAD_STEPS.some((step) => fits(() => true, step));
  }
}

/** @param {HTMLElement} list */
function fitFromEnd(list) {
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  items.forEach((item) => (item.hidden = false));
  const frame = list.matches("ol") ? list : list.closest("table")?.parentElement;
  const bottom = frame?.getBoundingClientRect().bottom ?? Infinity;
  items.forEach((item, index) => (item.hidden = index > 0 && item.getBoundingClientRect().bottom > bottom + 1));
}

/** A word too wide for the picture is set smaller; then what fewest said goes first. @param {HTMLElement} list */
function fitCloud(list) {
  const words = all(list, "li");
  words.forEach((word) => {
    word.hidden = false;
    word.removeAttribute("data-wide");
  });
  words.filter((word) => word.offsetWidth > list.clientWidth).forEach((word) => word.setAttribute("data-wide", ""));
  const lightest = [...words].sort(
    (a, b) => Number(a.dataset.count) - Number(b.dataset.count) || words.indexOf(b) - words.indexOf(a),
  );
  for (const word of lightest) {
    if (list.scrollHeight <= list.clientHeight + 1 && list.scrollWidth <= list.clientWidth + 1) {
      return;
    }
    word.hidden = true;
  }
}

/** @param {HTMLElement} columns @param {string} selector */
function all(columns, selector) {
  return /** @type {HTMLElement[]} */ ([...columns.querySelectorAll(selector)]);
}

/** @param {HTMLElement} card @param {number} lines */
function fitStrong(card, lines) {
  const own = card.querySelector("[data-german]") ? lines - 1 : lines;
  reset(card);
  clamp(card, own);
  if (isCut(card)) {
    card.dataset.step = "small";
    clamp(card, own + 1);
  }
  const { text, lineHeight } = textOf(card);
  const left = lines + 1 - Math.round(text.offsetHeight / lineHeight);
  card.style.setProperty("--wording-lines", String(Math.max(WORDING_LINES, left)));
}

/** @param {HTMLElement} card */
function textOf(card) {
  const text = /** @type {HTMLElement} */ (card.querySelector("[data-text]"));
  return { text, lineHeight: parseFloat(getComputedStyle(text).lineHeight) };
}

/** @param {HTMLElement} list */
function fitList(list) {
  const cards = /** @type {HTMLElement[]} */ ([...list.children]);
  cards.forEach(reset);
  const bottom = list.getBoundingClientRect().bottom;
  let full = false;
  cards.forEach((card, index) => {
    full = full || !fits(card, bottom, index === 0);
    card.hidden = full;
    full = full || card.dataset.lines !== undefined;
  });
  list.parentElement?.toggleAttribute("data-no-room", cards.length > 0 && cards.every((card) => card.hidden));
}

/**
 * @param {HTMLElement} card
 * @param {number} bottom
 * @param {boolean} must the newest one is shown, if only one line of it
 */
function fits(card, bottom, must) {
  if (room(card, bottom) >= 0) {
    return true;
  }
  card.dataset.step = "small";
  if (room(card, bottom) >= 0) {
    return true;
  }
  const { text, lineHeight } = textOf(card);
  const lines = Math.floor((text.offsetHeight + room(card, bottom)) / lineHeight + 0.01);
  if (lines < (must ? 1 : LEAST_LINES)) {
    return false;
  }
  clamp(card, lines);
  card.dataset.lines = String(lines);
  return true;
}

/** @param {HTMLElement} card @param {number} bottom */
function room(card, bottom) {
  return bottom - card.getBoundingClientRect().bottom + 0.5;
}

/** @param {HTMLElement} card */
function isCut(card) {
  const { text } = textOf(card);
  return text.scrollHeight > text.clientHeight + 1;
}

/** @param {HTMLElement} card @param {number} lines */
function clamp(card, lines) {
  card.style.setProperty("--lines", String(lines));
}

/** @param {HTMLElement} card */
function reset(card) {
  card.hidden = false;
  card.style.removeProperty("--lines");
  card.style.removeProperty("--wording-lines");
  delete card.dataset.step;
  delete card.dataset.lines;
}
