/**
 * What a screen's pages can show, by the words in their templates and scripts, and what of a style sheet and of the
 * icons is left for them. A name that is put together ("chip-" and a kind) counts by its beginning.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postcss from "../../.node/node_modules/postcss/lib/postcss.mjs";

/** @typedef {{words: Set<string>, quoted: Set<string>, starts: string[], text: string}} Used */

const PART = /\{%-?\s*(?:include|from|extends)\s+"([^"]+)"/g;

/** @param {string} folder of the templates @param {string[]} names @returns {string[]} those and all their parts */
export function templates(folder, names) {
  const found = new Set(names);
  for (const name of found) {
    const path = join(folder, name);
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    for (const [, part] of text.matchAll(PART)) {
      found.add(part ?? "");
    }
  }
  return [...found].map((name) => join(folder, name));
}

const COMMENT = /\{#[\s\S]*?#\}|\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm;
const WORD = /(?<![\w-])[A-Za-z][\w-]*(?![\w])/g;
/** In markup, where classes are named: an attribute, and the block that becomes the attribute of a page's body. */
const ATTRIBUTE = /\bclass=(?:"[^"]*"|'[^']*')|\{%-? block page -?%\}[\s\S]*?\{%-? endblock/g;
/** The same in a script, for what is code there. */
const SET = /\bclassList\.\w+\([^)]*\)|\bclassName\s*=\s*"[^"]*"/g;
const BRACKETS = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const QUOTED = /"[^"]*"|'[^']*'/g;
/** A piece of a script's own code: a string, a pattern, or a sign. */
const STRING = /"(?:[^"\\\n]|\\.)*"/;
const REGULAR = /(?<=[(,=:[!&|?{};]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//;
const PIECE = new RegExp(`${STRING.source}|${REGULAR.source}|[\\s\\S]`, "y");
/** A piece of a template's text. */
const DRAWN = /\$\{|\\[\s\S]|[\s\S]/y;
const IN_CLASS = /\bclass=(?:"[^"]*)?$/;

/**
 * Words of a script's text that may be classes wherever they stand: those of several parts, as `banner-wait`. A single
 * word (`summary`, `mine`, `check`) is mostly something else, and counts where a class is named.
 * @param {string} text
 */
const ofParts = (text) => (text.match(WORD) ?? []).filter((word) => word.includes("-")).join(" ");

/** @param {string} script @returns {string} the words in it that may be classes */
function namedInScript(script) {
  /** @type {string[]} */
  const found = [...(script.match(SET) ?? [])];
  let place = 0;
  /** @param {RegExp} piece */
  const next = (piece) => {
    piece.lastIndex = place;
    const [read = ""] = piece.exec(script) ?? [];
    place += read.length;
    return read;
  };
  /** @param {boolean} inClass whether it stands where a class is named */
  const template = (inClass) => {
    let text = "";
    for (let read = next(DRAWN); read && read !== "`"; read = next(DRAWN)) {
      text += read;
      if (read === "${") {
        const before = text.slice(0, -2);
        code(inClass || IN_CLASS.test(before));
        text = `${before}~`; // what comes of it
      }
    }
    found.push(...(text.match(ATTRIBUTE) ?? []), inClass ? text : ofParts(text));
  };
  /** Reads to the end of a bracket, or of the script. @param {boolean} inClass */
  const code = (inClass) => {
    for (let read = next(PIECE); read && read !== "}"; read = next(PIECE)) {
      if (read === "{") {
        code(inClass);
      } else if (read === "`") {
        template(inClass);
      } else if (read.length > 1 && read.startsWith('"')) {
        found.push(inClass ? read : ofParts(read));
      }
    }
  };
  while (place < script.length) {
    code(false);
  }
  return found.join("\n");
}

/** @param {string} template @returns {string} the words in it that may be classes: a macro is given some, too */
function namedInTemplate(template) {
  const quoted = (template.match(BRACKETS) ?? []).flatMap((code) => code.match(QUOTED) ?? []);
  return [...(template.match(ATTRIBUTE) ?? []), ...quoted].join("\n");
}

/** @param {string[]} paths of templates and scripts @returns {Used} */
export function used(paths) {
  const read = paths.map((path) => ({ path, text: readFileSync(path, "utf8").replace(COMMENT, "") }));
  const text = read.map((one) => one.text).join("\n");
  const named = read.map((one) => (one.path.endsWith("js") ? namedInScript(one.text) : namedInTemplate(one.text)));
  return {
    text,
    words: new Set(named.join("\n").match(WORD)),
    quoted: new Set([...text.matchAll(/["'`]([\w-]+)["'`]/g)].map(([, word]) => word ?? "")),
    starts: [...text.matchAll(/([\w-]+-)(?=\$\{|\{\{|["']\s*[~+])/g)].map(([, start]) => start ?? ""),
  };
}

/** What a selector asks to be there; what it asks to be missing, or only tells apart, does not count. */
const CLASS = /\.([A-Za-z][\w-]*)/g;
const SCREEN = /\[data-screen="?(\w+)"?\]/;
const BESIDE = /:(?:not|has)\([^()]*\)/g;

/**
 * @param {string} css a whole sheet, lowered
 * @param {Used} pages
 * @param {string} screen
 * @returns {string} the same without what no element of these pages can match
 */
export function onlyUsed(css, { words, starts, text }, screen) {
  const root = postcss.parse(css);
  const isThere = (/** @type {string} */ name) => words.has(name) || starts.some((start) => name.startsWith(start));
  const mayMatch = (/** @type {string} */ selector) => {
    const asked = selector.replace(BESIDE, "");
    const where = SCREEN.exec(asked)?.[1] ?? screen;
    return where === screen && [...asked.matchAll(CLASS)].every(([, name]) => isThere(name ?? ""));
  };
  root.walkRules((rule) => {
    if (rule.parent?.type === "atrule" && /** @type {postcss.AtRule} */ (rule.parent).name === "keyframes") {
      return;
    }
    const selectors = rule.selectors.filter(mayMatch);
    if (!selectors.length) {
      rule.remove();
    } else if (selectors.length < rule.selectors.length) {
      rule.selectors = selectors;
    }
  });
  dropUnread(root, text);
  root.walkAtRules((rule) => {
    if (rule.name === "keyframes" && !new RegExp(`animation[^;}]*\\b${rule.params}\\b`).test(String(root))) {
      rule.remove();
    }
  });
  for (let many = -1; many !== 0; ) {
    many = 0;
    root.walkAtRules((rule) => {
      if (rule.nodes?.length === 0) {
        rule.remove();
        many += 1;
      }
    });
  }
  return String(root);
}

/**
 * Takes out values that nothing reads, and then those that only they read.
 * @param {postcss.Root} root
 * @param {string} text of the templates and scripts
 */
function dropUnread(root, text) {
  for (let many = -1; many !== 0; ) {
    many = 0;
    const css = String(root);
    const read = new Set([...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name ?? ""));
    root.walkDecls(/^--/, (declaration) => {
      if (!read.has(declaration.prop) && !text.includes(declaration.prop)) {
        const { parent } = declaration;
        declaration.remove();
        many += 1;
        if (parent?.nodes?.length === 0) {
          parent.remove();
        }
      }
    });
  }
}

/** @param {string} sprite @param {Used} pages @returns {string} the same with the signs that these pages name */
export function onlyNamed(sprite, { quoted }) {
  return sprite
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/(\.\d*[1-9])0+(?!\d)/g, "$1")
    .replace(/<symbol id="(?:i|sign)-([\w-]+)"[\s\S]*?<\/symbol>\n/g, (symbol, name) =>
      quoted.has(name) ? symbol : "",
    );
}

/** Most cafés have three stations, with the first three of twelve signs. */
const OTHER_SIGN = /data-station="?(?:[4-9]|1[0-2])\b/;
const OTHER_SILHOUETTE = /<symbol id="sign-(?!house|door|bubble)[\s\S]*?<\/symbol>\n/g;

/** @param {string} source a sheet, or the icons @returns {string} the same without what belongs to rarer signs */
export function fewSigns(source) {
  if (source.startsWith("<svg")) {
    return source.replace(OTHER_SILHOUETTE, "");
  }
  const root = postcss.parse(source);
  root.walkRules((rule) => {
    const selectors = rule.selectors.filter((one) => !OTHER_SIGN.test(one));
    if (!selectors.length) {
      rule.remove();
    } else if (selectors.length < rule.selectors.length) {
      rule.selectors = selectors;
    }
  });
  return String(root);
}
