"""axe looks at a page. Its rules follow WCAG 2.2 (levels A and AA) and its authors' best practices."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.serving import ROOT

AXE = (ROOT / ".node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN = """
async (only) => {
  const all = { rules: { "target-size": { enabled: true } } };  // of WCAG 2.2, which axe leaves out unless it is asked
  const rules = only.length > 0 ? { runOnly: { type: "rule", values: only } } : all;
  return (await axe.run(document, { resultTypes: ["violations"], ...rules })).violations;
}
"""
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that ask for colours: by day all rules have judged all else, and that is the same by night."""
PLACES = ["scrollable-region-focusable"]
"""The rule that asks where something stands; the direction moves it."""
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
TURN = "() => { const page = document.documentElement; page.dir = page.dir === 'rtl' ? 'ltr' : 'rtl'; }"


def violations(page: Page) -> list[dict[str, Any]]:
    """Rule, scheme, and the elements that break it, by day and by night. Afterwards the page has the colours it had."""
    dark = page.evaluate(DARK)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.emulate_media(color_scheme="light")
    found = _broken(page, "light", [])
    page.emulate_media(color_scheme="dark")
    found += _broken(page, "dark", COLOURS)
    page.emulate_media(color_scheme="dark" if dark else "light")
    return found


def in_every_look(page: Page) -> list[dict[str, Any]]:
    """As `violations`, and in forced colours the other way round. Afterwards the page is as it was."""
    found = violations(page)
    page.emulate_media(forced_colors="active")
    page.evaluate(TURN)
    found += _broken(page, "forced colours, turned", COLOURS + PLACES)
    page.evaluate(TURN)
    page.emulate_media(forced_colors="none")
    return found


def _broken(page: Page, scheme: str, only: list[str]) -> list[dict[str, Any]]:
    """What breaks these rules, or any rule where none is named."""
    return [
        {"rule": one["id"], "scheme": scheme, "where": [node["html"][:200] for node in one["nodes"]]}
        for one in page.evaluate(RUN, only)
    ]
