/**
 * Style sheets for browsers since 2020 (Chrome 80, Samsung 13, Safari 13.1, Firefox 78), made of sheets that are
 * written for today's. Layers, :is() and lists in :not() are lowered by the packages made for that; what they do not
 * know is lowered here. What reads the same in every browser is written otherwise; what does not comes in a block that
 * today's browsers pass over, so that nothing changes for them.
 */
import layers from "../../.node/node_modules/@csstools/postcss-cascade-layers/dist/index.mjs";
import isPseudo from "../../.node/node_modules/@csstools/postcss-is-pseudo-class/dist/index.mjs";
import postcss from "../../.node/node_modules/postcss/lib/postcss.mjs";
import selectorNot from "../../.node/node_modules/postcss-selector-not/dist/index.mjs";

/** @typedef {import("postcss").Declaration} Declaration */
/** @typedef {import("postcss").Rule} Rule */

const { list } = postcss;

/** Chrome before 84 lacks `revert`, Safari before 14.1 `inset`; these are the ones whose flexible boxes have no gap. */
const NO_FLEX_GAP = "(not (color: revert)) or ((-webkit-appearance: -apple-pay-button) and (not (inset: 0)))";

/** Browsers that lack one of these need what stands in for it; static/js/give-back.js asks for the same. */
const STAND_INS = [NO_FLEX_GAP, "not (inset-inline: 0)", "not (translate: 0)", "not selector(:focus-visible)"];

/** What begins with a sign and goes on in bare words, to which no margin belongs; a sign alone is named otherwise. */
const SIGNED = /^(\.button|\.card-kind|\.card-orphan|\.chip|\.field-error|\.news-pill|\.panel-title|summary)$/;

const ALONE = " > .icon:first-child:last-child";

/**
 * Shorthands of which some browsers know the parts only, and the parts; all text here runs in horizontal lines.
 * @type {Record<string, string[]>}
 */
const PARTS = {
  "margin-inline": ["margin-inline-start", "margin-inline-end"],
  "margin-block": ["margin-top", "margin-bottom"],
  "padding-inline": ["padding-inline-start", "padding-inline-end"],
  "padding-block": ["padding-top", "padding-bottom"],
  "scroll-margin-block": ["scroll-margin-top", "scroll-margin-bottom"],
  "border-block": ["border-top", "border-bottom"],
  "inset-block": ["top", "bottom"],
};

/** @type {Record<string, string>} */
const NAMES = {
  "inset-block-start": "top",
  "inset-block-end": "bottom",
  "scroll-margin-block-start": "scroll-margin-top",
  "scroll-margin-block-end": "scroll-margin-bottom",
};

/** What depends on the direction of the page, by the side on which it stands from left to right. */
const START = { ltr: "left", rtl: "right" };
const END = { ltr: "right", rtl: "left" };

/** A declaration in parts. @param {Declaration} declaration @param {string[]} names @param {string[]} values */
function split(declaration, names, values) {
  names.forEach((prop, place) => {
    declaration.cloneBefore({ prop, value: values[place] ?? values[place - 2] ?? values[0] });
  });
  declaration.remove();
}

/** @param {Declaration} declaration */
function lowerDeclaration(declaration) {
  const { prop, value } = declaration;
  if (PARTS[prop]) {
    split(declaration, PARTS[prop], prop === "border-block" ? [value] : list.space(value));
  } else if (prop === "inset") {
    split(declaration, ["top", "right", "bottom", "left"], list.space(value));
  } else if (NAMES[prop]) {
    declaration.prop = NAMES[prop];
  } else if (/\d[ds]vh\b/.test(value)) {
    declaration.cloneBefore({ value: value.replace(/(\d)[ds]vh\b/g, "$1vh") });
  } else if (prop === "overflow" && value === "clip") {
    declaration.cloneBefore({ value: "hidden" });
  }
}

/**
 * A block after a rule, for browsers that lack something.
 * @param {Rule} rule
 * @param {string} params of @supports
 * @param {{selectors: string[], declarations: {prop: string, value: string}[]}[]} copies
 */
function standIn(rule, params, copies) {
  const block = postcss.atRule({ name: "supports", params, nodes: [] });
  for (const { selectors, declarations } of copies) {
    const copy = postcss.rule({ selector: selectors.join(",") });
    for (const { prop, value } of declarations) {
      copy.append({ prop, value });
    }
    block.append(copy);
  }
  rule.after(block);
}

