import { render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../lib/base/page-data.js";
import { part } from "../../lib/page/screen.js";
import { ownMessage } from "../../render/own-form.js";

/** How long after the last change what guests see is drawn anew, in ms. */
const PAUSE = 300;

/**
 * What guests see beside the fields: their own pages, in the language of the field that is written in.
 * @param {HTMLElement} look
 */
export function createPreview(look) {
  const frame = /** @type {HTMLIFrameElement} */ (look.querySelector("[data-preview]"));
  const on = /** @type {HTMLElement} */ (look.querySelector("[data-look-on]"));
  const speaks = /** @type {HTMLElement|null} */ (look.querySelector("[data-look-in]"));
  let device = "phone";
  let language = "";
  let scrolled = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  function draw() {
    const phone = device === "phone";
    const poster = device === on.querySelector("[data-poster]")?.getAttribute("value");
    const address = new URL(phone ? (look.dataset.look ?? "") : device, location.href);
    if (phone && language) {
      address.searchParams.set("language", language);
    }
    look.dataset.device = phone ? "phone" : poster ? "poster" : "wall";
    scrolled = shown()?.scrollY ?? 0;
    frame.setAttribute("sandbox", phone || poster ? "allow-same-origin" : "allow-same-origin allow-scripts");
    const { contentWindow } = frame;
    if (contentWindow) {
      contentWindow.location.replace(address.href); // "back" leads to the page before, not to another preview
    } else {
      frame.src = address.href;
    }
  }

  /** Its window, none where the browser shows a fault of its own there. */
  function shown() {
    return frame.contentDocument && frame.contentWindow;
  }

  /** A poster stands in its glass as wide as that is, also in a window that becomes another. */
  function scale() {
    const glass = part("glass");
    const isPoster = look.dataset.device === "poster" && frame.contentDocument?.querySelector(".poster");
    glass.style.setProperty("--scale", isPoster ? String(glass.clientWidth / frame.offsetWidth) : "");
  }

  document.defaultView?.addEventListener("resize", scale);
  frame.addEventListener("load", () => {
    shown()?.scrollTo(0, scrolled);
    const page = look.dataset.device === "poster" ? frame.contentDocument?.querySelector(".poster") : null;
    const n = page ? linesTooMany(page) : 0;
    scale();
    render(n ? ownMessage(t("edit.too_long", { n })) : "", part("too-long"));
  });

  /** @param {HTMLElement} group @param {string} value */
  function press(group, value) {
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
  }

  /** @param {string} code */
  function speak(code) {
    if (speaks?.querySelector(`button[value="${code}"]`) && code !== language) {
      language = code;
      press(speaks, code);
      draw();
    }
  }

  for (const group of [on, speaks]) {
    if (group) {
      group.hidden = false;
    }
  }
  on.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button) {
      device = button.value;
      press(on, device);
      draw();
    }
  });
  speaks?.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button) {
      speak(button.value);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    const tongue = target instanceof Element ? target.closest("[data-tongue]") : null;
    if (tongue instanceof HTMLElement) {
      speak(tongue.dataset.tongue ?? "");
    }
  });

  return {
    /** What guests see may be another by now. */
    renew() {
      clearTimeout(timer);
      timer = setTimeout(draw, PAUSE);
    },
  };
}

/**
 * How many lines of its question a poster is too long by, as it is drawn: 0 where all of it is on the page.
 * @param {Element} poster
 */
function linesTooMany(poster) {
  const question = poster.querySelector(".poster-question");
  const line = question ? parseFloat(getComputedStyle(question).lineHeight) : 0;
  const beyond = poster.scrollHeight - poster.clientHeight;
  return line && beyond > 1 ? Math.ceil(beyond / line) : 0;
}
