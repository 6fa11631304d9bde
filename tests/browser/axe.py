"""axe looks at a page. Its rules follow WCAG 2.2 (levels A and AA) and its authors' best practices."""

from typing import Any, Literal

from playwright.sync_api import Page

from tests.browser.serving import ROOT

AXE = (ROOT / ".node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
Scheme = Literal["light", "dark"]
RULES: dict[Scheme, dict[str, Any]] = {"dark": {"runOnly": ["color-contrast", "link-in-text-block"]}, "light": {}}
"""What is looked at in each colour scheme: in the dark one only what colours can break."""
RUN = "async (rules) => (await axe.run(document, {resultTypes: ['violations'], ...rules})).violations"


def violations(page: Page) -> list[dict[str, Any]]:
    """Rule, colour scheme, and the elements that break it. Afterwards the page is in light colours."""
    found = []
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        for one in page.evaluate(RUN, rules):
            where = [node["html"][:200] for node in one["nodes"]]
            found.append({"rule": one["id"], "scheme": scheme, "where": where})
    return found
