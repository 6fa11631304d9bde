/**
 * Makes one script and one style sheet a screen of static/js/ and static/css/: `node build.mjs FOLDER`. The manifest
 * beside them says of which sources they were made, see facilitation/pages/static_files.py.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "../../.node/node_modules/esbuild/lib/main.js";
import { lower } from "./lowering.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = join(root, "static");
const place = process.argv[2] ?? join(folder, "built");

/** In the order in which they apply; a screen's own comes last. */
const frame = ["tokens", "base", "components"];
/** Scripts that a page names; the others are imported by them. */
const pages = [
  ...["address", "anew", "checklist", "desk", "doors", "feedback", "host", "locked", "mine", "over"],
  ...["presentation", "printed", "reopen", "report", "wall"],
];
/** Those that a page loads in two parts: the second comes once the first has begun, and stands on it. */
const parted = ["station"];
const laterOf = (/** @type {string} */ page) => `${page}-later`;

/** @param {string} place @returns {string[]} the names of the files below it */
function files(place) {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const path = join(place, entry.name);
    return entry.isDirectory() ? files(path) : [relative(folder, path).replaceAll("\\", "/")];
  });
}

/** @returns {string} */
function digest() {
  const found = createHash("sha256");
  const byBytes = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : 1);
  for (const name of ["css", "js", "vendor"].flatMap((source) => files(join(folder, source))).sort(byBytes)) {
    found.update(name).update(readFileSync(join(folder, name)));
  }
  return found.digest("hex");
}

/** The oldest browsers in which everything works; Samsung's 13 is Chrome's 83. */
const target = ["chrome80", "safari13.1", "firefox78"];
/** Safari before 14.1 misreads a pattern whose default names an outer variable of the same name, which nothing does. */
const supported = { destructuring: true };
const shared = { bundle: true, charset: "utf8", legalComments: "eof" };
rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });
/** A phrase's key, and one of which a part is known when the script runs. */
const KEY = /["'`]([a-z]\w*\.\w+)["'`]/g;
const PATTERN = /`([a-z]\w*\.\w*)\$\{[^}`]*\}(\w*)`/g;

/** @param {string[]} sources of a script @returns {string[]} whatever may be a key of a phrase that it says */
function phrases(sources) {
  const text = sources.map((source) => readFileSync(source, "utf8")).join("\n");
  const keys = [...text.matchAll(KEY)].map(([, key]) => key);
  return [...new Set([...keys, ...[...text.matchAll(PATTERN)].map(([, start, end]) => `${start}*${end}`)])].sort();
}

/** It is there for what older browsers do with the others; those older than that run no module. */
await build({
  ...shared,
  target: ["chrome61", "safari11", "firefox60"],
  supported,
  minify: true,
  format: "iife",
  legalComments: "none",
  entryPoints: [join(folder, "js/give-back.js")],
  outdir: place,
});
/**
 * @param {string[]} names of scripts
 * @param {import("../../.node/node_modules/esbuild/lib/main.js").BuildOptions} [more]
 * @returns {Promise<string[][]>} the sources of each
 */
async function buildScripts(names, more = {}) {
  const { metafile } = await build({
    ...shared,
    metafile: true,
    target,
    supported,
    minify: true,
    format: "esm",
    entryPoints: names.map((name) => join(folder, "js/screens", `${name}.js`)),
    outdir: place,
    ...more,
  });
  const outputs = Object.entries(metafile.outputs);
  return names.map((name) => {
    const made = outputs.find(([, { entryPoint = "" }]) => basename(entryPoint, ".js") === name)?.[1];
    const imported = (made?.imports ?? []).flatMap(({ path }) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
    return [...Object.keys(made?.inputs ?? {}), ...imported];
  });
}

/** @type {Map<string, string[]>} */
const sourcesOf = new Map();
(await buildScripts(pages)).forEach((sources, index) => sourcesOf.set(pages[index] ?? "", sources));
for (const page of parted) {
  const both = [page, laterOf(page)];
  const sources = await buildScripts(both, { splitting: true, chunkNames: `${page}-shared` });
  sourcesOf.set(page, [...new Set(sources.flat())]);
  // All of the first part is in what both share; its own file does nothing but import that.
  renameSync(join(place, `${page}-shared.js`), join(place, `${page}.js`));
  const later = join(place, `${laterOf(page)}.js`);
  writeFileSync(later, readFileSync(later, "utf8").replaceAll(`"./${page}-shared.js"`, `"./${page}.js"`));
}
for (const sheet of files(join(folder, "css/screens"))) {
  const imports = [...frame.map((name) => `css/${name}.css`), sheet].map((name) => `@import "./${name}";`);
  const { outputFiles } = await build({
    ...shared,
    stdin: { contents: imports.join("\n"), resolveDir: folder, loader: "css" },
    write: false,
  });
  const css = await lower(outputFiles[0]?.text ?? "");
  const { code } = await transform(css, { loader: "css", minify: true, target, charset: "utf8" });
  writeFileSync(join(place, sheet.replace("css/screens/", "")), code);
}
/** The worker speaks in the place of a station's page, with the words that its copy holds. */
const speaker = join(folder, "js/worker.js");
const said = [...sourcesOf].map(([page, all]) => {
  const sources = all.filter((source) => !source.includes("/vendor/"));
  return [page, phrases(page === "station" ? [...sources, speaker] : sources)];
});
const manifest = { sources: digest(), phrases: Object.fromEntries(said) };
writeFileSync(join(place, "manifest.json"), `${JSON.stringify(manifest)}\n`);