/** @param {Rule} rule @returns {string[]} the same below a page that runs from right to left */
const rightToLeft = ({ selectors }) =>
  selectors.map((one) =>
    /^(html|:root)\b/.test(one) ? one.replace(/^(html|:root)/, '$1[dir="rtl"]') : `[dir="rtl"] ${one}`,
  );

/** Sides that depend on the direction: places and floats. @param {Rule} rule */
function lowerSides(rule) {
  /** @type {Record<"ltr"|"rtl", {prop: string, value: string}[]>} */
  const found = { ltr: [], rtl: [] };
  let float = false;
  rule.each((node) => {
    if (node.type !== "decl") {
      return;
    }
    const { prop, value } = node;
    if (prop === "inset-inline") {
      const [start = "auto", end = start] = list.space(value);
      found.ltr.push({ prop: "left", value: start }, { prop: "right", value: end });
      found.rtl.push({ prop: "right", value: start }, { prop: "left", value: end });
    } else if (prop === "inset-inline-start" || prop === "inset-inline-end") {
      const side = prop.endsWith("start") ? START : END;
      const other = prop.endsWith("start") ? END : START;
      const isOtherSet = rule.some((one) => one.type === "decl" && /^inset-inline/.test(one.prop) && one !== node);
      found.ltr.push({ prop: side.ltr, value });
      found.rtl.push(...(isOtherSet ? [] : [{ prop: other.rtl, value: "auto" }]), { prop: side.rtl, value });
    } else if (prop === "float" && value.startsWith("inline-")) {
      float = true;
      found.ltr.push({ prop, value: value.endsWith("start") ? "left" : "right" });
      found.rtl.push({ prop, value: value.endsWith("start") ? "right" : "left" });
    }
  });
  if (found.ltr.length) {
    standIn(rule, float ? "not (float: inline-start)" : "not (inset-inline: 0)", [
      { selectors: rule.selectors, declarations: found.ltr },
      { selectors: rightToLeft(rule), declarations: found.rtl },
    ]);
  }
}

/** `translate`, `rotate` and `scale` as a transformation. @param {Rule} rule */
function lowerTransforms(rule) {
  const value = rule.nodes
    .filter((node) => node.type === "decl" && ["translate", "rotate", "scale"].includes(node.prop))
    .map((node) => {
      const { prop, value } = /** @type {Declaration} */ (node);
      return value === "none" ? "" : `${prop}(${list.space(value).join(", ")})`;
    })
    .join(" ");
  if (value) {
    standIn(rule, "not (translate: 0)", [{ selectors: rule.selectors, declarations: [{ prop: "transform", value }] }]);
  }
}

/** A ring is seen at every focus where a browser cannot tell what needs one. @param {Rule} rule */
function lowerFocus(rule) {
  const selectors = rule.selectors.filter((one) => one.includes(":focus-visible") && !one.includes(":has("));
  if (!selectors.length) {
    return;
  }
  const others = rule.selectors.filter((one) => !one.includes(":focus-visible"));
  const declarations = /** @type {Declaration[]} */ (rule.nodes.filter(({ type }) => type === "decl"));
  standIn(rule, "not selector(:focus-visible)", [
    { selectors: selectors.map((one) => one.replaceAll(":focus-visible", ":focus")), declarations },
  ]);
  if (others.length) {
    rule.cloneBefore({ selectors: others });
    rule.selectors = rule.selectors.filter((one) => one.includes(":focus-visible"));
  }
}

/**
 * A selector with :has() is none for a browser that does not know it, and takes all beside it along.
 * @param {Rule} rule
 */
function partHas(rule) {
  const plain = rule.selectors.filter((one) => !one.includes(":has("));
  if (plain.length && plain.length < rule.selectors.length) {
    rule.cloneBefore({ selectors: plain });
    rule.selectors = rule.selectors.filter((one) => one.includes(":has("));
  }
}

