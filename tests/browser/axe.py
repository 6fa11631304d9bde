"""axe looks at a page. Its rules follow WCAG 2.2 (levels A and AA) and its authors' best practices."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.serving import ROOT

AXE = (ROOT / ".node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def violations(page: Page) -> list[dict[str, Any]]:
    """Rule, and the elements that break it."""
    page.evaluate(AXE)
    return [
        {"rule": found["id"], "where": [node["html"][:200] for node in found["nodes"]]} for found in page.evaluate(RUN)
    ]
