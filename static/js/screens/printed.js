/** Pages with codes on paper: for which address they are printed is remembered, so that a change can be said. */

const { printed } = /** @type {HTMLElement} */ (document.querySelector("[data-printed]")).dataset;

if (printed) {
  window.addEventListener("beforeprint", () => {
    const asked = { method: "POST", keepalive: true, headers: { Accept: "application/json" } };
    fetch(printed, asked).catch(() => {}); // the desk then warns of nothing, as before
  });
}
document.querySelector("[data-print]")?.addEventListener("click", () => print());
