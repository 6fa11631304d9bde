import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { onlyUsed, used } from "../../used.mjs";

/** @param {string} text of a template, or of a file of this name @returns {string} what is left of some rules */
function left(text, name = "page.html") {
  const path = join(mkdtempSync(join(tmpdir(), "used-")), name);
  writeFileSync(path, text);
  const css = ".home-page{--gutter:1rem}.wrap{padding:var(--gutter)}.chip-idea{color:red}.card .gone{color:blue}";
  return onlyUsed(css, used([path]), "pages");
}

test("a class counts wherever it stands: between quotes, blanks, or a template's brackets", () => {
  const kept = /\.home-page\{--gutter:1rem\}\.wrap\{/;
  assert.match(left('{% block page %}home-page{% endblock %}<div class="wrap"></div>'), kept);
  assert.match(left('<body class="home-page{{ more }}"><div class="wrap {{ more }}">'), kept);
  assert.match(left("{% block page %}{% if far %}wrap {% endif %}home-page{% endblock %}"), kept);
  assert.match(left("{{ box('wrap') }}{{ page('home-page') }}"), kept);
});

test("in a script a single word counts where a class is named, and one of several parts anywhere", () => {
  const kept = /\.home-page\{--gutter:1rem\}\.wrap\{/;
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are sources of scripts
  const scripts = [
    'html`<p class="${own ? "wrap" : ""} home-page">${1}</p>`;',
    'const look = "home-page"; html`<p class="wrap ${look}"></p>`;',
    'one.classList.add("wrap"); two.className = "home-page";',
    'const quote = /["\'`]/; html`<p class="home-page ${{ a: `wrap` }.a}"></p>`;',
  ];
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are sources of scripts
  for (const script of scripts) {
    assert.match(left(script, "page.js"), kept, script);
  }
  assert.doesNotMatch(left('const wrap = t("wrap"); html`<wrap title="wrap"></wrap>`;', "page.js"), /wrap/);
});

test("a name that is put together counts by its beginning, and what nothing names goes", () => {
  const css = left('<i class="chip-{{ kind }} card"></i>');
  assert.match(css, /\.chip-idea/);
  assert.doesNotMatch(css, /gone|wrap|gutter/);
});
