/**
 * Lets what is drawn change while the browser translates the page.
 *
 * Translators wrap text nodes in elements, or put others in their place (Chrome: <font>). lit-html keeps two of them:
 * the text of a changing part, into which it writes the new text unseen, and the text behind such a part, at which it
 * fails. Here each part ends at a comment of its own, which translators leave alone; a text that changed is put there
 * anew where the old one is not what it was. What has not changed stays translated.
 *
 * What is pressed or counted is not translated at all: one word on a button, or a number, becomes nonsense.
 *
 * It uses names that lit's own packages share (`_$A…`); tests/browser/test_translated_page.py sees whether they hold.
 */
import { html, render } from "../../vendor/lit-html/lit-html.js";

/** @type {any} */
const root = render(html``, document.createDocumentFragment());
const Part = root.constructor;
const Template = root._$AH._$AD.constructor;

/** Also where lit sets the class, which it keeps under another name until then. */
const FIXED = ["button", "select", "time", ".num", '[class\\$lit\\$~="num"]', "[data-clock]"].join();

const { createElement } = Template;
/** @param {unknown[]} given */
Template.createElement = (...given) => {
  const made = createElement.apply(Template, given);
  const comments = document.createTreeWalker(made.content, NodeFilter.SHOW_COMMENT);
  const parts = [];
  while (comments.nextNode()) {
    parts.push(/** @type {Comment} */ (comments.currentNode));
  }
  parts.filter(({ data }) => data.startsWith("?lit$")).forEach((part) => part.after(document.createComment("")));
  made.content.querySelectorAll(FIXED).forEach((/** @type {Element} */ one) => one.setAttribute("translate", "no"));
  return made;
};

const setValue = Part.prototype._$AI;
/** @this {any} @param {unknown[]} given */
Part.prototype._$AI = function setAndSee(...given) {
  const before = this._$AH;
  setValue.apply(this, given);
  const { _$AH: now, _$AA: start, _$AB: end } = this;
  if (now !== before && isText(now) && !isAlone(start.nextSibling, end)) {
    this._$AR();
    start.parentNode.insertBefore(document.createTextNode(String(now)), end);
  }
};

/** @param {unknown} value */
const isText = (value) => value !== null && !["symbol", "object", "function", "undefined"].includes(typeof value);

/** @param {Node} node @param {Node|null} end */
const isAlone = (node, end) => node instanceof Text && node.nextSibling === end;
