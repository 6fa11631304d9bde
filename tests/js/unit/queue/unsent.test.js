import "../page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createOutbox, onPhone } from "../../../../static/js/lib/queue/outbox.js";
import { unsent } from "../../../../static/js/lib/queue/unsent.js";
import { createClock, settled } from "../clock.js";
import { createLive } from "../live.js";
import { createPhone } from "../phone.js";

/** @param {ReturnType<typeof createPhone>} phone @param {string} place an event, or one's person in it */
async function write(phone, place) {
  const live = createLive(() => ({ ok: true, revision: 1 }));
  const device = phone.device();
  createOutbox(live, place, device, onPhone(place)).put("vote.set", { contribution: "a", on: true }, "verein");
  await settled();
  return { live, device };
}

test("orders of this event count, whoever has the phone, and none of an event whose name is longer", async () => {
  createClock().install();
  const phone = createPhone();
  for (const place of ["herbst", "herbst~b", "herbst-2", "herbst2~b", "frühling"]) {
    await write(phone, place);
  }
  assert.deepEqual(
    await Promise.all(["herbst", "herbst-2", "sommer"].map((event) => unsent(event, phone.device()))),
    [2, 1, 0],
  );
});

test("what found no room in the browser's storage lies in the second copy, and counts once", async () => {
  createClock().install();
  const phone = createPhone();
  await write(phone, "herbst");
  phone.trouble.forbidden = true;
  const { device } = await write(phone, "herbst");
  device.tab.close();
  phone.trouble.forbidden = false;
  assert.equal(await unsent("herbst", phone.device()), 2);
});

test("what was sent does not count, also where the second copy has not heard of it", async () => {
  createClock().install();
  const phone = createPhone();
  const { live } = await write(phone, "herbst");
  const [key] = Object.keys(phone.kept());
  live.connect();
  await settled();
  assert.equal(await unsent("herbst", phone.device()), 0);
  await phone.device().secondCopy("cafe.outbox.herbst.").add(String(key), { name: "vote.set" });
  assert.equal(await unsent("herbst", phone.device()), 1);
  phone.leave(`gone.${key}`, "true");
  assert.equal(await unsent("herbst", phone.device()), 0);
});
