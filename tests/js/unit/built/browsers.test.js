/** What static/built/ asks of a browser is asked of none that lacks it, by what MDN knows of browsers. */
import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import postcss from "../../../../.node/node_modules/postcss/lib/postcss.mjs";

const folder = new URL("../../../../static/built/", import.meta.url);
const known = JSON.parse(
  readFileSync(new URL("../../../../.node/node_modules/@mdn/browser-compat-data/data.json", import.meta.url), "utf8"),
);
/** @type {Record<string, number>} */
const OLDEST = { chrome: 80, firefox: 78, safari: 13.1 };

/** What a browser may lack: nothing is lost but a nicety, or a way without it stands beside it. */
const CSS_MAY_BE_MISSING = new Set([
  "accent-color", // a tick in the system's colour
  "appearance", // with its prefix beside it
  "aspect-ratio", // of a preview that is cut to its box
  "border-end-end-radius", // corners that meet are round
  "border-end-start-radius",
  "border-start-end-radius",
  "border-start-start-radius",
  "color-scheme", // scroll bars stay light
  "contain-intrinsic-block-size", // with content-visibility
  "contain", // what changes is drawn with its surroundings
  "content-visibility", // long lists are drawn more slowly
  "field-sizing", // static/js/screens/composer-field.js measures
  "forced-color-adjust", // comes with forced colours
  "hyphenate-limit-chars", // words are parted earlier
  "hyphens", // with its prefix beside it
  "outline", // as old as CSS; newer is that it follows round corners
  "overflow-anchor", // the script keeps the place
  "overscroll-behavior", // the page behind moves along
  "overscroll-behavior-inline",
  "print-color-adjust", // with its prefix beside it
  "scroll-behavior", // it jumps
  "scroll-margin", // a place that is jumped to may lie beneath the head
  "scroll-margin-bottom",
  "scroll-margin-top",
  "scroll-snap-type", // columns stop anywhere
  "scrollbar-color",
  "scrollbar-width",
  "size", // of a printed page; the dialog for printing asks
  "text-decoration-thickness",
  "text-underline-offset",
  "text-wrap", // lines of a heading are uneven
  "text-size-adjust", // with its prefix beside it
  "user-select", // with its prefix beside it
]);
/** Calls that are asked for before they are made, have a stand-in, or go to something of ours with such a name. */
const JS_MAY_BE_MISSING = new Set([
  ...["drop", "end", "move", "show", "take", "toArray", "watch"], // of ours
  "DisplayNames", // lib/model/feedback.js asks for it
  ...["exitFullscreen", "requestFullscreen"], // ?.(), and only for who is there
  "checkVisibility", // ?.()
  "request", // of locks, lib/queue/send-lock.js does without; and of others
  "setBigUint64", // messages of four gigabytes
  "timeout", // of the live connection
  "randomUUID", // lib/base/uuid.js has its own
  "showModal", // lib/page/dialogs.js
  "returnValue", // lib/page/dialogs.js
  "Segmenter", // lib/base/graphemes.js and words.js count without
  "segment",
]);

/** @param {any} compat @returns {boolean} whether all of the oldest browsers have it, under this name */
function everywhere(compat) {
  return Object.entries(OLDEST).every(([browser, oldest]) => {
    const support = compat.support[browser];
    return (Array.isArray(support) ? support : [support]).some(
      ({ version_added: from, version_removed: gone, flags, prefix, alternative_name: other }) =>
        from && !gone && !flags && !prefix && !other && Number.parseFloat(String(from).replace("≤", "")) <= oldest,
    );
  });
}

/** @param {string} kind */
const built = (kind) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(`.${kind}`))
    .map((name) => /** @type {[string, string]} */ ([name, readFileSync(new URL(name, folder), "utf8")]));

/** @param {postcss.Node|undefined} node @param {string} asked @returns {boolean} whether only who has that reads it */
function isGuarded(node, asked) {
  for (let at = node?.parent; at; at = at.parent) {
    if (at.type === "atrule" && /** @type {postcss.AtRule} */ (at).name === "supports") {
      const { params } = /** @type {postcss.AtRule} */ (at);
      return params.includes(asked) && !params.startsWith("not");
    }
  }
  return false;
}

