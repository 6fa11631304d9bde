"""A station's page for whoever left nothing there yet is drawn once, however many scan, and shows what stands now."""

import datetime as dt
import gzip
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import event as listening

from facilitation import bounds, clock
from facilitation.extensions import db
from facilitation.models import Event, ProgrammeItem, Station, Translation
from facilitation.models.columns import now
from facilitation.pages import first_page
from facilitation.services import contributions
from facilitation.storage.statements import Store
from tests.conftest import Doors, Guests, write
from tests.pages.test_participant import PAGE, STATION, first, joined


@pytest.fixture
def drawn(app: Flask) -> Iterator[list[str]]:
    """The templates that were drawn."""
    names: list[str] = []

    def note(_: Flask, template: object, **__: object) -> None:
        names.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        yield names


def scan(app: Flask, doors: Doors, languages: str = "de") -> str:
    """What a new phone gets that scans the station's code."""
    return arrive(app.test_client(), doors, languages)


def arrive(web: FlaskClient, doors: Doors, languages: str = "de") -> str:
    return web.get(doors.stations[STATION], headers={"Accept-Language": languages}, follow_redirects=True).text


def kept() -> str:
    """All text that is kept of first pages."""
    return "".join(text.decode() for one in first_page._drawn.values() for text in one._texts)


def without_id_and_time(page: str) -> str:
    return page.replace(page.split('name="id" value="')[1].split('"')[0], "ID").replace(
        first(page)["event_state"]["now"], "NOW"
    )


def test_a_hall_that_scans_at_once_gets_one_drawing_and_each_phone_its_own_id(
    app: Flask, doors: Doors, drawn: list[str]
) -> None:
    pages = [scan(app, doors) for _ in range(5)]
    assert drawn == ["station.html"]
    assert len({page.split('name="id" value="')[1].split('"')[0] for page in pages}) == 5
    assert len(set(map(without_id_and_time, pages))) == 1
    assert len(set(pages)) == 5
    assert not [mark for mark in (first_page.ID, first_page.NOW) for page in pages if mark in page]


