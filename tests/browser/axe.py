"""axe looks at a page. Its rules follow WCAG 2.2 (levels A and AA) and its authors' best practices."""

from typing import Any, Literal

from playwright.sync_api import Page

from tests.browser.serving import ROOT

AXE = (ROOT / ".node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TURN = "() => { const page = document.documentElement; page.dir = page.dir === 'rtl' ? 'ltr' : 'rtl'; }"


def violations(page: Page) -> list[dict[str, Any]]:
    """Rule, scheme, and the elements that break it, by day and by night. Afterwards the page has the colours it had."""
    dark = page.evaluate(DARK)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += _broken(page, scheme)
    page.emulate_media(color_scheme="dark" if dark else "light")
    return found


def in_every_look(page: Page) -> list[dict[str, Any]]:
    """As `violations`, and in forced colours the other way round. Afterwards the page is as it was."""
    found = violations(page)
    page.emulate_media(forced_colors="active")
    page.evaluate(TURN)
    found += _broken(page, "forced colours, turned")
    page.evaluate(TURN)
    page.emulate_media(forced_colors="none")
    return found


def _broken(page: Page, scheme: str) -> list[dict[str, Any]]:
    return [
        {"rule": one["id"], "scheme": scheme, "where": [node["html"][:200] for node in one["nodes"]]}
        for one in page.evaluate(RUN)
    ]