/** @param {string} css @returns {string[]} what some browser lacks */
function lacking(css) {
  /** @type {Set<string>} */
  const found = new Set();
  const root = postcss.parse(css);
  root.walkDecls((declaration) => {
    const { prop, value } = declaration;
    const compat = known.css.properties[prop]?.__compat;
    if (!prop.startsWith("-") && compat && !everywhere(compat) && !CSS_MAY_BE_MISSING.has(prop)) {
      const lowered = ["inset-inline", "inset-inline-start", "inset-inline-end", "translate", "rotate", "scale"];
      if (!lowered.includes(prop) && !isGuarded(declaration, prop)) {
        found.add(prop);
      }
    }
    const before = declaration.prev();
    for (const [, unit] of value.matchAll(/\d([ds]v[hw])\b/g)) {
      if (!(before?.type === "decl" && before.prop === prop && !/\d[ds]v[hw]/.test(before.value))) {
        found.add(`${prop}: ${unit}`);
      }
    }
    for (const [, name] of value.matchAll(/([a-z-]+)\(/g)) {
      const kind = known.css.types[name ?? ""] ?? known.css.types.color?.[name ?? ""];
      if (kind?.__compat && !everywhere(kind.__compat)) {
        found.add(`${name}()`);
      }
    }
    if (value.includes("subgrid") && !isGuarded(declaration, "subgrid")) {
      found.add("subgrid");
    }
  });
  root.walkAtRules((rule) => {
    const compat = known.css["at-rules"][rule.name]?.__compat;
    if (compat && !everywhere(compat) && rule.name !== "page") {
      found.add(`@${rule.name}`);
    }
    if (rule.name === "media" && /[<>]/.test(rule.params)) {
      found.add(`@media ${rule.params}`);
    }
  });
  root.walkRules(({ selectors }) => {
    for (const one of selectors) {
      for (const [, name] of one.matchAll(/(?<!:):([a-z-]+)/g)) {
        const compat = known.css.selectors[name ?? ""]?.__compat;
        if (compat && !everywhere(compat) && !["focus-visible", "has"].includes(name ?? "")) {
          found.add(`:${name}`);
        }
      }
      if (/:not\([^()]*,/.test(one)) {
        found.add(":not() with a list");
      }
      // Whoever does not know one of the two passes over the whole rule.
      if (/:has\(|:focus-visible/.test(one) && selectors.some((other) => !/:has\(|:focus-visible/.test(other))) {
        found.add(`${one} beside others`);
      }
    }
  });
  return [...found];
}

for (const [name, css] of built("css")) {
  test(`${name} asks nothing of a browser since 2020 that it lacks`, () => {
    assert.deepEqual(lacking(css), []);
  });
}

test("what is newer is noticed", () => {
  const rules = [
    "@layer a{b{c:d}}",
    "a:is(b){color:red}",
    "a{margin-inline:1px}",
    "a{height:100dvh}",
    "a{color:color-mix(in srgb,red,blue)}",
    "a:not(b,c){color:red}",
    "a,b:has(c){color:red}",
    "a{grid-template-rows:subgrid}",
  ];
  for (const rule of rules) {
    assert.equal(lacking(rule).length, 1, rule);
  }
});

/** Interfaces whose methods the scripts call; the names of others are too often names of our own. */
const OURS =
  /^(Abort|Cache|CharacterData|CSS|Crypto|Document|DOMTokenList|DOMRect|Element|Event|FormData|Headers|HTML|IDB|Intersection|Navigator|Node|Range|Re(quest|sponse)|Selection|ServiceWorker|Storage|URL|Window)/;

/** @returns {Set<string>} methods that nothing in the oldest browsers has, but something newer has */
function newer() {
  /** @type {Map<string, boolean>} */
  const names = new Map();
  const interfaces = Object.entries(known.api).filter(([name]) => OURS.test(name));
  for (const [, members] of [...Object.entries(known.javascript.builtins), ...interfaces]) {
    for (const [key, { __compat: compat }] of Object.entries(members)) {
      const name = key.replace(/_static$/, "");
      if (compat) {
        names.set(name, names.get(name) || everywhere(compat));
      }
    }
  }
  return new Set([...names].filter(([, old]) => !old).map(([name]) => name));
}

const young = newer();

/** @param {string} script */
const tooYoung = (script) => [
  ...new Set(
    [...script.matchAll(/[\w$)\]}"'`]\.([A-Za-z]\w*)\(/g)]
      .map(([, name]) => name ?? "")
      .filter((name) => young.has(name) && !JS_MAY_BE_MISSING.has(name)),
  ),
];

for (const [name, script] of built("js")) {
  test(`${name} calls nothing that a browser since 2020 lacks`, () => {
    assert.deepEqual(tooYoung(script), []);
  });
}

test("a younger call is noticed", () => {
  for (const call of ["a.at(-1)", "a.replaceChildren()", "a.replaceAll(b,c)", "a.toSorted()", "a.findLast(b)"]) {
    assert.equal(tooYoung(call).length, 1, call);
  }
});

/** Chrome before 91 reads it wrongly; the build leaves `?.` as it is because nothing is written so. */
const SPREAD = /\?\.(?:[\w$.?]|\[[^[\]]*\])*\(\.\.\./;

test("no list is spread out behind a sign that may stop before it", () => {
  for (const [name, script] of built("js")) {
    assert.doesNotMatch(script, SPREAD, name);
  }
  for (const one of ["a?.(...b)", "a?.b(...c)", "a?.b.c[0](...d)"]) {
    assert.match(one, SPREAD);
  }
});
