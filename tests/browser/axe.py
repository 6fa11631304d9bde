"""axe looks at a page. Its rules follow WCAG 2.2 (levels A and AA) and its authors' best practices."""

from typing import Any, Literal

from playwright.sync_api import Page

from tests.browser.serving import ROOT

AXE = (ROOT / ".node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def violations(page: Page) -> list[dict[str, Any]]:
    """Rule, colour scheme, and the elements that break it. Afterwards the page has the colours it had."""
    dark = page.evaluate(DARK)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for one in page.evaluate(RUN):
            where = [node["html"][:200] for node in one["nodes"]]
            found.append({"rule": one["id"], "scheme": scheme, "where": where})
    page.emulate_media(color_scheme="dark" if dark else "light")
    return found
