import { excerpt } from "../../lib/base/excerpt.js";
import { t } from "../../lib/base/page-data.js";
import { uuid } from "../../lib/base/uuid.js";
import { createSecondCopy } from "../../lib/storage/indexed-db.js";
import * as storage from "../../lib/storage/local-storage.js";
import { createOwnForm, deed, fill, keyOf } from "../own-form.js";

/**
 * @typedef {import("../../lib/drafts/autosave.js").Fields} Fields
 * @typedef {import("../own-form.js").OwnForm} OwnForm
 */

/**
 * What organisers write several of: added, put into order, removed and brought back.
 * @param {"theme"|"recommendation"} noun
 * @param {{say: (text: string) => void, onSaved: () => void, fail: (message: string) => void}} parts
 */
export function createItems(noun, { say, onSaved, fail }) {
  const list = /** @type {HTMLElement} */ (document.querySelector(`[data-items="${noun}"]`));
  const gone = /** @type {HTMLElement} */ (document.querySelector(`[data-removed="${noun}"]`));
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector(`[data-template="${noun}"]`));
  const add = /** @type {HTMLButtonElement} */ (document.querySelector(`[data-add="${noun}"]`));
  /** @type {Map<string, OwnForm>} */
  const forms = new Map();
  /** Items whose place the server knows. @type {Set<string>} */
  const placed = new Set();

  const items = () => [...list.children].map((child) => /** @type {HTMLElement} */ (child));
  /** @param {HTMLElement} item */
  const idOf = (item) => /** @type {string} */ (item.dataset.item);
  /** @param {HTMLElement} item */
  const nameOf = (item) =>
    excerpt(/** @type {HTMLTextAreaElement} */ (item.querySelector("[data-field]")).value || t(`own.${noun}`));

  /** @param {HTMLElement} item */
  function bind(item) {
    const form = /** @type {HTMLFormElement} */ (item.querySelector("form"));
    const own = createOwnForm(form, { say, onSaved: () => saved(item), onRemoved: () => putAway(item) });
    forms.set(idOf(item), own);
    if (own.kept.mayBeThere) {
      placed.add(idOf(item));
    }
    form.addEventListener("click", (click) => {
      const button = click.target instanceof Element ? click.target.closest("[data-do]") : null;
      const deed = button?.getAttribute("data-do");
      if (deed === "up" || deed === "down") {
        click.preventDefault();
        void move(item, deed === "up" ? -1 : 1);
      } else if (deed === "remove") {
        click.preventDefault();
        void remove(item);
      }
    });
  }

  /** Whether the server may have it. @param {HTMLElement} item */
  const isThere = (item) => Boolean(forms.get(idOf(item))?.kept.mayBeThere);

  /** A new one is the server's last, wherever it was moved before. @param {HTMLElement} item */
  function saved(item) {
    onSaved();
    if (isThere(item) && !placed.has(idOf(item))) {
      placed.add(idOf(item));
      if (item.nextElementSibling) {
        void order(item, { after: before(item) });
      }
    }
  }

  /** The one that it stands behind, of those that the server has. @param {HTMLElement} item */
  function before(item) {
    const above = items().slice(0, items().indexOf(item)).filter(isThere).pop();
    return above ? idOf(above) : "";
  }

  function renumber() {
    const all = items();
    all.forEach((item, index) => {
      const place = item.querySelector("[data-place]");
      if (place) {
        place.textContent = String(index + 1);
      }
      item.querySelector('[data-do="up"]')?.setAttribute("aria-disabled", index ? "false" : "true");
      item.querySelector('[data-do="down"]')?.setAttribute("aria-disabled", index < all.length - 1 ? "false" : "true");
      for (const [deed, phrase] of [
        ["up", "arrange.up"],
        ["down", "arrange.down"],
        ["remove", "own.remove"],
      ]) {
        item.querySelector(`[data-do="${deed}"]`)?.setAttribute("aria-label", t(phrase ?? "", { text: nameOf(item) }));
      }
    });
  }

  /**
   * @param {HTMLElement} item
   * @param {Record<string, string>} fields
   * @returns {Promise<"done"|"unknown"|null>} unknown: the server has no such item; null: it was not done, and why not
   *   is said
   */
  async function order(item, fields) {
    try {
      const ack = await deed(/** @type {HTMLFormElement} */ (item.querySelector("form")), fields);
      const unknown = !ack.ok && String(ack.error).startsWith("unknown_");
      fail(ack.ok || unknown ? "" : ack.message);
      return ack.ok ? "done" : unknown ? "unknown" : null;
    } catch {
      fail(t("journal.offline"));
      return null;
    }
  }

  /** @param {HTMLElement} item @param {number} by above or below @param {HTMLElement} neighbour */
  function put(item, by, neighbour) {
    if (by < 0) {
      neighbour.before(item);
    } else {
      neighbour.after(item);
    }
  }

  /** @param {HTMLElement} item @param {-1|1} by */
  async function move(item, by) {
    const all = items();
    const index = all.indexOf(item);
    const neighbour = all[index + by];
    if (neighbour) {
      put(item, by, neighbour);
      renumber();
    }
    focus(item, by < 0 ? "up" : "down");
    const place = neighbour ? index + by : index;
    say(t("arrange.said", { n: place + 1, all: all.length, text: nameOf(item) }));
    if (neighbour && placed.has(idOf(item)) && (await order(item, { after: before(item) })) !== "done") {
      put(item, -by, neighbour);
      renumber();
    }
  }

  /** @param {HTMLElement} item @param {string} deed */
  function focus(item, deed) {
    /** @type {HTMLElement|null} */ (item.querySelector(`[data-do="${deed}"]`))?.focus();
  }

  /** @param {HTMLElement} item */
  async function remove(item) {
    const own = forms.get(idOf(item));
    if (isThere(item)) {
      const answer = await order(item, { do: "remove" });
      if (!answer || (answer === "unknown" && own?.kept.state === "sending")) {
        return; // it may arrive only now
      }
    }
    own?.kept.forget();
    putAway(item);
  }

  /** @param {HTMLElement} item */
  const hasWords = (item) =>
    [...item.querySelectorAll("[data-field]")].some((field) => {
      const { value, type, checked } = /** @type {HTMLInputElement} */ (field);
      return type === "checkbox" ? checked : Boolean(value);
    });

  /** Gone from the list; one tap brings it back. @param {HTMLElement} item */
  function putAway(item) {
    const name = nameOf(item);
    const next = item.nextElementSibling;
    item.remove();
    renumber();
    onSaved();
    if (hasWords(item)) {
      const line = document.createElement("li");
      const words = document.createElement("span");
      words.textContent = t("own.removed", { text: name });
      const back = document.createElement("button");
      back.type = "button";
      back.className = "button button-quiet";
      back.textContent = t("own.bring_back");
      back.setAttribute("aria-label", t("own.bring_back_that", { text: name }));
      back.addEventListener("click", () => void bringBack(item, line, next));
      line.append(words, back);
      gone.prepend(line);
      say(t("own.removed", { text: name }));
      back.focus();
    } else {
      add.focus();
    }
  }

  /**
   * As it was removed, with words that were not saved by then.
   * @param {HTMLElement} item
   * @param {HTMLElement} line
   * @param {Element|null} next before which it stood
   */
  async function bringBack(item, line, next) {
    if (await order(item, { do: "bring_back" })) {
      line.remove();
      list.insertBefore(item, next?.parentElement === list ? next : null);
      renumber();
      onSaved();
      item.querySelector("form")?.dispatchEvent(new Event("input"));
      item.focus();
      say(t("own.brought_back", { text: nameOf(item) }));
    }
  }

  /** @param {string} id @returns {HTMLElement} a new item's form, the last one */
  function append(id) {
    const item = /** @type {HTMLElement} */ (
      /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
    );
    for (const element of [item, ...item.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("--id--")) {
          element.setAttribute(name, value.replace(/--id--/g, id));
        }
      }
    }
    list.append(item);
    bind(item);
    renumber();
    return item;
  }

  /** @param {Fields} [fields] what it begins with; then it is saved at once */
  function begin(fields) {
    const id = uuid();
    const item = append(id);
    if (fields) {
      const form = /** @type {HTMLFormElement} */ (item.querySelector("form"));
      fill(form, fields);
      form.dispatchEvent(new Event("input"));
      void forms.get(id)?.kept.save();
    }
    /** @type {HTMLElement|null} */ (item.querySelector("[data-field]"))?.focus();
  }

  /** What was begun, and not saved before the page went, is not in the page that the server sent. */
  async function restore() {
    const prefix = keyOf(`${noun}.`);
    const restored = (/** @type {string[]} */ keys) =>
      keys
        .map((key) => key.slice(prefix.length))
        .filter((id) => !forms.has(id))
        .forEach(append);
    restored(storage.keys(prefix));
    const second = await createSecondCopy(prefix).read();
    restored([...(second?.values ?? [])].filter(([, kept]) => kept?.fields).map(([key]) => key));
  }

  items().forEach(bind);
  renumber();
  void restore();
  list.addEventListener("input", renumber);
  add.hidden = false;
  add.addEventListener("click", () => begin());
  return { begin, forms: () => [...forms.values()] };
}
