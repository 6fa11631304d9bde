import { createKeptForm } from "../../lib/kept-form.js";
import { excerpt } from "../../lib/excerpt.js";
import { t } from "../../lib/page.js";

/**
 * Cards of people without a phone: typed, Enter, and the field is empty for the next. Kind, language and table stay.
 * @param {{orders: import("../../lib/board-orders.js").BoardOrders, undo: import("./undo.js").Undo, event: string, station: string, say: (text: string) => void}} parts
 */
export function createPaper({ orders, undo, event, station, say }) {
  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-paper]"));
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const hands = /** @type {HTMLInputElement} */ (form.elements.namedItem("by_hand"));
  const error = /** @type {HTMLElement} */ (form.querySelector("[data-paper-error]"));
  const kept = createKeptForm(`cafe.paper.${event}.${station}`, draw);

  function draw() {
    const { busy = false, message = "" } = kept.written ?? {};
    if (text.value !== (kept.written?.text ?? "")) {
      text.value = kept.written?.text ?? "";
    }
    text.readOnly = busy;
    text.setAttribute("aria-invalid", message ? "true" : "false");
    error.textContent = message;
  }

  async function save() {
    if (!kept.written) {
      return;
    }
    const { kind, language, table } = Object.fromEntries(new FormData(form));
    const card = { station, kind, language, table: Number(table) || null, by_hand: Number(hands.value) || 0 };
    /** @type {Promise<import("../../lib/wire.js").Ack>[]} */
    const answers = [];
    const typed = kept.written.text.trim();
    const sent = await kept.send(({ id, text: said }) => {
      answers.push(orders.ask("contribution.type_in", { id, text: said, ...card }, () => {}));
      return answers[0];
    });
    if (sent) {
      hands.value = "0";
      const said = t("paper.saved", { text: excerpt(typed) });
      undo.offer(said, answers);
      say(said);
    }
    text.focus();
  }

  text.addEventListener("input", () => {
    if (kept.written) {
      kept.type({ text: text.value });
    } else {
      kept.begin({ text: text.value });
    }
  });
  text.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && !press.shiftKey && !press.isComposing) {
      press.preventDefault();
      void save();
    }
  });
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    void save();
  });
  draw();
}
