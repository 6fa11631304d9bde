"""What is pressed or counted is left alone by a browser that translates the page.

Chrome makes nonsense of one word on a button, and other digits of a number. What scripts draw is marked where every
template passes (static/js/render/translated.js).
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCREENS = sorted((ROOT / "static" / "js" / "screens").glob("*.js"))
FIXED = re.compile(r'<(?:button|select)\b[^>]*>|<\w+\b(?=[^>]*\bclass="(?:[^"]* )?num[ "])[^>]*>', re.S)
"""Controls and numbers in a template; a template's own `{{ … }}` never holds a sign that ends a tag."""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_controls_and_numbers_are_not_translated(template: Path) -> None:
    found = FIXED.findall(template.read_text(encoding="utf-8"))
    assert [tag for tag in found if 'translate="no"' not in tag] == []


def test_there_are_some() -> None:
    assert sum(len(FIXED.findall(one.read_text(encoding="utf-8"))) for one in TEMPLATES) > 50


def test_every_screen_that_is_drawn_by_scripts_can_be_translated() -> None:
    """Whatever draws a screen, its page's script takes care of it before."""
    drawn = {one.stem for one in SCREENS if draws(one, set())}
    careful = {one.stem for one in SCREENS if "/render/translated.js" in one.read_text(encoding="utf-8")}
    assert careful == drawn & PAGES
    assert len(careful) >= 6


PAGES = {
    *(
        "checklist",
        "desk",
        "doors",
        "edit",
        "feedback",
        "host",
        "new-event",
        "presentation",
        "report",
        "station-later",
        "wall",
    )
}
"""Scripts that a page names, as in tests/js/build.mjs; the others are imported by them."""


def draws(script: Path, seen: set[Path]) -> bool:
    """Tell whether a script, or one that it imports, draws with lit-html."""
    if script in seen:
        return False
    seen.add(script)
    imported = re.findall(r'from "([^"]+)"', script.read_text(encoding="utf-8"))
    return any(
        one.endswith("lit-html.js") or ("vendor" not in one and draws((script.parent / one).resolve(), seen))
        for one in imported
    )
