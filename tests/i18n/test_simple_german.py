"""German in plain words (Einfache Sprache) keeps its own rules, in the catalogue and in what events begin with."""

import json
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from facilitation import seed
from facilitation.i18n.language_codes import VARIANTS, catalogue_of
from facilitation.services import planning
from tests.i18n.test_translations import TRANSLATIONS

CODE = "de-simple"
LONGEST_SENTENCE = 12
"""Words; the rule of thumb of Einfache Sprache is ten to fifteen."""
SENTENCE_ENDS = re.compile(r"(?<=[.!?:…])\s+")
NOT_PLAIN = {
    "subjunctive": r"(würd|könnt|müsst|hätt|wär|dürft|bräucht)(e|en|est|et|t)",
    "written German": r"sowie|jedoch|sofern|bzw|ggf|gegebenenfalls|mittels|bezüglich|hinsichtlich|zwecks|wobei",
    "hosts, who are the team at the table": r"Gastgeber\w*",
    "approval, which is reading first": r"Freigabe|freigegeben",
    "key statements, which are what matters most": r"Kernaussagen?",
    "a draft, which is a text that was begun": r"Entw[uü]rf\w*",
}


def said() -> Iterator[str]:
    with (TRANSLATIONS / catalogue_of(CODE) / "LC_MESSAGES" / "messages.po").open("rb") as file:
        yield from (str(message.string) for message in read_po(file) if message.id)
    yield from seed.plan()["translations"][CODE].values()
    yield from json.loads(planning.TEXTS.read_text(encoding="utf-8"))[CODE].values()


def test_the_variant_is_one_that_is_registered() -> None:
    """BCP 47: a language, and a variant of five to eight letters that IANA's register has ("Simplified form")."""
    assert VARIANTS == {CODE: "de"}
    assert re.fullmatch(r"[a-z]{2}-[a-z]{5,8}", CODE)


def test_sentences_are_short() -> None:
    long = [
        sentence
        for text in said()
        for sentence in SENTENCE_ENDS.split(text)
        if sum(bool(re.search(r"\w", word)) for word in sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


def test_each_sentence_has_one_thought() -> None:
    assert [text for text in said() if ";" in text] == []


@pytest.mark.parametrize("what", NOT_PLAIN)
def test_words_are_of_every_day(what: str) -> None:
    found = re.compile(rf"\b(?:{NOT_PLAIN[what]})\b", re.IGNORECASE)
    assert [text for text in said() if found.search(text)] == []


def test_the_dresden_event_is_whole_in_plain_words() -> None:
    there = json.loads(seed.PLAN.with_suffix(f".{CODE}.json").read_text(encoding="utf-8"))
    assert sorted(there) == sorted(seed.plan()["translations"]["en"])
