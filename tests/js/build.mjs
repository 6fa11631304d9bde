/**
 * Makes one script and one style sheet a screen of static/js/ and static/css/: `node build.mjs FOLDER`. The manifest
 * beside them says of which sources they were made, see facilitation/pages/static_files.py.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "../../.node/node_modules/esbuild/lib/main.js";
import { minify } from "../../.node/node_modules/terser/main.js";
import { lower } from "./lowering.mjs";
import { onlyNamed, onlyUsed, templates, used } from "./used.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = join(root, "static");
const place = process.argv[2] ?? join(folder, "built");

/** In the order in which they apply; a screen's own comes last. */
const frame = ["tokens", "base", "components"];
/** Scripts that a page names; the others are imported by them. */
const pages = [
  ...["address", "anew", "checklist", "desk", "doors", "edit", "feedback", "host", "locked", "mine", "over"],
  ...["new-event", "ready", "rehearsal"],
  ...["presentation", "printed", "reopen", "report", "wall"],
];
/** Those that a page loads in two parts: the second comes once the first has begun, and stands on it. */
const parted = ["station"];
const laterOf = (/** @type {string} */ page) => `${page}-later`;
/** Pages that say `sheet`, of which screen's sheet theirs is made; facilitation/pages/static_files.py has the same. */
const ownSheets = new Map([
  ["station", "phone"],
  ["house", "pages"],
]);

/** @param {string} place @returns {string[]} the names of the files below it */
function files(place) {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const path = join(place, entry.name);
    return entry.isDirectory() ? files(path) : [relative(root, path).replaceAll("\\", "/")];
  });
}

/** @returns {string} */
function digest() {
  const found = createHash("sha256");
  const byBytes = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : 1);
  const sources = ["static/css", "static/js", "static/vendor", "static/icons.svg", "templates"];
  const names = sources.flatMap((source) => (source.endsWith(".svg") ? [source] : files(join(root, source))));
  for (const name of names.sort(byBytes)) {
    found.update(name).update(readFileSync(join(root, name)));
  }
  return found.digest("hex");
}

/** The oldest browsers in which everything works; Samsung's 13 is Chrome's 83. */
const target = ["chrome80", "safari13.1", "firefox78"];
/** Safari before 14.1 misreads a pattern whose default names an outer variable of the same name, which nothing does. */
const supported = { destructuring: true };
/**
 * What these browsers know: Chrome before 91 fails at `a?.(...b)` alone, a list spread out behind the sign, which
 * stands nowhere here (a test looks).
 */
const known = { ...supported, "optional-chain": true };
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
    supported: known,
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

/**
 * Makes a built script smaller still: by a twentieth of what travels. Blanks before a line are left in drawn markup
 * alone, where nothing reads them.
 * @param {string} name of a script
 */
async function press(name) {
  const path = join(place, `${name}.js`);
  const script = readFileSync(path, "utf8").replace(/\n[ \t]+/g, "\n");
  const { code = "" } = await minify(script, { module: true, ecma: 2020, compress: { passes: 3 } });
  writeFileSync(path, `${code}\n`);
}

/** @type {Map<string, string[]>} */
const sourcesOf = new Map();
/** Those of the scripts that are served in every language with what they say. @type {Map<string, string[]>} */
const spokenBy = new Map();
(await buildScripts(pages)).forEach((sources, index) => sourcesOf.set(pages[index] ?? "", sources));
for (const page of parted) {
  const both = [page, laterOf(page)];
  const sources = await buildScripts(both, { splitting: true, chunkNames: `${page}-shared` });
  const [first = [], all = []] = sources;
  sourcesOf.set(page, [...new Set([...first, ...all])]);
  spokenBy.set(page, first);
  spokenBy.set(
    laterOf(page),
    all.filter((source) => !first.includes(source)),
  );
  // All of the first part is in what both share; its own file does nothing but import that.
  renameSync(join(place, `${page}-shared.js`), join(place, `${page}.js`));
  const later = join(place, `${laterOf(page)}.js`);
  writeFileSync(later, readFileSync(later, "utf8").replaceAll(`"./${page}-shared.js"`, `"./${page}.js"`));
}
await Promise.all([...pages, ...parted, ...parted.map(laterOf)].map(press));
/** @param {string} screen @returns {Promise<string>} all that its sheet says, for browsers since 2020 */
async function wholeSheet(screen) {
  const imports = [...frame, `screens/${screen}`].map((name) => `@import "./css/${name}.css";`);
  const { outputFiles } = await build({
    ...shared,
    stdin: { contents: imports.join("\n"), resolveDir: folder, loader: "css" },
    write: false,
  });
  return lower(outputFiles[0]?.text ?? "");
}

/** @type {Map<string, string[]>} the templates of the pages that have this sheet */
const pagesOf = new Map();
const said = (/** @type {string} */ text, /** @type {string} */ name) =>
  new RegExp(`set ${name} = '([\\w-]+)'`).exec(text)?.[1];
const templateFolder = join(root, "templates");
for (const name of readdirSync(templateFolder).filter((one) => one.endsWith(".html") && one !== "base.html")) {
  const text = readFileSync(join(templateFolder, name), "utf8");
  const sheet = said(text, "sheet") ?? said(text, "screen") ?? "phone";
  pagesOf.set(sheet, [...(pagesOf.get(sheet) ?? []), name]);
}
const sprite = readFileSync(join(folder, "icons.svg"), "utf8");
/** The worker speaks in the place of a station's page, in its clothes and with the words that its copy holds. */
const speaker = join(folder, "js/worker.js");
const parts = readdirSync(join(templateFolder, "parts")).map((name) => `parts/${name}`);
/** Templates that extend a page stand in a folder of its name. @param {string} page @returns {string[]} */
function sectionsOf(page) {
  const name = basename(page, ".html");
  const place = join(templateFolder, name);
  return name !== "parts" && existsSync(place) ? readdirSync(place).map((one) => `${name}/${one}`) : [];
}
for (const [sheet, names] of pagesOf) {
  // Some parts are drawn by the server's own code and put into a page; a guest's station has none of those.
  const whole = [...names, ...names.flatMap(sectionsOf)];
  const paths = templates(templateFolder, ownSheets.has(sheet) ? names : [...whole, ...parts]);
  const scripts = paths.flatMap((path) => {
    const named = readFileSync(path, "utf8").matchAll(/(?:main_script = |script\()'([\w-]+)'/g);
    return [...named].flatMap(([, name]) => sourcesOf.get(name ?? "") ?? []);
  });
  const pages = used([...new Set([...paths, ...scripts, speaker, join(folder, "js/give-back.js")])]);
  const screen = ownSheets.get(sheet) ?? sheet;
  const css = onlyUsed(await wholeSheet(screen), pages, screen);
  const { code } = await transform(css, { loader: "css", minify: true, target, charset: "utf8" });
  writeFileSync(join(place, `${sheet}.css`), code);
  writeFileSync(join(place, `${sheet}.svg`), onlyNamed(sprite, pages));
}
const ours = (/** @type {string[]} */ sources) => sources.filter((source) => !source.includes("/vendor/"));
/** Of what a parted page's scripts say by themselves the worker alone finds something in the page. */
const inPage = [...sourcesOf].map(([page, all]) => [page, phrases(parted.includes(page) ? [speaker] : ours(all))]);
const spoken = [...spokenBy].map(([script, sources]) => [script, phrases(ours(sources))]);
const manifest = {
  sources: digest(),
  phrases: Object.fromEntries(inPage),
  spoken: Object.fromEntries(spoken),
};
writeFileSync(join(place, "manifest.json"), `${JSON.stringify(manifest)}\n`);
