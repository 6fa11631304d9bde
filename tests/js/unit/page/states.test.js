import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL("../../../../static/js/", import.meta.url));

test("what a list shows is set, not written into its markup, which says nothing once somebody has chosen there", () => {
  const sources = readdirSync(HERE, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => ({ name, source: readFileSync(HERE + name, "utf8") }));
  const drawn = sources.flatMap(({ name, source }) =>
    [...source.matchAll(/<select\b.*?<\/select>/gs)].map(([list]) => ({ name, list })),
  );
  const byMarkup = drawn.filter(({ list }) => /\?selected=/.test(list) && !list.includes(".value=${live("));
  assert.deepEqual(byMarkup, []);
  assert.ok(drawn.length > 5, `only ${drawn.length} lists were found`);
});

test("what is ticked is set, too", () => {
  const sources = readdirSync(HERE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  assert.deepEqual(
    sources.filter((name) => readFileSync(HERE + name, "utf8").includes("?checked=")),
    [],
  );
});

test("an ARIA state says true or what it is: an empty one counts as false", () => {
  const sources = readdirSync(HERE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const empty = /toggleAttribute\(\s*["']aria-|\?aria-[a-z]+=|setAttribute\(\s*["']aria-[a-z]+["'],\s*["']{2}\)/;
  assert.deepEqual(
    sources.filter((name) => empty.test(readFileSync(HERE + name, "utf8"))),
    [],
  );
});
