"""A whole day from the database to the file: its figures are counted anew in SQL, nothing that is hidden gets out."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from lxml import etree
from sqlalchemy import text

from facilitation import create_app, memory
from facilitation.documents import report
from facilitation.extensions import db
from facilitation.pages import report_file
from facilitation.queries import harvest
from facilitation.services import events
from tests.conftest import config
from tests.documents.report import day
from tests.documents.report.reading import appendix, numbered, said, table_of

SEEN = "contribution.state = 'visible'"


@pytest.fixture(scope="module")
def file(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """The report of the day, whose database the tests ask. It is held once, because nothing here changes it."""
    folder = tmp_path_factory.mktemp("day")
    shutil.copytree(planted, folder, dirs_exist_ok=True)
    memory.forget_all()
    with create_app(config(folder)).test_request_context():
        event = events.find("dresden-2023")
        day.fill(event)
        yield report.build(harvest.of(event), photos=report_file.pictures(harvest.of(event)))
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def read(file: bytes) -> DocumentObject:
    """It, opened."""
    return Document(io.BytesIO(file))


def count(query: str) -> int:
    return int(db.session.execute(text(query)).scalar_one())


def rows_of(query: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(text(query))]


def test_the_figures_of_the_title_page(read: DocumentObject) -> None:
    people = count(
        f"SELECT count(DISTINCT id) FROM (SELECT participant_id AS id FROM contribution WHERE {SEEN} UNION"
        " SELECT vote.participant_id FROM vote JOIN contribution ON contribution.id = vote.contribution_id"
        f" WHERE {SEEN})"
    )
    contributions = count(f"SELECT count(*) FROM contribution WHERE {SEEN}")
    dots = count(f"SELECT count(*) FROM vote JOIN contribution ON contribution.id = vote.contribution_id WHERE {SEEN}")
    languages = count(f"SELECT count(DISTINCT language) FROM contribution WHERE {SEEN}")
    assert said(read, "Figure") == [str(people), str(contributions), str(dots), str(languages)]
    assert (contributions, languages) == (112, 12)
    assert f"Umfang: {people} Personen, 3 Stationen, 112 Beiträge, {dots} Punkte." in " ".join(said(read, "BodyText"))


def test_the_figures_of_stations_and_themes(read: DocumentObject) -> None:
    stations = rows_of(
        "SELECT 'Station ' || position || ': ' || short_title,"
        " (SELECT count(DISTINCT id) FROM (SELECT participant_id AS id, station_id FROM contribution"
        f" WHERE {SEEN} UNION SELECT vote.participant_id, station_id FROM vote"
        f" JOIN contribution ON contribution.id = vote.contribution_id WHERE {SEEN}) WHERE station_id = station.id),"
        f" (SELECT count(*) FROM contribution WHERE station_id = station.id AND {SEEN}),"
        " (SELECT count(*) FROM cluster WHERE station_id = station.id AND NOT removed),"
        " (SELECT count(*) FROM vote JOIN contribution ON contribution.id = vote.contribution_id"
        f" WHERE contribution.station_id = station.id AND {SEEN}) FROM station ORDER BY position"
    )
    told = table_of(read, "Station", "Personen", "Beiträge", "Themen", "Punkte")
    *each, together = [(row[0][0], *(int(cell[0]) for cell in row[1:])) for row in told]
    assert each == stations
    people, contributions, dots = (sum(int(str(row[at])) for row in stations) for at in (1, 2, 4))
    assert (together[0], *together[2::2]) == ("gesamt", contributions, dots)
    notes = [re.findall(r"\d+", line) for line in said(read, "Note") if " Personen · " in line]
    assert [sum(int(note[at]) for note in notes) for at in (0, 1, 2)] == [people, contributions, dots]
    themes = rows_of(
        "SELECT cluster.title, count(*), sum((SELECT count(*) FROM vote WHERE contribution_id = contribution.id))"
        f" FROM cluster JOIN contribution ON contribution.cluster_id = cluster.id WHERE {SEEN} GROUP BY cluster.id"
    )
    listed = table_of(read, "Thema", "Aussage", "Beiträge", "Punkte")
    assert sorted((row[0][0], int(row[2][0]), int(row[3][0])) for row in listed) == sorted(themes)
    brief = table_of(read, "Thema", "Station", "Beiträge", "Punkte", "Beitrag mit den meisten Punkten")
    votes = sorted((int(str(theme[2])) for theme in themes), reverse=True)
    assert [int(row[3][0]) for row in brief] == votes[:6]
    assert {(row[0][0], int(row[2][0]), int(row[3][0])) for row in brief} <= set(themes)


def test_kinds_by_station(read: DocumentObject) -> None:
    names = {"Ideen": "idea", "Probleme": "problem", "Fragen": "question", "Wünsche": "wish", "Angebote": "offer"}
    told = table_of(read, "Art", "Station 1", "Station 2", "Station 3", "gesamt")
    assert [row[0][0] for row in told] == list(names)
    for title, *cells in told:
        by_station = [
            count(
                "SELECT count(*) FROM contribution JOIN station ON station.id = contribution.station_id"
                f" WHERE {SEEN} AND kind = '{names[title[0]]}' AND station.position = {position}"
            )
            for position in (1, 2, 3)
        ]
        assert [int(cell[0]) for cell in cells] == [*by_station, sum(by_station)]


def test_the_appendix_is_what_is_visible(read: DocumentObject) -> None:
    stored = rows_of(
        "SELECT printf('S%d-%03d', position, number), text,"
        " (SELECT count(*) FROM vote WHERE contribution_id = contribution.id)"
        f" FROM contribution JOIN station ON station.id = contribution.station_id WHERE {SEEN}"
        " ORDER BY position, number"
    )
    listed = appendix(read)
    assert [(number, texts[0], int(dots[0])) for number, (_, texts, _, dots) in listed.items()] == stored


def test_every_reference_to_a_contribution_names_one(read: DocumentObject) -> None:
    numbers = set(appendix(read))
    quoted = [number for line in said(read, "ListBullet", "ListNote") for number in re.findall(r"S\d-\d{3}", line)]
    assert len(quoted) > 30
    assert set(quoted) <= numbers


def test_measures_and_questions_are_all_there(read: DocumentObject) -> None:
    told = table_of(read, "Was", "Wer", "Bis wann", "Status", "Station")
    states = {"open": "offen", "agreed": "vereinbart", "done": "erledigt"}
    stored = rows_of(
        "SELECT what, coalesce(who, 'noch nicht festgelegt'), coalesce(by_when, 'noch nicht festgelegt'), state,"
        " 'Station ' || station.position"
        " FROM measure JOIN station ON station.id = measure.station_id ORDER BY station.position, measure.position"
    )
    assert [tuple(cell[0] for cell in row) for row in told] == [
        (what, who, by_when, states[str(state)], station) for what, who, by_when, state, station in stored
    ]
    asked = table_of(read, "Nr.", "Frage", "Herkunft", "Antwort")
    hosts = [str(row[0]) for row in rows_of("SELECT text FROM statement WHERE kind = 'question' ORDER BY station_id")]
    assert [row[1][0] for row in asked][: len(hosts)] == hosts


def test_photos_are_in_it_with_their_numbers(file: bytes, read: DocumentObject) -> None:
    captions = [line for line in said(read, "Caption") if re.search(r"S\d-F\d\d", line)]
    assert len(captions) == count("SELECT count(*) FROM photo WHERE NOT removed") == 5
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 5


def test_what_nobody_may_read_is_nowhere(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        everything = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))
        )
    for word in ("Verborgenes", "Zurückgezogenes", "Wartendes", "Verschwiegener"):
        assert word not in everything


def test_the_feedback_is_counted(read: DocumentObject) -> None:
    answers = [json.loads(str(row[0])) for row in rows_of("SELECT scale FROM feedback_answer")]
    asked = rows_of("SELECT position, text FROM feedback_question ORDER BY position")
    told = table_of(read, "Frage", "Antworten", "Mittelwert", "1", "2", "3", "4", "5")
    wanted = []
    for position, question in asked:
        chosen = [scale[str(position)] for scale in answers if str(position) in scale]
        mean = f"{sum(chosen) / len(chosen):.1f}".replace(".", ",")
        wanted.append([question, str(len(chosen)), mean, *(str(chosen.count(place)) for place in range(1, 6))])
    assert [[cell[0] for cell in row] for row in told] == wanted
    some = count("SELECT count(*) FROM feedback_answer WHERE scale != '{}' OR text != ''")
    assert any(line.startswith(f"{some} Personen haben Feedback gegeben") for line in said(read, "BodyText"))
    comments = [str(row[0]) for row in rows_of("SELECT text FROM feedback_answer WHERE NOT hidden AND text != ''")]
    assert len(comments) > 15
    assert set(comments) <= set(said(read, "ListBullet"))


def test_charts_draw_the_tables(file: bytes, read: DocumentObject) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", name))
        drawn = [etree.fromstring(archive.read(name)) for name in names]
    series = [
        [[int(str(v.text)) for v in one.iterfind("{*}val//{*}v")] for one in chart.iter("{*}ser")] for chart in drawn
    ]
    dots = [int(row[3][0]) for row in table_of(read, "Thema", "Aussage", "Beiträge", "Punkte")]
    assert [votes for one in series[:3] for votes in one[0]] == dots
    kinds = table_of(read, "Art", "Station 1", "Station 2", "Station 3", "gesamt")
    assert series[3] == [[int(cell[0]) for cell in row[1:4]] for row in kinds]
    feedback = table_of(read, "Frage", "Antworten", "Mittelwert", "1", "2", "3", "4", "5")
    assert series[4] == [[int(row[3 + place][0]) for row in feedback] for place in range(5)]


def test_the_stored_contents_name_every_station(read: DocumentObject) -> None:
    titles = [text for level, text in numbered(read) if level == 1]
    assert [title.split("\t")[1] for title in titles[3:6]] == [
        "Station 1: Förderung & Räume",
        "Station 2: Offene Verwaltung",
        "Station 3: Teilhabe & Vernetzung",
    ]
