/** The organiser's editor around the report: its forms save themselves. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { t } from "../lib/base/page-data.js";
import { part, say } from "../lib/page/screen.js";
import { ownMessage } from "../render/own-form.js";
import "../render/translated.js";
import { createOwnForm } from "./own-form.js";
import { createItems } from "./report/items.js";
import { createOutline } from "./report/outline.js";
import { createTakingHome } from "./report/taking-home.js";

/** @param {string} message */
const fail = (message) => render(ownMessage(message), part("fail"));

const outline = createOutline();
const onSaved = outline.draw;

const texts = [...document.querySelectorAll("#texts form[data-own]")].map((form) =>
  createOwnForm(/** @type {HTMLFormElement} */ (form), { say, onSaved }),
);
const themes = createItems("theme", { say, onSaved, fail });
const recommendations = createItems("recommendation", { say, onSaved, fail });
outline.begin();
createTakingHome(() => [...texts, ...themes.forms(), ...recommendations.forms()].map(({ kept }) => kept));

for (const offered of document.querySelectorAll("form[data-take]")) {
  const form = /** @type {HTMLFormElement} */ (offered);
  form.addEventListener("submit", (submit) => {
    submit.preventDefault();
    const taken = new FormData(form);
    const clusters = taken.getAll("clusters").map(String).sort().join(",");
    form.closest("li")?.remove();
    part("suggested").hidden = !document.querySelector("form[data-take]");
    themes.begin({ title: String(taken.get("title")), text: "", clusters });
    say(t("own.taken", { text: String(taken.get("title")) }));
  });
}
