/** The organisers' editor of an event: its forms save themselves, and beside them stands what guests see of it. */

import { first } from "../lib/base/page-data.js";
import { part, say } from "../lib/page/screen.js";
import "../render/translated.js";
import { createDeeds } from "./edit/deeds.js";
import { createGrips } from "./edit/grip.js";
import { bringBack } from "./edit/left-behind.js";
import { createMending } from "./edit/mending.js";
import { createPreview } from "./edit/preview.js";
import { createSavedChip } from "./edit/saved-chip.js";
import { createShift } from "./edit/shift.js";
import { createTongues } from "./edit/tongues.js";
import { createOwnForm } from "./own-form.js";

const { section } = first().edit;
const preview = createPreview(part("look"));
const chip = createSavedChip(part("saved"), () => forms.map(({ kept }) => kept));
const tongues = createTongues(() => forms);
const shift = createShift(() => forms);

/** @type {import("./own-form.js").OwnForm[]} */
const forms = [];
const elements = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("form[data-own]")]);
const offer = bringBack(section, elements);
for (const form of elements) {
  const mending = createMending(form, () => forms);
  forms.push(
    createOwnForm(form, {
      say,
      page: "edit",
      section,
      besides: shift.besides,
      onAnswer(ack, fields) {
        mending.hear(ack);
        shift.hear(ack, form);
        tongues.hear(ack, form, fields);
      },
      onSaved: preview.renew,
      onDrawn: chip.draw,
    }),
  );
}
chip.draw();
offer(forms);
createGrips(createDeeds(() => forms.map(({ kept }) => kept)));