def test_a_page_that_was_compressed_once_is_right_for_each_phone(app: Flask, doors: Doors) -> None:
    scan(app, doors)
    pages = []
    for _ in range(3):
        asks = {"Accept-Encoding": "gzip", "Accept-Language": "de"}
        answer = app.test_client().get(doors.stations[STATION], headers=asks, follow_redirects=True)
        assert [answer.headers[name] for name in ("Content-Encoding", "Vary")] == ["gzip", "Accept-Encoding, Cookie"]
        unpacking = zlib.decompressobj(wbits=31)
        pages.append(unpacking.decompress(answer.data).decode())
        assert (unpacking.eof, unpacking.unused_data) == (True, b"")
        assert gzip.decompress(answer.data).decode() == pages[-1]
    assert len(set(pages)) == 3
    assert set(map(without_id_and_time, pages)) == {without_id_and_time(scan(app, doors))}


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the database is asked, by models or prepared."""
    noted: list[str] = []
    plain = Store._execute

    def execute(store: Store, question: Any, values: dict[str, Any]) -> Any:
        noted.append(question.sql)
        return plain(store, question, values)

    def ask(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        noted.append(sql)

    monkeypatch.setattr(Store, "_execute", execute)
    with app.app_context():
        engine = db.engine
    listening.listen(engine, "before_cursor_execute", ask)
    yield noted
    listening.remove(engine, "before_cursor_execute", ask)


@pytest.mark.parametrize(("languages", "more"), [("de", 0), ("en", 1)])
def test_who_scans_while_a_page_stands_costs_few_statements(
    app: Flask, doors: Doors, event: Event, asked: list[str], languages: str, more: int
) -> None:
    """A hall of 250 asks for it at once: no row becomes an object, and nothing is asked twice."""
    event.delete_on = dt.date(2999, 1, 1)
    db.session.commit()
    scan(app, doors, languages)
    web, counts = app.test_client(), []
    for address in (doors.stations[STATION], PAGE):
        asked.clear()
        web.get(address, headers={"Accept-Language": languages})
        counts.append(len(asked))
    assert counts == [1, 6 + more]


def announce(event: Event, text: str) -> None:
    event.announcement, event.announcement_until = text, now() + dt.timedelta(minutes=5)


def a_round(event: Event) -> ProgrammeItem:
    return next(one for one in event.programme if one.kind == "round")


CHANGES: dict[str, Callable[[Event, Station], object]] = {
    "the event's place": lambda event, station: setattr(event, "timezone", "Europe/Lisbon"),
    "the station's question": lambda event, station: setattr(station, "question", "Was nun?"),
    "another station's name": lambda event, station: setattr(event.stations[-1], "short_title", "Anders"),
    "the day of deletion": lambda event, station: setattr(event, "delete_on", dt.date(2031, 5, 6)),
    "the languages": lambda event, station: setattr(event, "languages", ["de", "en", "ro"]),
    "the announcement": lambda event, station: announce(event, "Das Buffet ist eröffnet"),
    "the survey": lambda event, station: setattr(event, "feedback_state", "open"),
    "the phase": lambda event, station: setattr(event, "phase", "change"),
    "approval": lambda event, station: setattr(station, "approve_first", True),
    "the plan": lambda event, station: setattr(a_round(event), "ends", "15:02"),
    "another station's doors": lambda event, station: setattr(event.stations[-1], "closed", True),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_what_was_changed_is_on_the_next_page(
    changed: str, app: Flask, doors: Doors, event: Event, station: Station, drawn: list[str]
) -> None:
    before = scan(app, doors)
    CHANGES[changed](event, station)
    db.session.commit()
    after = scan(app, doors)
    assert drawn == ["station.html"] * 2
    assert without_id_and_time(before) != without_id_and_time(after)


def test_an_announcement_leaves_the_page_when_its_time_is_over(
    app: Flask, doors: Doors, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(event, "Das Buffet ist eröffnet")
    db.session.commit()
    assert "Das Buffet" in scan(app, doors)
    later = clock.now() + dt.timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Das Buffet" not in scan(app, doors)


def test_a_translation_is_on_the_next_page(app: Flask, doors: Doors, event: Event, station: Station) -> None:
    before = scan(app, doors, "en")
    db.session.query(Translation).filter_by(language="en", original=station.question).update({"text": "What now?"})
    db.session.commit()
    after = scan(app, doors, "en")
    assert ("What now?" in before, "What now?" in after) == (False, True)


def test_what_is_written_and_withdrawn_comes_and_goes(
    app: Flask, doors: Doors, guest: Guests, station: Station
) -> None:
    author = guest()
    assert "Ein Saal" not in scan(app, doors)
    one = write(author, station, "Ein Saal für alle")
    assert "Ein Saal" in scan(app, doors)
    contributions.withdraw(author, one.id)
    assert "Ein Saal" not in scan(app, doors)
    assert "Ein Saal" not in kept()


def test_no_page_that_nobody_asks_for_again_holds_what_was_taken_back(
    app: Flask, doors: Doors, guest: Guests, station: Station
) -> None:
    author = guest()
    one = write(author, station, "Ein Saal für alle")
    assert ["Ein Saal" in scan(app, doors, language) for language in ("de", "en", "tr")] == [True] * 3
    contributions.withdraw(author, one.id)
    assert "Ein Saal" not in scan(app, doors)
    assert len(first_page._drawn) == 1
    assert "Ein Saal" not in kept()


def test_each_language_and_table_has_a_page_of_its_own(app: Flask, doors: Doors, drawn: list[str]) -> None:
    assert 'lang="en"' in scan(app, doors, "en")
    assert 'lang="de"' in scan(app, doors, "de")
    assert "Polski" in scan(app, doors, "de,pl").split("arrival-all")[0]
    assert "Polski" not in scan(app, doors, "de").split("arrival-all")[0]
    web = app.test_client()
    arrive(web, doors)
    assert "Tisch 2" in web.get(f"{PAGE}?table=2").text
    assert "Tisch 2" not in scan(app, doors)
    assert drawn == ["station.html"] * 4


@pytest.mark.parametrize("newcomers_first", [True, False])
def test_who_was_greeted_and_who_arrives_see_a_page_of_their_own(
    app: Flask, doors: Doors, *, newcomers_first: bool
) -> None:
    """Whoever arrives is told what is stored, and asked for a name; whoever was greeted without one is not."""
    greeted, pages = joined(app, doors), {}
    for newcomer in (newcomers_first, not newcomers_first):
        pages[newcomer] = scan(app, doors) if newcomer else greeted.get(PAGE).text
    assert ['id="name"' in pages[newcomer] for newcomer in (True, False)] == [True, False]


def test_what_somebody_left_is_on_no_other_page(app: Flask, doors: Doors, drawn: list[str]) -> None:
    web = joined(app, doors, name="Amina")
    web.post(
        PAGE, data={"id": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "text": "Meins", "kind": "idea", "language": "de"}
    )
    for _ in range(2):
        assert first(web.get(PAGE).text)["me"]["name"] == "Amina"
    assert "Amina" not in kept()
    assert first(scan(app, doors))["me"]["name"] is None
    assert drawn == ["station.html"] * 3


@pytest.mark.parametrize("above", [0, 1])
def test_only_so_many_letters_are_kept(
    above: int, app: Flask, doors: Doors, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(app, doors)
    (drawn_page,) = first_page._drawn.values()
    monkeypatch.setattr(bounds, "FIRST_PAGES_KEPT", drawn_page.weight - above)
    first_page._drawn.clear()
    scan(app, doors)
    scan(app, doors)
    assert drawn == ["station.html"] * (3 if above else 2)


def test_who_was_greeted_and_left_nothing_gets_the_page_of_all_and_then_their_own(
    app: Flask, doors: Doors, drawn: list[str]
) -> None:
    """As where newcomers type the day's word first, and so have a row before they see the station."""
    phones = [joined(app, doors) for _ in range(3)]
    drawn.clear()
    pages = [web.get(PAGE).text for web in phones]
    assert drawn == ["station.html"]
    assert len(set(map(without_id_and_time, pages))) == 1
    id = pages[0].split('name="id" value="')[1].split('"')[0]
    phones[0].post(PAGE, data={"id": id, "text": "Meins", "kind": "idea", "language": "de"})
    assert [len(first(web.get(PAGE).text)["mine"]) for web in phones] == [1, 0, 0]


def test_who_names_a_language_or_was_handed_a_phone_has_a_page_of_their_own(app: Flask, doors: Doors) -> None:
    web = app.test_client()
    arrive(web, doors)
    web.post("/e/dresden-2023/language", data={"named": "Tigrinya"})
    web.post("/e/dresden-2023/me/anew", data={"next": PAGE})
    first_page.forget()
    other = app.test_client()
    arrive(other, doors)
    other.post("/e/dresden-2023/language", data={"named": "Tigrinya"})
    first_page.forget()
    assert first(web.get(PAGE).text)["me"]["person"] != ""
    assert "Tigrinya" in other.get(PAGE).text
    assert first_page._drawn == {}
