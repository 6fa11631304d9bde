"""Whatever a guest's phone meets is said in its language: pages in every state, phrases of scripts, refusals, posters.

So the list of guests' texts (tests/guests_texts.py) leaves none out: what is looked up and not translated fails here.
"""

import json
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import jinja2
import pytest
from babel import Locale, support
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import get_locale

from facilitation import seed
from facilitation.actor import Actor
from facilitation.errors import SENTENCES, CafeError
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.services import clusters, events, feedback, merging, moderation, rounds, statements, stations
from tests.conftest import Doors, OpenScreen, Screen, add, deleted_on, new_id
from tests.guests_texts import OTHERS_REFUSALS, PLACES
from tests.matrix import MESSAGES

EVENT, STATION = "/e/dresden-2023", "foerderung-und-raeume"
PAGE = f"{EVENT}/stations/{STATION}"
SPOKEN = "ar"
CARD = {"text": "غرف أكثر", "kind": "idea", "language": "ar"}
ROOT = Path(__file__).parents[2]
SAYS_SOMETHING = re.compile(r"\b_\(|gettext\(")
PHRASES_OF_PAGE = re.compile(r'<script type="application/json" id="phrases">(.*?)</script>', re.DOTALL)


@pytest.fixture
def unsaid(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is looked up from here on and that the catalogue which is asked does not have."""
    found: list[str] = []
    plain: Callable[[Any, str], str] = support.Translations.ugettext

    def looked_up(catalogue: Any, text: str) -> str:
        if text not in catalogue._catalog and get_locale() != Locale("de"):  # in which the texts are written
            found.append(text)
        return plain(catalogue, text)

    def without_catalogue(_: Any, text: str) -> str:
        if get_locale() != Locale("de"):
            found.append(text)
        return text

    monkeypatch.setattr(support.NullTranslations, "ugettext", without_catalogue)
    monkeypatch.setattr(support.Translations, "ugettext", looked_up)
    return found


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of all templates from which something is drawn from here on."""
    names: set[str] = set()
    load = jinja2.Environment._load_template

    def loaded(environment: jinja2.Environment, name: Any, variables: Any) -> jinja2.Template:
        template = load(environment, name, variables)
        names.add(str(template.name))
        return template

    monkeypatch.setattr(jinja2.Environment, "_load_template", loaded)
    return names


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """A phone whose list of languages begins with Syrian Arabic."""
    web = app.test_client()
    web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ar-SY,de;q=0.8"
    return web


@pytest.fixture
def visited(phone: FlaskClient) -> Callable[..., str]:
    """Asks for a page, which is in Arabic whatever it is; its scripts' phrases are looked at, too."""
    said = {str(text) for text in catalogue().values()}

    def visit(path: str, status: int = 200, **form: str) -> str:
        answer = phone.post(path, data=form) if form else phone.get(path)
        assert (answer.status_code, path) == (status, path)
        page = answer.text
        if answer.mimetype == "text/html" and status != 302 and status != 303:
            assert re.search(r'<html\s+lang="ar"\s+dir="rtl"', page), path
            for found in PHRASES_OF_PAGE.findall(page):
                spoken = set(json.loads(found).values())
                assert [one for one in spoken - said if re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", one))] == []
        return page

    return visit


def catalogue() -> dict[str, str]:
    """What the Arabic catalogue says."""
    loaded: Any = support.Translations.load(str(ROOT / "facilitation" / "translations"), [SPOKEN])
    return {str(text): said for text, said in loaded._catalog.items()}


def test_pages_of_guests_in_every_state(
    visited: Callable[..., str],
    phone: FlaskClient,
    doors: Doors,
    event: Event,
    station: Station,
    organiser: Actor,
    host: Actor,
    guest: Callable[[], Actor],
    unsaid: list[str],
    drawn: set[str],
) -> None:
    plain = [
        f"{EVENT}/{page}" for page in ("", "privacy", "accessibility", "imprint", "me", "language", "mine", "mine.txt")
    ]
    for path in (*plain, f"{EVENT}/feedback", PAGE, f"{PAGE}?table=2"):
        visited(path)
    visited(PAGE, 400, **CARD | {"id": new_id(), "text": "x" * 501, "name": "Aya"})
    visited(f"{EVENT}/language", 400, named=" ", next=PAGE)
    visited(f"{EVENT}/me", 400, language="not one", name="Aya")
    other = add(guest(), station.slug, "Ein Gedanke").id
    own = [new_id() for _ in range(6)]
    for id in own:
        visited(PAGE, 303, **CARD | {"id": id, "text": f"غرف {id}", "reply_to": other if id == own[0] else ""})
    theme = clusters.add(host, station.id, id=new_id(), title="Räume").row.id
    clusters.put(host, [own[0]], theme)
    moderation.highlight(host, own[1], on=True)
    moderation.hide(host, own[2], reason="names")
    merging.merge(host, other, [own[3]])
    statements.add(host, station.id, id=new_id(), text="Räume fehlen", round_position=None)
    stations.set_approve_first(host, station.id, on=True)
    visited(PAGE, 303, **CARD | {"id": new_id()})
    for path in (PAGE, f"{PAGE}?saved=pending", f"{PAGE}?saved=visible", f"{PAGE}?all", f"{EVENT}/me"):
        visited(path)
    for said in ("saved", "pending", "withdrawn", "unnamed", "left"):
        visited(f"{EVENT}/mine?said={said}")
    visited(f"{EVENT}/mine", 400, do="edit", id=own[1], text="", was="", order=new_id())
    rounds.start(organiser, 1)
    visited(PAGE)
    visited(f"{EVENT}/")
    rounds.end(organiser)
    visited(PAGE)
    feedback.begin(organiser)
    visited(f"{EVENT}/feedback")
    visited(f"{EVENT}/feedback", 400, text="x" * 501, language="ar", q1="4")
    visited(f"{EVENT}/feedback", 303, text="جيد", language="ar", q1="4")
    for path in (f"{EVENT}/feedback?saved=1", PAGE, f"{EVENT}/mine.txt", f"{EVENT}/mine"):
        visited(path)
    feedback.end(organiser)
    visited(f"{EVENT}/feedback")
    for door in ("word", "closed"):
        event.newcomers = door
        db.session.commit()
        with phone.session_transaction() as cookie:
            cookie["participants"] = {}
        visited(PAGE)
    visited(f"{EVENT}/me", 403, language="ar", name="", word="x")
    visited(f"{EVENT}/mine?gone=1")
    second = events.create({**seed.plan(), "slug": "zweites"}, today=event.date)
    rounds.start(Actor(second.id, organiser=True), 1)  # two are on: the list names both
    visited("/")
    deleted_on(event.delete_on)
    visited(PAGE, 410)
    assert unsaid == []
    texts = {name for name in drawn if SAYS_SOMETHING.search((ROOT / "templates" / name).read_text(encoding="utf-8"))}
    assert sorted(f"templates/{name}" for name in texts if f"templates/{name}" not in PLACES) == []
    assert len(texts) > 15


def test_posters_are_whole_in_the_events_language(app: Flask, doors: Doors, event: Event, unsaid: list[str]) -> None:
    event.language = SPOKEN
    db.session.commit()
    web = app.test_client()
    web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    web.get(doors.organiser)
    page = web.get(f"{EVENT}/organise/print").text
    assert len(re.findall(r'class="print-sheets"\s+lang="ar"\s+dir="rtl"', page)) == 6
    assert unsaid == []


def guests_refusals() -> list[str]:
    return [code for code in SENTENCES if not any(fnmatchcase(code, one) for one in OTHERS_REFUSALS)]


def test_refusals_as_pages(app: Flask, phone: FlaskClient, monkeypatch: pytest.MonkeyPatch, unsaid: list[str]) -> None:
    for code in guests_refusals():

        def refuse(*_: object, code: str = code, **__: object) -> None:
            raise CafeError(code, length=501, limit=500, retry_after=7)

        monkeypatch.setattr(events, "find", refuse)
        for method in ("GET", "POST"):
            assert 'dir="rtl"' in phone.open(PAGE, method=method).text
    assert unsaid == []


def test_refusals_of_orders(app: Flask, screen: OpenScreen, doors: Doors, event: Event, unsaid: list[str]) -> None:
    phone = arabic(screen, doors.stations[STATION])
    known = {"id": new_id(), "station": STATION, "text": "x", "kind": "idea", "language": "ar", "was": "", "on": True}
    for payload in ({}, known, known | {"text": "x" * 501, "contribution": new_id(), "scale": {}, "table": 99}):
        for message in {name.partition(" ")[0] for name in MESSAGES} | {"no.message"}:
            answer = phone.order(message, event=event.slug, **payload)
            assert answer["ok"] or re.search(r"[\u0600-\u06ff]", answer["message"]), (message, answer)
    assert unsaid == []


def test_hosts_and_organisers_are_refused_in_a_language_that_says_everything(
    screen: OpenScreen, doors: Doors, event: Event, unsaid: list[str]
) -> None:
    for door in (doors.hosts[STATION], doors.organiser):
        tablet = arabic(screen, doors.stations[STATION])
        assert tablet.web.get(door).status_code == 302
        tablet.reconnect()
        answer = tablet.order("cluster.rename", event=event.slug, station=STATION, id=new_id(), title="x", was="y")
        assert (answer["error"], answer["message"]) == ("unknown_cluster", "Dieses Thema gibt es nicht.")


def arabic(screen: OpenScreen, path: str) -> Screen:
    """A phone that asks for Arabic, or else for German, and came by this code."""
    phone = screen(None)
    phone.web.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ar-SY,de;q=0.8"
    assert phone.web.get(path).status_code == 302
    phone.reconnect()
    return phone


def test_every_part_of_a_page_that_is_listed_is_on_a_guests_page_or_paper() -> None:
    pages = {place: (ROOT / place).read_text(encoding="utf-8") for place in PLACES if place.endswith((".html", ".txt"))}
    parts = {place for place in pages if "/parts/" in place and "/print_" not in place}
    unused = {
        part
        for part in parts
        if not any(part.removeprefix("templates/") in text for place, text in pages.items() if place != part)
    }
    assert unused == set()
