"""The promised deletion."""

import datetime as dt
import io

import pytest
from flask import Flask
from sqlalchemy import UniqueConstraint, func, select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    CommonTheme,
    Contribution,
    Edition,
    Event,
    Letterhead,
    Measure,
    Participant,
    Photo,
    Recommendation,
    ReportText,
    Statement,
    Station,
    Vote,
)
from facilitation.queries import changes
from facilitation.services import (
    clusters,
    common_themes,
    deletion,
    doors,
    editions,
    events,
    letterheads,
    measures,
    paper_cards,
    photos,
    recommendations,
    report_texts,
    settings,
    statements,
    votes,
)
from tests import camera
from tests.conftest import Guests, deleted_on, new_id, write

GOING = {"contribution", "cluster", "journal_entry", "participant", "photo"}
"""Tables of which a deletion deletes many rows, and to which others refer."""
LEFT = (
    Contribution,
    Vote,
    Cluster,
    Statement,
    Measure,
    Participant,
    Photo,
    ReportText,
    Recommendation,
    CommonTheme,
    Edition,
    Letterhead,
)


def counts() -> list[int]:
    return [db.session.execute(select(func.count()).select_from(model)).scalar_one() for model in LEFT]


def test_on_the_promised_day_everything_people_left_is_gone(
    app: Flask, event: Event, station: Station, guest: Guests, host: Actor, organiser: Actor
) -> None:
    author, generation = guest(), event.generation
    parent = write(author, station, "Eltern")
    reply = write(author, station, "Antwort", reply_to=parent.id)
    votes.set(guest(), reply.id, on=True)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.put(host, [parent.id], cluster.id)
    statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=None)
    measures.add(host, station.id, id=new_id(), what="Raumliste schreiben")
    photo = photos.add(
        host, station.id, id=new_id(), picture=io.BytesIO(camera.file()), table=None, round_position=None
    ).row
    typed = paper_cards.type_in(
        host, station.id, id=new_id(), text="Von der Tischdecke", kind="idea", language="de", photo=photo.id
    ).row
    report_texts.write(organiser, name="summary", language="de", text="Es fehlen Räume.", known=0)
    recommendations.write(organiser, id=new_id(), what="Räume öffnen", why="", responsibility="", horizon="", known=0)
    common_themes.write(organiser, id=new_id(), title="Orte", text="", clusters=[cluster.id], known=0)
    editions.add(organiser, number=1, language="de", document=b"Word", matter="", kept=b"{}")
    letterheads.put(organiser, "logo", name="logo.jpg", content=camera.file())
    folders = [app.extensions["config"].data_dir / name for name in ("photos", "reports", "letterheads")]
    assert [len(list(folder.iterdir())) for folder in folders] == [3, 2, 1]
    day = event.delete_on
    codes = [code.code for code in doors.codes_of(event)]
    assert deleted_on(day - dt.timedelta(days=1)) == []
    assert event.generation == generation
    assert (typed.photo_id, counts()) == (photo.id, [3, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1])
    assert deleted_on(day) == ["dresden-2023"]
    assert event.generation != generation  # no cookie of before is anybody
    assert (counts(), [list(folder.iterdir()) for folder in folders]) == ([0] * len(LEFT), [[], [], []])
    assert events.find("dresden-2023").stations[0].question
    assert [code.code for code in doors.codes_of(event)] == codes, "a poster still leads to the event"
    assert changes.read(station.id, 0, "hosts")["contributions"] == []
    assert deleted_on(day) == []


def test_the_halls_wifi_goes_with_the_day(event: Event, organiser: Actor) -> None:
    for name, text in (("wifi_name", "Saalnetz"), ("wifi_password", "Geheim-2026")):
        settings.set(organiser, name, value=text, known=0)
    assert deleted_on(event.delete_on - dt.timedelta(days=1)) == []
    assert (event.wifi_name, event.wifi_password) == ("Saalnetz", "Geheim-2026")
    assert deleted_on(event.delete_on) == ["dresden-2023"]
    db.session.expire_all()
    assert (event.wifi_name, event.wifi_password) == ("", "")


def test_it_goes_on_until_everything_is_gone(
    event: Event, station: Station, guest: Guests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion, "PIECE", 2)
    for _ in range(5):
        write(guest(), station)
    assert deleted_on(event.delete_on) == ["dresden-2023"]
    assert counts() == [0] * len(LEFT)


def test_whatever_a_deletion_asks_has_an_index(event: Event) -> None:
    """Each row that goes asks every table that may refer to it. Without an index 12,000 cards took half a minute."""
    without = []
    for table in db.metadata.sorted_tables:
        known = {next(iter(index.columns)).name for index in table.indexes}
        known |= {next(iter(key.columns)).name for key in table.constraints if isinstance(key, UniqueConstraint)}
        known.add(next(iter(table.primary_key)).name)
        for reference in table.foreign_keys:
            if reference.column.table.name in GOING and reference.parent.name not in known:
                without.append(f"{table.name}.{reference.parent.name}")
    assert without == []
