"""One word for one thing on every screen and in every file: the words that the others replaced appear nowhere."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "facilitation/translations/en/LC_MESSAGES/messages.po"
GERMAN = {
    "Pult|Regiepult|Pults": "Steuerung",
    "Tafel|Tafeln|Board": "Tablet-Ansicht",
    "Wand": "Leinwand",
    "Tür|Türen": "Zugänge, Link",
    "Gast-Ansicht": "Handy-Ansicht",
    "Menschen online|Teilnehmende|Teilnehmenden|Anwesende|Anwesenden": "Gäste",
    "Maßnahme|Maßnahmen|Vereinbarungen": "nächster Schritt",
    "Protokoll|Protokolls": "Verlauf",
    "Eingang": "Unsortiert",
    "Briefpapier": "Vorlage und Logo",
    "Lebenszeichen": "zuletzt verbunden",
    "Horizont|Zeitraum": "Zeithorizont",
    "Rückmeldung|Rückmeldungen": "Feedback",
    "Etikette": "Gesprächsregeln",
    "Fördervermerk": "Förderhinweis",
    "Handlungsempfehlungen": "Empfehlungen",
    "Herausforderungen": "Probleme",
    "Tischtuch|Tischtuchs|Tischtücher": "Tischdecke",
    "Cluster": "Thema",
    "nachgereicht|nachreichen": "später gesendet",
    "Netz": "Verbindung",
    "deutsche Fassung|Deutsche Fassung": "deutsche Übersetzung",
    "verwerfen|Verwerfen": "löschen",
    "bearbeitet": "geändert, ändern",
    "weiterdenken|Weiterdenken": "antworten",
    "stärkste|stärksten|Stärkste|Stärkster|am stärksten": "meiste Punkte",
    "Zustimmung von Hand|von Hand": "Punkte ohne Handy",
    "Stadtverwaltung|Verwaltung|Dresden": "der Name aus der Veranstaltung",
    "Technik": "Organisationsteam",
}
ENGLISH = {
    "desk|desks": "control panel",
    "board|boards": "tablet view",
    "wall": "big screen",
    "door|doors": "access links, link",
    "measure|measures": "next step",
    "inbox": "unsorted",
    "letterhead": "template and logo",
    "cluster|clusters": "theme",
    "etiquette": "ground rules",
    "horizon": "timeframe",
    "technicians|technical team|technical staff": "organising team",
    "offline|online": "connection",
    "the administration|city administration": "the name",
}
ELSEWHERE = {
    # a network of the computer is none of the guests' connections
    "Netz": re.compile(r"^(das|ein) Netz"),
    "desk": re.compile(r"welcome desk"),
    # a building has doors, one of the stations' signs is one, and an invitation hangs at the entrance
    "Tür": re.compile(r"^Tür$|für die Tür$"),
    "door": re.compile(r"^door$|for the door$"),
    "Eingang": re.compile(r"am Eingang$|^für Eingang und Saal"),
    # a computer's going online is none of a guest's
    "online": re.compile(r"goes online"),
}


def said() -> list[tuple[str, str]]:
    """Every text, German and English."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    texts: list[tuple[str, str]] = []
    for message in catalogue:
        if message.id:
            german = [str(one) for one in message.id] if isinstance(message.id, tuple) else [str(message.id)]
            english = message.string if isinstance(message.string, tuple) else (message.string,)
            texts += zip(german, map(str, english), strict=True)
    return texts


def of(words: str, texts: list[str], case: int) -> list[str]:
    """The texts in which one of these words stands for itself, outside of what is filled in."""
    found = re.compile(rf"(?<![\w%({{-])(?:{words})(?![\w-])", case)
    elsewhere = [pattern for word, pattern in ELSEWHERE.items() if word in words.split("|")]
    return [text for text in texts if found.search(text) and not any(one.search(text) for one in elsewhere)]


@pytest.mark.parametrize("words", GERMAN)
def test_german_says_one_word_for_one_thing(words: str) -> None:
    texts = [german for german, _ in said()]
    assert of(words, texts, 0) == [], f"say instead: {GERMAN[words]}"


@pytest.mark.parametrize("words", ENGLISH)
def test_english_says_one_word_for_one_thing(words: str) -> None:
    texts = [english for _, english in said()]
    assert of(words, texts, re.IGNORECASE) == [], f"say instead: {ENGLISH[words]}"


def test_english_leaves_no_room_before_an_ellipsis_and_sets_its_own_signs() -> None:
    assert [text for _, text in said() if " …" in text or re.search(r"\w'\w", text)] == []


@pytest.mark.parametrize("sign", ["*r ", "*n ", "*e "])
def test_no_pronoun_has_a_star(sign: str) -> None:
    assert [german for german, _ in said() if sign in german] == []
