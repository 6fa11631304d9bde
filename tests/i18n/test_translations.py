"""The catalogues have every text of the café, and English, which the first event needs, says all of them."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "facilitation" / "translations"
LANGUAGES = sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
BRING_UP_TO_DATE = "Run `make translations`"
TRANSLATE = f"{BRING_UP_TO_DATE}, then fill in facilitation/translations/{{}}/LC_MESSAGES/messages.po"


@cache
def texts() -> frozenset[str]:
    """Every text in templates and Python, found the way `make translations` finds them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = [(one["pattern"], one["method"]) for one in settings["tool"]["babel"]["mappings"]]
    added = re.findall(r"--keywords (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    keywords = DEFAULT_KEYWORDS | parse_keywords(added)
    return frozenset(str(found[2]) for found in extract_from_dir(ROOT, mappings, keywords=keywords))


def catalogue(language: str) -> Catalog:
    """A language's catalogue as translators wrote it; compiled ones are not looked at."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    """What a catalogue translates, without its header."""
    return [message for message in catalogue(language) if message.id]


def placeholders(text: object) -> set[str]:
    """The holes that values are put into: `%(limit)s` by Python, `{n}` by scripts."""
    return set(re.findall(r"%\(\w+\)s|\{\w+\}", str(text)))


def test_texts_of_python_and_of_templates_are_found() -> None:
    assert {"Diese Seite gibt es nicht.", "noch {n} von {all} Punkten", "Was denken Sie?"} <= texts()


def test_english_has_a_catalogue() -> None:
    assert "en" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_exactly_the_texts_there_are(language: str) -> None:
    known = {str(message.id) for message in messages(language)}
    assert sorted(texts() - known) == [], f"texts without an entry. {BRING_UP_TO_DATE}"
    assert sorted(known - texts()) == [], f"entries without a text. {BRING_UP_TO_DATE}"
    assert list(catalogue(language).obsolete) == [], f"obsolete entries. {BRING_UP_TO_DATE}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    read = catalogue(language)
    assert read.fuzzy is False
    assert [message.id for message in read if message.fuzzy] == [], TRANSLATE.format(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_placeholders_and_outer_spaces(language: str) -> None:
    translated = [message for message in messages(language) if message.string]
    different = [one.id for one in translated if placeholders(one.id) != placeholders(one.string)]
    assert different == [], f"other placeholders. {TRANSLATE.format(language)}"
    frames = [(str(one.id), str(one.string)) for one in translated]
    spaced = [text for text, said in frames if (text[0] == " ", text[-1] == " ") != (said[0] == " ", said[-1] == " ")]
    assert spaced == [], f"other spaces at the ends. {TRANSLATE.format(language)}"


def test_english_says_everything() -> None:
    silent = [message.id for message in messages("en") if not str(message.string).strip()]
    assert silent == [], TRANSLATE.format("en")


def test_english_fills_its_placeholders() -> None:
    for message in messages("en"):
        names = re.findall(r"%\((\w+)\)s", str(message.id))
        if names:
            said = str(message.string) % dict.fromkeys(names, "7")
            assert "%" not in said, message.id


def test_the_catalogue_names_no_person_and_no_machine() -> None:
    header = " ".join(value for _, value in catalogue("en").mime_headers)
    assert not re.search(r"@|://|/\w+/", header.replace("text/plain", "")), header
    for message in messages("en"):
        assert [path for path, _ in message.locations if path.startswith(("/", ".."))] == [], message.id
