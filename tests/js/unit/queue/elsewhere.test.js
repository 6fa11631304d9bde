import "../page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { refusedElsewhere } from "../../../../static/js/lib/queue/elsewhere.js";
import { createClock, settled } from "../clock.js";
import { STATION } from "../nouns.js";
import { open, TOO_LONG } from "../writing-tab.js";

beforeEach(() => {
  createClock().install();
});

const STATIONS = ["amt", STATION, "stadt"].map((slug) => ({ slug, short_title: `Station ${slug}`, url: `/s/${slug}` }));

test("what was refused after its writer walked on leads back, once a station and in their order", async () => {
  const { live, outbox } = open();
  const told = () => refusedElsewhere(outbox, STATION, STATIONS).map(({ title, href }) => [title, href]);
  live.serve = () => TOO_LONG;
  outbox.put("contribution.add", { id: "1", text: "Eins" }, "stadt");
  outbox.put("contribution.add", { id: "2", text: "Zwei" }, "stadt");
  outbox.put("contribution.add", { id: "3", text: "Drei" }, "amt");
  outbox.put("contribution.add", { id: "4", text: "Hier" }, STATION);
  outbox.put("contribution.add", { id: "5", text: "Fort" }, "gibt-es-nicht-mehr");
  outbox.put("feedback.set", { text: "Gut" }, "");
  assert.deepEqual(told(), []);
  live.connect();
  await settled();
  assert.deepEqual(told(), [
    ["Station amt", "/s/amt"],
    ["Station stadt", "/s/stadt"],
  ]);
  outbox
    .of("stadt")
    .concat(outbox.of("amt"))
    .forEach(({ key }) => outbox.drop(key));
  assert.deepEqual(told(), []);
});
