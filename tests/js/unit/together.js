/**
 * Runs the tests of these files in one process, each file as a suite of its own: starting Node.js takes longer than
 * most of them. `node together.js FILE…`; a file that says what its page brought along needs a process of its own.
 */
import { before, describe } from "node:test";
import { pathToFileURL } from "node:url";

const { random } = Math;

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    before(() => {
      Math.random = random; // another file may have drawn lots of its own
    });
    await import(pathToFileURL(file).href);
  });
}
