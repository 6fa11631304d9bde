/**
 * Makes one script and one style sheet a screen of static/js/ and static/css/: `node build.mjs FOLDER`. The manifest
 * beside them says of which sources they were made, see facilitation/pages/static_files.py.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "../../.node/node_modules/esbuild/lib/main.js";
import { minify } from "../../.node/node_modules/terser/main.js";
import { lower, withoutStandIns } from "./lowering.mjs";
import { fewSigns, onlyNamed, onlyUsed, templates, used } from "./used.mjs";

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
/** Those that a page loads in parts: each comes after the one before it, and stands on it. */
const parted = ["station"];
const partsOf = (/** @type {string} */ page) => [page, `${page}-later`, `${page}-rest`];
/** Pages that say `sheet`, of which screen's sheet theirs is made; facilitation/pages/static_files.py has the same. */
const ownSheets = new Map([
  ["station", "phone"],
  ["house", "pages"],
]);
/**
 * Pages whose first minute has a sheet of its own (`<sheet>-first`): of their scripts it knows those that come by
 * themselves, and it has the colours of few signs. Parts of their templates that nobody sees before a tap.
 */
const firstMinutes = new Map([["station", ["confirm.html"]]]);

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

/** @param {string} script @param {"import"|"export"} word @returns {[string, string][]} each name and its other one */
function aliases(script, word) {
  const lists = [...script.matchAll(new RegExp(`\\b${word}\\{([^}]*)\\}`, "g"))].map(([, list = ""]) => list);
  return lists.flatMap((list) =>
    list.split(",").map((one) => {
      const [name = "", other = name] = one.split(" as ");
      return /** @type {[string, string]} */ ([name, other]);
    }),
  );
}

/**
 * All of a part on which another one stands is in what the two share, and its own file does nothing but import that; so
 * what they share takes its name, and exports what that did.
 * @param {string[]} parts in the order in which they come
 */
function joinShared(parts) {
  const SHARED = /[\w-]+-shared-\w+/g;
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const part of parts.slice(0, -1)) {
    const own = readFileSync(join(place, `${part}.js`), "utf8");
    const [shared = ""] = (own.match(SHARED) ?? []).filter((name) => !names.has(name));
    names.set(shared, part);
    const script = readFileSync(join(place, `${shared}.js`), "utf8");
    const within = new Map(aliases(script, "export").map(([name, other]) => [other, name]));
    const imported = new Map(aliases(own, "import").map(([name, other]) => [other, name]));
    const exported = aliases(own, "export").map(
      ([name, other]) => `${within.get(imported.get(name) ?? "")} as ${other}`,
    );
    writeFileSync(join(place, `${part}.js`), exported.length ? `${script}export{${exported}};\n` : script);
    rmSync(join(place, `${shared}.js`));
  }
  for (const part of parts) {
    const path = join(place, `${part}.js`);
    const script = readFileSync(path, "utf8");
    writeFileSync(
      path,
      script.replace(SHARED, (name) => names.get(name) ?? name),
    );
  }
}

/** Of lit-html's notices, one for each of its files; its licence is static/vendor/lit-html/LICENSE. */
const NOTICE = "/*! Copyright Google LLC, SPDX-License-Identifier: BSD-3-Clause */";

/**
 * Makes a built script smaller still: by a twentieth of what travels. Blanks before a line are left in drawn markup
 * alone, where nothing reads them.
 * @param {string} name of a script
 * @param {import("../../.node/node_modules/terser/main.js").MinifyOptions} [how]
 */
async function press(name, how = { module: true, ecma: 2020 }) {
  const path = join(place, `${name}.js`);
  const script = readFileSync(path, "utf8").replace(/\n[ \t]+/g, "\n");
  const notices = script.match(/\/\*\*(?:(?!\*\/)[\s\S])*@license[\s\S]*?\*\//g) ?? [];
  const isLits = notices.every((one) => one.includes("Google LLC"));
  const format = isLits ? { comments: false } : {};
  const { code = "" } = await minify(script, { ...how, compress: { passes: 3 }, format });
  const notice = isLits && notices.length ? `${NOTICE}\n` : "";
  writeFileSync(path, `${code}\n${notice}`);
}

/** @type {Map<string, string[]>} */
const sourcesOf = new Map();
/** Those of the scripts that are served in every language with what they say. @type {Map<string, string[]>} */
const spokenBy = new Map();
(await buildScripts(pages)).forEach((sources, index) => sourcesOf.set(pages[index] ?? "", sources));
for (const page of parted) {
  const parts = partsOf(page);
  const sources = await buildScripts(parts, { splitting: true, chunkNames: `${page}-shared-[hash]` });
  sourcesOf.set(page, [...new Set(sources.flat())]);
  /** @type {Set<string>} */
  const before = new Set();
  parts.forEach((part, index) => {
    spokenBy.set(
      part,
      (sources[index] ?? []).filter((source) => !before.has(source)),
    );
    sources[index]?.forEach((source) => void before.add(source));
  });
  joinShared(parts);
}
await Promise.all([...pages, ...parted.flatMap(partsOf)].map((name) => press(name)));
await press("give-back", { module: false, ecma: 2017 });
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
/** @param {string} css @param {string} name */
async function writeSheet(css, name) {
  const { code } = await transform(css, { loader: "css", minify: true, target, charset: "utf8" });
  // What a value of its own stands for is left alone by that.
  writeFileSync(join(place, `${name}.css`), code.replace(/(--[\w-]+): /g, "$1:"));
}
for (const [sheet, names] of pagesOf) {
  // Some parts are drawn by the server's own code and put into a page; a guest's station has none of those.
  const every = [...names, ...names.flatMap(sectionsOf)];
  const paths = templates(templateFolder, ownSheets.has(sheet) ? names : [...every, ...parts]);
  const scripts = paths.flatMap((path) => {
    const named = readFileSync(path, "utf8").matchAll(/(?:main_script = |script\()'([\w-]+)'/g);
    return [...named].flatMap(([, name]) => sourcesOf.get(name ?? "") ?? []);
  });
  const pages = used([...new Set([...paths, ...scripts, speaker, join(folder, "js/give-back.js")])]);
  const screen = ownSheets.get(sheet) ?? sheet;
  const whole = await wholeSheet(screen);
  await writeSheet(onlyUsed(whole, pages, screen), sheet);
  writeFileSync(join(place, `${sheet}.svg`), onlyNamed(sprite, pages));
  const unseen = firstMinutes.get(sheet);
  if (unseen) {
    const atOnce = partsOf(sheet)
      .slice(0, -1)
      .flatMap((part) => spokenBy.get(part) ?? []);
    const seen = paths.filter((path) => !unseen.includes(basename(path)));
    const first = used([...seen, ...atOnce, join(folder, "js/give-back.js")]);
    await writeSheet(onlyUsed(fewSigns(withoutStandIns(whole)), first, screen), `${sheet}-first`);
    writeFileSync(join(place, `${sheet}-first.svg`), fewSigns(onlyNamed(sprite, pages)));
  }
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
