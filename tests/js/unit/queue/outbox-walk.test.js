import assert from "node:assert/strict";
import { test } from "node:test";
import { createCafe } from "../cafe.js";
import { createChance, createClock, settled } from "../clock.js";
import { STATION } from "../nouns.js";
import { createPhone } from "../phone.js";
import { FAULT, FULL, NOT_JOINED, open, TOO_MANY } from "../writing-tab.js";

/**
 * Somebody writes, changes, takes back and gives dots in one or two tabs, while everything around fails.
 * @param {number} seed
 */
async function walk(seed) {
  const clock = createClock().install();
  const chance = createChance(seed);
  Math.random = chance.next;
  const phone = createPhone();
  const cafe = createCafe();
  let tabs = [open(phone, cafe)];
  /** @type {Record<string, string>} */
  const wanted = {};
  /** @type {string[]} */
  const written = [];
  /** @type {Set<string>} */
  const votes = new Set();
  let faults = 0;
  let minute = phone.saved();
  const tab = () => chance.one(tabs);
  const deeds = {
    add() {
      const id = `c${written.length}`;
      written.push(id);
      wanted[id] = `${id} zuerst`;
      tab().add(id, wanted[id]);
    },
    edit() {
      const id = chance.one(Object.keys(wanted));
      if (id) {
        wanted[id] = `${id} ${chance.below(1000)}`;
        tab().edit(id, wanted[id]);
      }
    },
    withdraw() {
      const id = chance.one(Object.keys(wanted));
      if (id) {
        delete wanted[id];
        tab().withdraw(id);
      }
    },
    vote() {
      const id = chance.one(["t1", "t2"]);
      const on = chance.below(2) === 1;
      votes[on ? "add" : "delete"](id);
      tab().vote(id, on);
    },
    connect: () => void tab().live.connect(),
    drop: () => tab().live.drop(),
    fail() {
      faults += 1;
      const fates = /** @type {const} */ (["cut", "silent", "unheard", TOO_MANY, FULL, NOT_JOINED]);
      cafe.fates.push(faults < 5 ? FAULT : chance.one(fates), chance.one([undefined, ...fates]));
    },
    reload() {
      const index = chance.below(tabs.length);
      if (chance.below(2)) {
        tabs[index]?.device.tab.tell("pagehide");
      }
      tabs[index]?.close();
      tabs[index] = open(phone, cafe);
    },
    second() {
      if (tabs.length === 1) {
        tabs.push(open(phone, cafe));
      } else {
        tabs.pop()?.close();
      }
    },
    saved() {
      minute = phone.saved();
    },
    kill() {
      minute.killed();
      tabs.forEach((one) => one.close());
      tabs = [open(phone, cafe)];
      minute = phone.saved();
    },
    jump: () => clock.jump((chance.next() - 0.5) * 10 * 86_400_000),
    wait: () => clock.advance(chance.below(20_000)),
  };
  const often = /** @type {const} */ (["add", "edit", "vote", "wait", "connect", "connect"]);
  for (let step = 0; step < 40; step += 1) {
    const deed = chance.one([...often, .../** @type {(keyof typeof deeds)[]} */ (Object.keys(deeds))]);
    await deeds[deed]();
    await settled();
  }
  cafe.fates = [];
  tabs.forEach((one) => one.live.connect());
  await clock.advance(5 * 60_000);
  return { cafe, phone, tabs, wanted, written, votes };
}

test("whatever fails, everything arrives once, in order, and as it was meant last", async () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const { cafe, phone, tabs, wanted, written, votes } = await walk(seed);
    assert.deepEqual(cafe.arrived(), written, `seed ${seed}`);
    assert.deepEqual(cafe.texts(), wanted, `seed ${seed}`);
    assert.deepEqual(cafe.votes(), [...votes].sort(), `seed ${seed}`);
    assert.deepEqual(
      tabs.map(({ outbox }) => outbox.of(STATION)),
      tabs.map(() => []),
      `seed ${seed}`,
    );
    assert.deepEqual(phone.kept(), {}, `seed ${seed}`);
    assert.deepEqual(
      [...phone.disk.rows().keys()].filter((key) => !key.startsWith("highest.")),
      [],
      `seed ${seed}`,
    );
  }
});
