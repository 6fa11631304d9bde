/**
 * Lays out what has most dots: two columns, each card as high as its words. Letters step down so that more have room;
 * what is too long even then ends with a whole line and says where the rest is; what has no room comes in another part.
 */

/** Sizes of letters, and the lines that a text may have in each before it takes the next. */
const STEPS = [
  { name: "l", lines: 5 },
  { name: "m", lines: 7 },
  { name: "s", lines: 9 },
];
/** At most so many are shown together; for fewer, letters step down. */
const TOGETHER = 6;
/** More parts nobody waits for. */
const PARTS = 3;
/** In the smallest letters a text is shortened to so many lines at least, so that its card has room in this part. */
const LEAST_LINES = 4;
/** Between two cards, in rem. */
const GAP = 1.25;
/** A card grows with its column, by at most this share of its own height. */
const STRETCH = 0.25;

/**
 * @typedef {{
 *   card: HTMLElement,
 *   column: number,
 *   top: number,
 *   high: number,
 *   step: string,
 *   lines: string,
 *   cut: boolean,
 * }} Place
 */

/**
 * Shows one part of the list.
 * @param {HTMLElement} list of all cards
 * @param {(parts: number) => number} choose which part is shown, from 0
 */
export function fitStrongest(list, choose) {
  const cards = /** @type {HTMLElement[]} */ ([...list.children]);
  const parts = /** @type {Place[][]} */ ([]);
  for (let left = cards; left.length && parts.length < PARTS; ) {
    const part = onePart(list, left);
    parts.push(part);
    left = left.slice(part.length);
  }
  const shown = parts[choose(parts.length)] ?? [];
  cards.forEach((card) => (card.hidden = true));
  shown.forEach(put);
}

/**
 * What has room together, in the largest letters in which enough have.
 * @param {HTMLElement} list @param {HTMLElement[]} cards
 */
function onePart(list, cards) {
  const enough = Math.min(cards.length, TOGETHER);
  let most = /** @type {Place[]} */ ([]);
  for (let least = 0; least < STEPS.length && most.length < enough; least += 1) {
    const part = places(list, cards.slice(0, enough), least);
    most = part.length > most.length ? part : most;
  }
  return most;
}

/** @param {HTMLElement} list @param {HTMLElement[]} cards @param {number} least the step of the shortest text */
function places(list, cards, least) {
  measure(cards, least, list.clientHeight);
  const gap = GAP * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const columns = [0, 0];
  const found = /** @type {Place[]} */ ([]);
  for (const card of cards) {
    const column = (columns[0] ?? 0) <= (columns[1] ?? 0) ? 0 : 1;
    const top = columns[column] ?? 0;
    const room = list.clientHeight - top + 1;
    if (found.length && card.offsetHeight > room && !(least === STEPS.length - 1 && shorten(card, room, LEAST_LINES))) {
      break;
    }
    const high = card.offsetHeight;
    columns[column] = top + high + gap;
    const cut = !more(card).hidden;
    found.push({ card, column, top, high, step: card.dataset.step ?? "", lines: lines(card), cut });
  }
  columns.forEach((filled, column) => stretch(found, column, list.clientHeight - filled + gap));
  return found;
}

/**
 * Gives each card the largest step that has room for its text.
 * @param {HTMLElement[]} cards
 * @param {number} least
 * @param {number} high what a column has room for
 */
function measure(cards, least, high) {
  cards.forEach((card) => {
    card.hidden = false;
    card.style.removeProperty("--high");
    more(card).hidden = true;
    step(card, least);
  });
  for (let next = least + 1; next < STEPS.length; next += 1) {
    cards.filter(isCut).forEach((card) => step(card, next));
  }
  cards.filter(isCut).forEach((card) => (more(card).hidden = false));
  cards.filter((one) => one.offsetHeight > high).forEach((card) => shorten(card, high, 1));
}

/**
 * Leaves out whole lines, so that the card has room; says where the rest is.
 * @param {HTMLElement} card
 * @param {number} room
 * @param {number} least lines that are left, else it stays as it was
 * @returns {boolean} whether it has room now
 */
function shorten(card, room, least) {
  const wasWhole = more(card).hidden;
  more(card).hidden = false;
  const text = textOf(card);
  const lineHeight = parseFloat(getComputedStyle(text).lineHeight);
  const left = Math.floor((text.offsetHeight - (card.offsetHeight - room)) / lineHeight + 0.01);
  if (left >= least) {
    card.style.setProperty("--lines", String(left));
    return true;
  }
  more(card).hidden = wasWhole;
  return false;
}

/** @param {HTMLElement} card @param {number} index */
function step(card, index) {
  const { name, lines: most } = /** @type {{name: string, lines: number}} */ (STEPS[index]);
  card.dataset.step = name;
  card.style.setProperty("--lines", String(most));
}

/**
 * What is left of a column makes its cards a little higher.
 * @param {Place[]} found
 * @param {number} column
 * @param {number} left
 */
function stretch(found, column, left) {
  const own = found.filter((one) => one.column === column);
  let moved = 0;
  for (const one of own) {
    const grown = Math.min(left / own.length, one.high * STRETCH);
    one.top += moved;
    one.high += grown;
    moved += grown;
  }
}

/** @param {Place} place */
function put({ card, column, top, high, step: name, lines: most, cut }) {
  card.hidden = false;
  card.dataset.step = name;
  card.style.setProperty("--lines", most);
  more(card).hidden = !cut;
  card.style.setProperty("--column", String(column));
  card.style.setProperty("--top", `${top}px`);
  card.style.setProperty("--high", `${high}px`);
}

/** @param {HTMLElement} card */
function isCut(card) {
  return [textOf(card), card.querySelector("[data-german]")].some(
    (text) => text !== null && text.scrollHeight > text.clientHeight + 1,
  );
}

/** @param {HTMLElement} card */
const textOf = (card) => /** @type {HTMLElement} */ (card.querySelector("[data-text]"));

/** @param {HTMLElement} card */
const more = (card) => /** @type {HTMLElement} */ (card.querySelector("[data-more]"));

/** @param {HTMLElement} card */
const lines = (card) => card.style.getPropertyValue("--lines");
