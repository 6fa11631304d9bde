"""What the style sheets promise: nothing is dead, nothing is said twice, and no value stands beside the tokens."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.style_sheets import IMPORT, ROOT, SHEETS, STYLES, whole

TOKENS = "tokens.css"
OTHERS = [sheet for sheet in SHEETS if sheet != TOKENS]

CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
DATA = re.compile(r'\[(data-[\w-]+)(?:[~^$*|]?="([^"]*)")?')
CLASS_ATTRIBUTE = re.compile(r'\bclass="((?:\$\{[^}]*\}|\{\{.*?\}\}|\{%.*?%\}|[^"])*)"')
BODY_CLASS = re.compile(r"\{% block page %\}(.*?)\{% endblock")
LITERAL = re.compile(r"""(["'])([ a-z][a-z0-9 -]*)\1""")
"""A string that could be a class or several: no capitals, no dots as in a text's key."""
WORD = re.compile(r"[A-Za-z][\w-]*")

LENGTH = re.compile(r"(?<![\w.-])\d*\.?\d+(?:rem|px|pt|mm|cm|in)\b")
"""A length of its own; em, vw and bare numbers say how another one is used."""
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|color)a?\(", re.IGNORECASE)
TOKEN = re.compile(r"var\((--[\w-]+)")
SCALE_UNITS = {"--size", "--u"}
"""What letters are measured by without being a letter's size: the edge of a sign with its number, a slide's unit."""
SPACE = re.compile(r"(?:(?:row|column)-)?gap|(?:padding|margin)(?:-[a-z]+)*")
OWN_SPACE = {"wall", "presentation", "poster", "summary"}
"""Screens that are composed like a page of paper, in a unit of their own."""


@dataclass(frozen=True)
class Rule:
    """A rule of a style sheet: the conditions around it, its selectors, its properties and values."""

    conditions: tuple[str, ...]
    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]


@cache
def rules(sheet: str) -> list[Rule]:
    """All rules of a style sheet, in its order, without what @page and @keyframes hold."""
    text = re.sub(r"/\*.*?\*/", "", whole(sheet), flags=re.DOTALL)
    found: list[Rule] = []
    around: list[str] = []
    for said, sign in re.findall(r"([^{}]*)([{}])", text):
        if sign == "{":
            around.append(" ".join(said.rpartition(";")[2].split()))
            continue
        *conditions, head = around
        around.pop()
        if said.strip() and not any(one.startswith(("@page", "@keyframes")) for one in (*conditions, head)):
            found.append(Rule(tuple(conditions), tuple(parted(head)), tuple(declared(said))))
    return found


def parted(head: str) -> Iterator[str]:
    """The selectors of a list, those within :is(…) together."""
    return (one.strip() for one in re.split(r",(?![^(]*\))", head))


def declared(body: str) -> Iterator[tuple[str, str]]:
    """Properties and values between a rule's braces."""
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), " ".join(value.split())


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


def makers() -> list[Path]:
    """What makes the pages' elements."""
    scripts = (path for path in (ROOT / "static/js").rglob("*.js") if "vendor" not in path.parts)
    return [*(ROOT / "templates").rglob("*.html"), *scripts]


def hyphened(capital: re.Match[str]) -> str:
    """A capital inside a name of a script, as an attribute spells it."""
    return f"-{capital[0].lower()}"


def said(sheet: str) -> Iterator[tuple[str, str]]:
    """Every declaration of a style sheet."""
    return (pair for rule in rules(sheet) for pair in rule.declarations)


@cache
def sizes() -> set[str]:
    """The properties that say how big letters are and how round corners, and the custom ones that these are made of."""
    told = [pair for sheet in OTHERS for pair in said(sheet)]
    found = {"font", "font-size", *(name for name, _ in told if name.endswith("radius"))}
    while True:
        used = {part for name, value in told if name in found for part in TOKEN.findall(value)} - SCALE_UNITS
        if used <= found:
            return found
        found |= used


def test_every_part_belongs_to_the_one_sheet_that_it_is_named_after() -> None:
    texts = {sheet: (STYLES / sheet).read_text(encoding="utf-8") for sheet in SHEETS}
    named = [
        f"{Path(sheet).parent.as_posix()}/{part}" for sheet, text in texts.items() for part in IMPORT.findall(text)
    ]
    there = [path.relative_to(STYLES).as_posix() for path in STYLES.rglob("*.css")]
    assert sorted(Path(name).as_posix() for name in named) == sorted(set(there) - set(SHEETS))
    assert all(f"{Path(name).parent.as_posix()}.css" in SHEETS for name in named)
    assert [sheet for sheet, text in texts.items() if "@import" in text and IMPORT.sub("", text).count("{")] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_class_of_a_style_sheet_is_given_to_some_element(sheet: str) -> None:
    named = {name for rule in rules(sheet) for one in rule.selectors for name in CLASS.findall(one)}
    assert named - made_classes() == set()


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_data_attribute_of_a_style_sheet_is_written_by_somebody(sheet: str) -> None:
    found = {pair for rule in rules(sheet) for one in rule.selectors for pair in DATA.findall(one)}
    named = {name for name, _ in found} | {value for _, value in found if value and not value.isdigit()}
    assert named - made_data() == set()


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_style_sheet_says_a_property_of_a_selector_once(sheet: str) -> None:
    told = Counter(
        (rule.conditions, selector, name)
        for rule in rules(sheet)
        for selector in rule.selectors
        for name in dict(rule.declarations)
    )
    assert [place for place, times in told.items() if times > 1] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_selector_has_one_rule(sheet: str) -> None:
    told = Counter((rule.conditions, rule.selectors) for rule in rules(sheet))
    assert [place for place, times in told.items() if times > 1] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_style_sheet_has_one_place_for_paper(sheet: str) -> None:
    assert whole(sheet).count("@media print") <= 1


@pytest.mark.parametrize("sheet", OTHERS)
def test_colours_come_from_tokens(sheet: str) -> None:
    assert [(name, value) for name, value in said(sheet) if COLOUR.search(value)] == []


@pytest.mark.parametrize("sheet", OTHERS)
def test_letters_and_corners_are_measured_by_tokens(sheet: str) -> None:
    assert [(name, value) for name, value in said(sheet) if name in sizes() and LENGTH.search(value)] == []


@pytest.mark.parametrize("sheet", [sheet for sheet in OTHERS if Path(sheet).stem not in OWN_SPACE])
def test_a_space_that_is_a_token_is_written_as_one(sheet: str) -> None:
    spaces = {value for name, value in said(TOKENS) if name.startswith("--space-")}
    found = [(name, value) for name, value in said(sheet) if SPACE.fullmatch(name)]
    assert [pair for pair in found if spaces & set(LENGTH.findall(pair[1]))] == []


def test_every_token_is_used() -> None:
    texts = [*(path.read_text(encoding="utf-8") for path in makers()), *map(whole, SHEETS)]
    used = {name for text in texts for name in TOKEN.findall(text)}
    assert {name for name, _ in said(TOKENS) if name.startswith("--")} - used == set()
