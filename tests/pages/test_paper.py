"""What hangs in the hall is for whoever comes: it speaks the event's language, whatever whoever prints it reads."""

import re

import pytest
from flask import Flask

from facilitation.doors.languages import WHOLE
from facilitation.extensions import db
from facilitation.models import Event
from tests.conftest import Doors

POSTERS = "/e/dresden-2023/organise/print"
SUMMARY = "/e/dresden-2023/stations/foerderung-und-raeume/summary"


@pytest.mark.parametrize(
    ("event_language", "reads", "spoken", "scan"),
    [
        ("de", "en", "de", "Code scannen"),
        ("en", "de", "en", "Scan the code"),
        ("de", "de", "de", "Code scannen"),
        ("pl", "en", "pl", "Zeskanuj kod"),
        ("sw", "en", "en", "Scan the code"),  # no catalogue
    ],
)
def test_posters_speak_the_events_language(
    app: Flask, doors: Doors, event: Event, event_language: str, reads: str, spoken: str, scan: str
) -> None:
    event.language = event_language
    db.session.commit()
    web = app.test_client()
    web.get(doors.organiser, headers={"Accept-Language": reads})
    page = web.get(POSTERS, headers={"Accept-Language": reads}).text
    assert re.search(rf'<html\s+lang="{reads}"', page)
    assert re.search(rf'<section\s+class="print-sheets"\s+lang="{spoken}"', page)
    sheets = page.partition('class="print-sheets"')[2].partition("</section>")[0]
    assert (f"<span>{scan}</span>" in sheets, "18 November 2023" in sheets) == (True, spoken == "en")
    shown = web.get(SUMMARY, headers={"Accept-Language": reads}).text
    whole = spoken if spoken in WHOLE else reads
    head = f">{'Ergebnisse' if whole == 'de' else 'Results'}</p>"
    assert (re.search(rf'<html\s+lang="{whole}"', shown) is not None, head in shown) == (True, True)


def test_another_language_may_be_asked_for(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    web.get(doors.organiser)
    assert "<span>Scan the code</span>" in web.get(f"{POSTERS}?lang=en").text
    assert "<span>Code scannen</span>" in web.get(POSTERS).text
