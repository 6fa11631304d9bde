import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { onlyUsed, used } from "../../used.mjs";

/** @param {string} text of a template @returns {string} what is left of some rules for its screen */
function left(text) {
  const path = join(mkdtempSync(join(tmpdir(), "used-")), "page.html");
  writeFileSync(path, text);
  const css = ".home-page{--gutter:1rem}.wrap{padding:var(--gutter)}.chip-idea{color:red}.card .gone{color:blue}";
  return onlyUsed(css, used([path]), "pages");
}

test("a class counts wherever it stands: between quotes, blanks, or a template's brackets", () => {
  const kept = /\.home-page\{--gutter:1rem\}\.wrap\{/;
  assert.match(left('{% block page %}home-page{% endblock %}<div class="wrap"></div>'), kept);
  assert.match(left('<body class="home-page{{ more }}"><div class="wrap {{ more }}">'), kept);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a script's source
  assert.match(left('<p class="${own ? "wrap" : ""}home-page"></p>'), kept);
});

test("a name that is put together counts by its beginning, and what nothing names goes", () => {
  const css = left('<i class="chip-{{ kind }} card"></i>');
  assert.match(css, /\.chip-idea/);
  assert.doesNotMatch(css, /gone|wrap|gutter/);
});
