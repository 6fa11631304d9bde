/** What is shown in the place of a page whose event is locked: the page comes back by itself. */

import { comeBack } from "../lib/page/come-back.js";

const { reopen } = /** @type {HTMLElement} */ (document.querySelector("[data-reopen]")).dataset;

comeBack(String(reopen), () => location.reload());
