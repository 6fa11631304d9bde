/**
 * Pages for paper: a button prints them, and where they hold codes, it is remembered for which address they were
 * printed. On the print kit what is chosen is shown at once, and it is remembered what of it was printed.
 */

/** Where there is nothing to be printed, as on the page of all events, which copies links only, it is none. */
const printed = /** @type {HTMLElement|null} */ (document.querySelector("[data-printed]"))?.dataset.printed;
const parts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]"));
const kit = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-kit]"));

/** @returns {URLSearchParams} what goes to paper now, each part with its mark */
function chosen() {
  const shown = [...parts].filter((part) => !part.hidden);
  return new URLSearchParams(shown.map(({ dataset }) => ["part", `${dataset.part}:${dataset.mark}`]));
}

if (printed) {
  window.addEventListener("beforeprint", () => {
    const asked = { method: "POST", keepalive: true, headers: { Accept: "application/json" }, body: chosen() };
    fetch(printed, asked).catch(() => {}); // the desk then warns of nothing, as before
  });
}
const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-print]"));
button?.addEventListener("click", () => print());
if (kit && button) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (kit.querySelectorAll("[data-choose]"));
  const show = () => {
    for (const part of parts) {
      part.hidden = ![...boxes].some((box) => box.checked && box.value === part.dataset.part);
    }
    button.disabled = [...parts].every((part) => part.hidden);
    const ink = kit.querySelector("[name=ink][value=black]");
    const paper = /** @type {HTMLElement} */ (document.querySelector("[data-printed]"));
    if (/** @type {HTMLInputElement} */ (ink).checked) {
      paper.dataset.ink = "black";
    } else {
      delete paper.dataset.ink;
    }
  };
  kit.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === "cards") {
      kit.submit(); // the server draws as many
    } else {
      show();
    }
  });
  const apply = /** @type {HTMLElement} */ (kit.querySelector("[data-apply]"));
  apply.hidden = true;
  button.hidden = false;
  show();
}
