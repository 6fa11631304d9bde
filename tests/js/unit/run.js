/** Runs all tests of static/js/lib/: `node run.js`. What they print is shown only where one fails. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(here, name)).map((file) => join(here, name, file)))
  .filter((file) => file.endsWith(".test.js"));

/** Whether it says what its page brought along, which is read once in a process (page.js). @param {string} file */
const needsItsOwnPage = (file) => /\b(embed|speak)\(/.test(readFileSync(file, "utf8"));

if (!files.length) {
  throw new Error(`There are no tests in ${here}.`);
}
const shared = files.filter((file) => !needsItsOwnPage(file));
const runs = [
  [join(here, "together.js"), ...shared],
  ["--test", ...files.filter(needsItsOwnPage)],
];
for (const run of runs) {
  const { status, stdout, stderr } = spawnSync(process.execPath, run, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    process.exitCode = 1;
  }
}