/** The last part of a selector, which says what the rule is about. @param {string} selector */
const subject = (selector) =>
  selector
    .replace(/:not\(#\\#\)/g, "")
    .split(/[\s>+~]+/)
    .at(-1) ?? "";

/** @param {string|undefined} value */
const inlineEnd = (value) => (value === undefined ? [] : [{ prop: "margin-inline-end", value }]);

/**
 * Gaps of flexible boxes as margins of what lies in them.
 * @param {import("postcss").Root} root
 */
function lowerGaps(root) {
  /** @type {Map<string, {flex?: boolean, column?: boolean, wraps?: boolean}>} what the sheet says of each subject */
  const known = new Map();
  /** Subjects that begin with something drawn, which `*` does not mean. @type {Set<string>} */
  const drawn = new Set();
  root.walkRules((rule) => {
    for (const selector of rule.selectors) {
      if (/::before$/.test(selector) && rule.some((node) => node.type === "decl" && node.prop === "content")) {
        drawn.add(subject(selector).replace("::before", ""));
      }
      const about = { ...known.get(subject(selector)) };
      rule.each((node) => {
        if (node.type === "decl" && node.prop === "display") {
          about.flex ||= node.value.endsWith("flex"); // it may be hidden elsewhere
        } else if (node.type === "decl" && node.prop === "flex-direction") {
          about.column = node.value.startsWith("column");
        } else if (node.type === "decl" && node.prop === "flex-wrap") {
          about.wraps = node.value === "wrap";
        }
      });
      known.set(subject(selector), about);
    }
  });
  root.walkRules((rule) => {
    const gaps = /** @type {Declaration[]} */ (
      rule.nodes.filter((node) => node.type === "decl" && ["gap", "row-gap", "column-gap"].includes(node.prop))
    );
    const selectors = rule.selectors.filter((selector) => known.get(subject(selector))?.flex);
    const isGrid = rule.some((node) => node.type === "decl" && node.prop === "display" && node.value.endsWith("grid"));
    if (!gaps.length || !selectors.length || isGrid) {
      return;
    }
    /** @type {{row?: string, column?: string}} */
    const size = {};
    for (const { prop, value } of gaps) {
      const [row = "0", column = row] = list.space(value);
      Object.assign(size, prop === "gap" ? { row, column } : prop === "row-gap" ? { row } : { column: row });
    }
    const copies = selectors.flatMap((selector) => {
      const { column, wraps } = known.get(subject(selector)) ?? {};
      const inline = size.column === undefined ? [] : [{ prop: "margin-inline-start", value: size.column }];
      const block = size.row === undefined ? [] : [{ prop: "margin-top", value: size.row }];
      if (wraps) {
        const declarations = [
          ...inlineEnd(size.column),
          ...block.map(({ value }) => ({ prop: "margin-bottom", value })),
        ];
        return [{ selectors: [`${selector} > *`], declarations }];
      }
      const between = { selectors: [`${selector} > * + *`], declarations: column ? block : inline };
      const first = [
        ...(drawn.has(subject(selector)) ? [`${selector}::before`] : []),
        ...(SIGNED.test(subject(selector)) ? [`${selector}:not([aria-label])${ALONE}`] : []),
        ...(subject(selector) === ".button" ? [`${selector}.button-quiet${ALONE}`] : []),
      ];
      return column ? [between] : [between, { selectors: first, declarations: inlineEnd(size.column) }];
    });
    standIn(
      rule,
      NO_FLEX_GAP,
      copies.filter(({ selectors: [one], declarations }) => one && declarations.length),
    );
  });
}

/** @type {import("postcss").Plugin} */
const ours = {
  postcssPlugin: "for-older-browsers",
  OnceExit(root) {
    /** @type {Rule[]} */
    const rules = [];
    root.walkRules((rule) => void rules.push(rule));
    lowerGaps(root);
    for (const rule of rules) {
      partHas(rule);
      lowerFocus(rule);
      lowerSides(rule);
      lowerTransforms(rule);
    }
    root.walkDecls(lowerDeclaration);
  },
};

/**
 * @param {string} css a whole sheet without imports
 * @returns {Promise<string>} the same for browsers since 2020
 */
export async function lower(css) {
  const result = await postcss([layers(), isPseudo(), selectorNot(), ours]).process(css, { from: undefined });
  const [warning] = result.warnings();
  if (warning) {
    throw new Error(String(warning));
  }
  return result.css;
}

/**
 * @param {string} css a whole sheet, lowered
 * @returns {string} the same for browsers that need no stand-in
 */
export function withoutStandIns(css) {
  const root = postcss.parse(css);
  root.walkAtRules("supports", (rule) => {
    if (STAND_INS.includes(rule.params)) {
      rule.remove();
    }
  });
  return String(root);
}
