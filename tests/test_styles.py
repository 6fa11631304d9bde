"""What the style sheets promise: nothing in them is dead, and nothing is said twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "static/css"
SHEETS = sorted(path.relative_to(STYLES).as_posix() for path in STYLES.rglob("*.css"))

RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
"""A selector and its declarations; what stands around it, such as @media, is no rule."""
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
DATA = re.compile(r'\[(data-[\w-]+)(?:[~^$*|]?="([^"]*)")?')
CLASS_ATTRIBUTE = re.compile(r'\bclass="((?:\$\{[^}]*\}|\{\{.*?\}\}|\{%.*?%\}|[^"])*)"')
BODY_CLASS = re.compile(r"\{% block page %\}(.*?)\{% endblock")
LITERAL = re.compile(r"""(["'])([ a-z][a-z0-9 -]*)\1""")
"""A string that could be a class or several: no capitals, no dots as in a text's key."""
WORD = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet, wherever in it it stands."""

    selector: str
    declarations: tuple[tuple[str, str], ...]


@cache
def rules(sheet: str) -> list[Rule]:
    """All rules of a style sheet, in its order."""
    text = re.sub(r"/\*.*?\*/", "", (STYLES / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    found = ((" ".join(selector.split()), body) for selector, body in RULE.findall(text))
    return [Rule(selector, tuple(declared(body))) for selector, body in found if not selector.startswith("@")]


def declared(body: str) -> Iterator[tuple[str, str]]:
    """Properties and values between a rule's braces."""
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), " ".join(value.split())


def makers() -> list[Path]:
    """What makes the pages' elements."""
    scripts = (path for path in (ROOT / "static/js").rglob("*.js") if "vendor" not in path.parts)
    return [*(ROOT / "templates").rglob("*.html"), *scripts]


@cache
def made_classes() -> set[str]:
    """Classes that a template or a script gives to an element, or could give it from a string."""
    made: set[str] = set()
    for path in makers():
        text = path.read_text(encoding="utf-8")
        for value in (*CLASS_ATTRIBUTE.findall(text), *BODY_CLASS.findall(text)):
            made.update(WORD.findall(value))
        for _, value in LITERAL.findall(text):
            made.update(value.split())
    return made


@cache
def made_data() -> set[str]:
    """Data attributes that a template or a script writes, and the words that could be their values."""
    made: set[str] = set()
    for path in (*makers(), *(ROOT / "facilitation").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        made.update(re.findall(r"\bdata-[a-z-]+", text))
        made.update(f"data-{re.sub('[A-Z]', hyphened, name)}" for name in re.findall(r"\bdataset\.(\w+)", text))
        for value in re.findall(r'"([^"\n]*)"', text) + re.findall(r"'([^'\n]*)'", text):
            made.update(WORD.findall(value))
    return made


def hyphened(capital: re.Match[str]) -> str:
    """A capital inside a name of a script, as an attribute spells it."""
    return f"-{capital[0].lower()}"


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_class_of_a_style_sheet_is_given_to_some_element(sheet: str) -> None:
    named = {name for rule in rules(sheet) for name in CLASS.findall(rule.selector)}
    assert named - made_classes() == set()


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_data_attribute_of_a_style_sheet_is_written_by_somebody(sheet: str) -> None:
    found = {pair for rule in rules(sheet) for pair in DATA.findall(rule.selector)}
    named = {name for name, _ in found} | {value for _, value in found if value and not value.isdigit()}
    assert named - made_data() == set()
