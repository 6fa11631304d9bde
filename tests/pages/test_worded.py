"""A station's page without script: what others said of a contribution is read first, and its original stands below."""

import re

from flask import Flask

from facilitation.actor import Actor
from facilitation.models import Contribution, Station
from facilitation.services import moderation, wordings
from tests.conftest import Doors, Guests, new_id, write
from tests.pages.test_first_page import scan

ARABIC, GERMAN = "غرف أكثر", "Mehr Räume"


def shown(html: str) -> list[tuple[str, str, str | None]]:
    """Of the cards drawn without script: the language, the text, and who worded it, in their order."""
    plain = html[html.index("data-stream ") :]
    found = re.findall(r'<p class="card-text" dir="auto" lang="([^"]+)"(?: data-worded="([a-z]+)")?>([^<]*)</p>', plain)
    return [(language, text, by or None) for language, by, text in found]


def said(actor: Actor, one: Contribution, text: str, language: str) -> str:
    return wordings.add(actor, one.id, id=new_id(), language=language, text=text, was=one.text).row.id


def test_a_reader_reads_a_wording_first_and_the_original_below(
    app: Flask, guest: Guests, station: Station, host: Actor, doors: Doors
) -> None:
    one = write(guest(), station, ARABIC, language="ar")
    assert shown(scan(app, doors, "de")) == [("ar", ARABIC, None)]
    id = said(guest(), one, "Mehr Zimmer", "de")
    assert shown(scan(app, doors, "de")) == [("de", "Mehr Zimmer", "guest"), ("ar", ARABIC, None)]
    assert "übersetzt: ein Gast" in scan(app, doors, "de")
    assert shown(scan(app, doors, "ar")) == [("ar", ARABIC, None)], "who reads the original needs none"
    assert shown(scan(app, doors, "uk")) == [("ar", ARABIC, None)]
    moderation.word_in_german(host, one.id, text=GERMAN, was=None)
    assert shown(scan(app, doors, "de")) == [("de", GERMAN, "host"), ("ar", ARABIC, None)]
    moderation.word_in_german(host, one.id, text=None, was=GERMAN)
    wordings.hide(host, id)
    assert shown(scan(app, doors, "de")) == [("ar", ARABIC, None)]


def test_a_hosts_wording_goes_before_a_guests(
    app: Flask, guest: Guests, station: Station, host: Actor, doors: Doors
) -> None:
    one = write(guest(), station, GERMAN)
    said(guest(), one, "من ضيف", "ar")
    assert shown(scan(app, doors, "ar")) == [("ar", "من ضيف", "guest"), ("de", GERMAN, None)]
    wordings.word(host, one.id, id=new_id(), language="ar", text=ARABIC, was=None, read=GERMAN)
    assert shown(scan(app, doors, "ar")) == [("ar", ARABIC, "host"), ("de", GERMAN, None)]
