/**
 * Stands inside a guest's page, before its script, so that one which never comes or fails leaves no dead page.
 *
 * Until the script says that it has taken over (`takenOver` in lib/page/screen.js), forms are sent the plain way,
 * whatever listens to them already. Where it fails on its way there, or keeps failing afterwards, everything is put
 * back as the page came, with what was typed. No module, for it must run where those do not; so it imports nothing.
 */
{
  /** Browsers that lack one of these need what stands in for it, which is in the whole style sheet alone. */
  const SINCE = "(translate: 0) and (inset-inline: 0) and selector(:focus-visible)";
  /** Without the script by then, in ms, nobody else asks for that; one that failed is asked for again after that. */
  const LATE = 10_000;
  /** So many faults of the running script within so many milliseconds are no longer a slip. */
  const MOST = 3;
  const WITHIN = 10_000;
  /** What looks are hung on; by the others the script finds its places, and it must not find them again. */
  const LOOKS = /^data-(shape|sentence|state|station|wide)$/;

  const root = document.documentElement;
  const script = document.querySelector('script[type="module"]');
  const sheet = document.querySelector("link[data-whole]");
  /** Where our scripts lie: what a browser's extensions or a proxy put into the page says nothing about ours. */
  const ours = script instanceof HTMLScriptElement ? script.src.replace(/(\/static\/[^/]+\/).*/, "$1") : "/";
  const before = Array.from(document.body.children)
    .filter((part) => part.localName !== "script")
    .map((part) => ({ part, plain: /** @type {Element} */ (part.cloneNode(true)) }));
  /** @type {number[]} */
  let faults = [];
  let isComing = false;

  const runs = () => root.dataset.script === "runs";

  /** @param {Element} plain */
  function forgetPlaces(plain) {
    for (const one of [plain, ...Array.from(plain.querySelectorAll("*"))]) {
      for (const { name } of Array.from(one.attributes)) {
        if (name.startsWith("data-") && !LOOKS.test(name)) {
          one.removeAttribute(name);
        }
      }
    }
  }

  /** What was typed and chosen stays. @param {Element} part @param {Element} plain */
  function fill(part, plain) {
    for (const old of Array.from(part.querySelectorAll("input:not([type=hidden]), textarea, select"))) {
      for (const field of Array.from(plain.querySelectorAll(old.localName))) {
        const [from, to] = /** @type {HTMLInputElement[]} */ ([old, field]);
        if (to.name === from.name && to.type === from.type) {
          if (from.type !== "radio" && from.type !== "checkbox") {
            to.value = from.value;
          } else if (to.value === from.value) {
            to.checked = from.checked;
          }
        }
      }
    }
  }

  /**
   * The style sheet of all that a page can show follows the one for its first minute, with which it came. Its rules are
   * the first one's and others, in their order. Where the page came with the whole one, there is nothing to do; where
   * a network has cut it off, it is asked for again and again, as the scripts are.
   */
  function wholeSheet() {
    const address = !isComing && sheet instanceof HTMLLinkElement && sheet.dataset.whole;
    if (address) {
      const whole = document.createElement("link");
      isComing = true;
      whole.rel = "stylesheet";
      whole.href = address;
      whole.onload = () => sheet.removeAttribute("data-whole");
      whole.onerror = () => {
        whole.remove();
        setTimeout(() => {
          isComing = false;
          wholeSheet();
        }, LATE);
      };
      sheet.after(whole);
    }
  }

  function giveBack() {
    root.dataset.script = "failed";
    wholeSheet();
    const focused = document.activeElement ? document.activeElement.id : "";
    for (const { part, plain } of before) {
      if (!part.isEqualNode(plain)) {
        fill(part, plain);
        forgetPlaces(plain);
        part.replaceWith(plain);
      }
    }
    const field = focused ? document.getElementById(focused) : null;
    if (field && field !== document.activeElement) {
      field.focus();
    }
  }

  /** @param {ErrorEvent} fault */
  function fail({ filename, timeStamp }) {
    if (!filename?.startsWith(ours) || root.dataset.script === "failed") {
      return;
    }
    faults = [...faults.filter((at) => timeStamp - at < WITHIN), timeStamp];
    if (!runs() || faults.length >= MOST) {
      giveBack();
    }
  }

  document.addEventListener("whole-sheet", wholeSheet);
  setTimeout(() => !runs() && wholeSheet(), LATE);
  if (!(window.CSS && CSS.supports(SINCE))) {
    wholeSheet();
  }
  addEventListener("error", fail);
  addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!runs()) {
        event.stopImmediatePropagation();
      } else if (form instanceof HTMLFormElement) {
        const known = faults.length;
        const field = form.querySelector("textarea");
        const typed = field ? field.value : "";
        setTimeout(() => {
          // A fault while it was sent: where the script has not even taken the text, the form goes by itself.
          if (faults.length > known && form.isConnected && (!field || field.value === typed)) {
            form.submit();
          }
        });
      }
    },
    true,
  );
}
