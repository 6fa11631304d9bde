import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { deadline } from "../../../../static/js/lib/net/deadline.js";
import { createClock } from "../clock.js";

const HERE = fileURLToPath(new URL("../../../../static/js/", import.meta.url));

/** Sources whose questions nobody waits for: the browser ends a worker's with its page, and paper is printed anyway. */
const UNWAITED = new Set(["worker.js", "screens/printed.js"]);

/** Where something is asked; `post(url` is fetch, given to whoever tests it. */
const ASKING = /\b(?:fetch|await get|await post(?=\(url))\(/g;

/** A call to the end of its brackets. @param {string} source @param {number} begin */
function callAt(source, begin) {
  let depth = 0;
  const rest = source.slice(begin);
  const end = [...rest].findIndex((sign, at) => {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    return depth === 0 && at > rest.indexOf("(");
  });
  return rest.slice(0, end + 1);
}

test("what it takes along ends when the time is over", async () => {
  const clock = createClock().install();
  const signal = deadline(500);
  await clock.advance(499);
  assert.equal(signal.aborted, false);
  await clock.advance(1);
  assert.equal(signal.aborted, true);
});

test("nothing asks the server without an end: a connection that hangs answers never", () => {
  const sources = readdirSync(HERE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const asking = sources.flatMap((name) => {
    const source = readFileSync(HERE + name, "utf8");
    return [...source.matchAll(ASKING)].map(({ index = 0 }) => ({ name, call: callAt(source, index) }));
  });
  const endless = asking.filter(({ name, call }) => !UNWAITED.has(name) && !call.includes("signal"));
  assert.deepEqual(endless, []);
  assert.ok(asking.length > UNWAITED.size + 5, `only ${asking.length} were found`);
});
