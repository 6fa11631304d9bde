"""English says all of the café's texts, every other catalogue all that a guest can meet (tests/guests_texts.py)."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from facilitation.doors.languages import LANGUAGES, WHOLE
from facilitation.i18n.language_codes import VARIANTS, catalogue_of
from tests.guests_texts import narrowed

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "facilitation" / "translations"
CATALOGUES = [code for code in LANGUAGES if code != "de"]
BRING_UP_TO_DATE = "Run `make translations`"
TRANSLATE = f"{BRING_UP_TO_DATE}, then fill in facilitation/translations/{{}}/LC_MESSAGES/messages.po"
SAME = Path(__file__).with_name("as_in_german.json")
"""What a catalogue rightly says as German does, by language."""
GENDER_STAR = re.compile(r"\w\*\w", re.UNICODE)
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def template() -> Catalog:
    """Every text in templates and Python with its places, found the way `make translations` finds them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = [(one["pattern"], one["method"]) for one in settings["tool"]["babel"]["mappings"]]
    added = re.findall(r"--keywords (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    keywords = DEFAULT_KEYWORDS | parse_keywords(added)
    texts = Catalog()
    for place, line, text, _, _ in extract_from_dir(ROOT, mappings, keywords=keywords):
        texts.add(text, locations=[(place, line)])
    return texts


@cache
def texts(language: str) -> frozenset[str]:
    """What a language's catalogue has to say."""
    due = template() if language in WHOLE else narrowed(template())
    return frozenset(str(message.id) for message in due if message.id)


@cache
def catalogue(language: str) -> Catalog:
    """A language's catalogue as translators wrote it; compiled ones are not looked at."""
    with (TRANSLATIONS / catalogue_of(language) / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=catalogue_of(language))


def messages(language: str) -> list[Message]:
    """What a catalogue translates, without its header."""
    return [message for message in catalogue(language) if message.id]


def placeholders(text: object) -> list[str]:
    """The holes that values are put into (`%(limit)s` by Python, `{n}` by scripts) and tags, as often as they stand."""
    return sorted(re.findall(r"%\(\w+\)s|\{\w+\}|</?\w+>", str(text)))


def test_texts_of_python_and_of_templates_are_found() -> None:
    found = {"Diese Seite gibt es nicht.", "noch {n} von {all} Punkten", "Was denken Sie?", "Idee", "Andere Sprache"}
    assert found <= texts("ar")
    assert {"Fertig vorgelesen", "Zugänge"} <= texts("en") - texts("ar"), "guests never meet these"


def test_every_language_has_a_catalogue_and_no_other_is_there() -> None:
    there = sorted(path.name for path in TRANSLATIONS.iterdir() if path.is_dir())
    assert there == sorted(catalogue_of(code) for code in CATALOGUES)


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_exactly_the_texts_there_are(language: str) -> None:
    known = {str(message.id) for message in messages(language)}
    assert sorted(texts(language) - known) == [], f"texts without an entry. {BRING_UP_TO_DATE}"
    assert sorted(known - texts(language)) == [], f"entries without a text. {BRING_UP_TO_DATE}"
    assert list(catalogue(language).obsolete) == [], f"obsolete entries. {BRING_UP_TO_DATE}"


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_says_everything_and_guesses_nothing(language: str) -> None:
    read = catalogue(language)
    assert read.fuzzy is False
    assert [message.id for message in read if message.fuzzy] == [], TRANSLATE.format(catalogue_of(language))
    said = {message.id: message.string for message in messages(language)}
    silent = [text for text, string in said.items() if not "".join(string or "").strip()]
    plain = " in plain words: sentences of at most twelve words, see docs/glossary.md" if language in VARIANTS else ""
    assert silent == [], TRANSLATE.format(catalogue_of(language)) + plain


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_is_said_as_in_german_is_meant_so(language: str) -> None:
    same = [str(one.id) for one in messages(language) if one.id == one.string]
    meant = json.loads(SAME.read_text(encoding="utf-8"))[language]
    told = f"is German; translate it, or list it below {language!r} in {SAME.name}, where it is rightly the same"
    assert sorted(set(same) - set(meant)) == [], told
    assert sorted(set(meant) - set(same)) == [], f"is not as in German any more; take it out of {SAME.name}"


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_keeps_placeholders_and_outer_spaces(language: str) -> None:
    both = [(str(one.id), str(one.string)) for one in messages(language)]
    different = [text for text, said in both if set(placeholders(text)) != set(placeholders(said))]
    assert different == [], f"other placeholders. {TRANSLATE.format(catalogue_of(language))}"
    if language not in WHOLE:
        assert [text for text, said in both if placeholders(text) != placeholders(said)] == [], "not as often"
    spaced = [text for text, said in both if (text[0] == " ", text[-1] == " ") != (said[0] == " ", said[-1] == " ")]
    assert spaced == [], f"other spaces at the ends. {TRANSLATE.format(catalogue_of(language))}"


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_fills_its_placeholders(language: str) -> None:
    for message in messages(language):
        names = re.findall(r"%\((\w+)\)s", str(message.id))
        if names:
            said = str(message.string) % dict.fromkeys(names, "7")
            assert "%" not in said, message.id


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_gender_star_and_marks_of_direction_stay_out(language: str) -> None:
    """The star is German; a mark of direction is none of a text's, since pages isolate what is put into them."""
    said = [str(message.string) for message in messages(language)]
    assert [text for text in said if GENDER_STAR.search(text) or DIRECTION_MARKS.search(text)] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_catalogue_names_no_person_and_no_machine(language: str) -> None:
    header = " ".join(value for _, value in catalogue(language).mime_headers)
    named = header.replace("text/plain", "").replace(catalogue_of(language), "")
    assert not re.search(r"@|://|/\w+/", named), header
    for message in messages(language):
        assert [path for path, _ in message.locations if path.startswith(("/", ".."))] == [], message.id
