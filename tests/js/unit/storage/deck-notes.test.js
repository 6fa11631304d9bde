import assert from "node:assert/strict";
import { test } from "node:test";
import { createDeckNotes } from "../../../../static/js/lib/storage/deck-notes.js";
import { createStorage } from "../../../../static/js/lib/storage/local-storage.js";
import { createPhone } from "../phone.js";

test("notes outlive a reload, each with its slide, and two windows lose nothing of each other", () => {
  const phone = createPhone();
  const open = () => createDeckNotes("notes", createStorage(phone.openTab()));
  const [here, there] = [open(), open()];
  assert.equal(here.set("s1-question", "Frage vorlesen"), true);
  assert.equal(there.set("thanks", "Blumen"), true);
  assert.deepEqual(["s1-question", "thanks", "title"].map(open().of), ["Frage vorlesen", "Blumen", ""]);
});
