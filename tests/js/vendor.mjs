/**
 * Copies the published, minified files named below from .node/node_modules (installed by the lock, so their
 * origin is checked) to static/vendor/, puts a type declaration beside each script for `tsc --checkJs`, and
 * writes the manifest that tests/test_vendor.py verifies.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const modules = join(root, ".node/node_modules");
const target = join(root, "static/vendor");

// style-map is left out on purpose: it writes a style attribute, which the Content-Security-Policy forbids.
// The unsafe-* directives are left out on purpose: typed text never becomes markup.
const directives = ["class-map", "guard", "if-defined", "keyed", "live", "ref", "repeat", "when"];
const packages = [
  {
    name: "lit-html",
    files: [
      ...["LICENSE", "lit-html.js", "directive.js", "directive-helpers.js", "async-directive.js"],
      ...directives.map((name) => `directives/${name}.js`),
    ].map((file) => ({ from: file, to: `lit-html/${file}`, types: `lit-html/${file}` })),
  },
  {
    name: "sortablejs",
    files: [
      { from: "modular/sortable.esm.js", to: "sortable.esm.js", types: "sortablejs", exports: "{ default }" },
      { from: "LICENSE", to: "sortable.LICENSE", types: "" },
    ],
  },
];

rmSync(target, { recursive: true, force: true });
const manifest = packages.map(({ name, files }) => {
  const { version, license } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  /** @type {Record<string, string>} */
  const hashes = {};
  /** @param {string} path @param {string} text */
  const write = (path, text) => {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
    hashes[path] = createHash("sha256").update(text).digest("hex");
  };
  for (const { from, to, types, exports = "*" } of files) {
    const published = readFileSync(join(modules, name, from), "utf8");
    // The source maps are not shipped; a browser's developer tools would ask for them in vain.
    write(to, published.replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"));
    if (to.endsWith(".js")) {
      write(to.replace(/\.js$/, ".d.ts"), `export ${exports} from "${types}";\n`);
    }
  }
  return { name, version, license, sha256: hashes };
});
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
