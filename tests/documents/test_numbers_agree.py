"""Whatever counts the same thing counts it by the same rule: recounted in SQL on a harvest with twelve mergers.

Each visible contribution counts once, also an answer and what was merged into another, in whose theme it is. What is
hidden, withdrawn or waits counts nowhere. A merged one's dots count at the other, each person once.
"""

import io
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlalchemy import text

from facilitation.actor import Actor
from facilitation.documents import deck, report
from facilitation.documents.deck.slide import Bars
from facilitation.documents.deck.summary import summary
from facilitation.documents.editions import preview
from facilitation.documents.exports import markdown, tables, words
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.queries import changes, desk, harvest, word_cloud
from facilitation.queries.harvest import EventHarvest
from facilitation.services import (
    clusters,
    contributions,
    events,
    merging,
    moderation,
    newcomers,
    paper_cards,
    participants,
    station_plan,
    stations,
    votes,
)
from tests.apps import MovingApp
from tests.conftest import an_hour_ago, new_id, write
from tests.documents.exports.building import finished
from tests.documents.report.reading import appendix, said, table_of

ROOT = Path(__file__).parent.parent.parent
SEEN = """
    FROM contribution c JOIN station s ON s.id = c.station_id
    LEFT JOIN contribution h ON h.id = c.merged_into AND h.state = 'visible'
    LEFT JOIN cluster t ON t.id = CASE WHEN h.id IS NULL THEN c.cluster_id ELSE h.cluster_id END
        AND t.removed = 0 AND t.title <> ''
"""
"""What is visible (`c`) at a station (`s`), beneath which visible one (`h`), and in which theme (`t`)."""
DOTS = f"""
    SELECT position, title, count(*) + sum(by_hand) FROM (
        SELECT DISTINCT s.position, t.title, coalesce(h.id, c.id), v.participant_id, 0 AS by_hand {SEEN}
        JOIN vote v ON v.contribution_id = c.id JOIN participant p ON p.id = v.participant_id
        WHERE c.state = 'visible' AND p.left_out = 0
        UNION ALL
        SELECT s.position, t.title, c.id, NULL, c.by_hand - 1 {SEEN} WHERE c.state = 'visible'
    ) GROUP BY position, title
"""
WRITTEN = f"SELECT s.position, t.title, count(*) {SEEN} WHERE c.state = 'visible' GROUP BY s.position, t.title"
KINDS = "SELECT s.position, c.kind, count(*)" + SEEN + "WHERE c.state = 'visible' GROUP BY s.position, c.kind"


def twelve_mergers() -> Event:
    """Two stations, one closed, with themes, answers, hands and twelve mergers: hidden, withdrawn, chained."""
    event = events.find("dresden-2023")
    for position, station in enumerate(event.stations[:2]):
        _fill(event, station, position)
    db.session.rollback()
    return event


def _fill(event: Event, station: Station, place: int) -> None:
    host = Actor(event.id, hosts=frozenset({station.id}))
    joined = [participants.join(event, language="de", joined_at=an_hour_ago()) for _ in range(6)]
    joined[0].rushed = True
    db.session.commit()
    guests = [Actor(event.id, one.id) for one in joined]
    kinds = ("idea", "problem", "question", "wish", "offer")
    cards = [write(guests[n % 6], station, f"Beitrag {n}", kind=kinds[n % 5]).id for n in range(20)]
    answer = write(guests[5], station, "Eine Antwort", reply_to=cards[0]).id
    paper = new_id()
    fields: dict[str, Any] = {"text": "Vom Papier", "kind": "wish", "language": "de"}
    paper_cards.type_in(host, station.id, id=paper, by_hand=3, **fields)
    rooms, money, gone, unnamed = (new_id() for _ in range(4))
    for id, title in ((rooms, "Räume"), (money, "Geld"), (gone, "Weg"), (unnamed, "")):
        clusters.add(host, station.id, id=id, title=title or "Später")
    clusters.put(host, [cards[0], cards[1], cards[2], paper], rooms)
    clusters.put(host, [cards[3], cards[4], cards[5]], money)
    clusters.put(host, [cards[6]], gone)
    clusters.remove(host, gone)
    for n, guest in enumerate(guests):
        for one in (cards[0], cards[n + 1], cards[7 + n]) if n % 2 else (cards[1], cards[3], paper):
            votes.set(guest, one, on=True)
    merging.merge(host, cards[0], [cards[1], cards[3], paper])  # of its own theme, of another's, and from paper
    merging.merge(host, cards[4], [cards[8]])  # from the inbox into a theme
    merging.merge(host, cards[9], [cards[5], answer])  # out of a theme into the inbox, and an answer
    if place == 1:
        write(guests[2], station, "Antwort auf Zusammengelegtes", reply_to=cards[8])
        merging.merge(host, cards[16], [cards[17]])
        merging.merge(host, cards[18], [cards[16]])  # with what lay beneath it
        clusters.put(host, [cards[18]], unnamed)
        moderation.hide(host, answer, reason="Name")
        second = new_id()
        paper_cards.type_in(host, station.id, id=second, by_hand=4, **fields)
        merging.merge(host, cards[19], [second])
        moderation.hide(host, cards[19])
        contributions.withdraw(guests[15 % 6], cards[15])
        station_plan.set_closed(Actor(event.id, organiser=True), station.id, on=True)
    if place == 0:
        merging.merge(host, cards[10], [cards[11]])
        moderation.hide(host, cards[10], reason="Name")  # what lay beneath it stands for itself
        merging.merge(host, cards[12], [cards[13]])
        moderation.hide(host, cards[13])
        merging.merge(host, cards[14], [cards[15]])
        author = guests[14 % 6]
        contributions.withdraw(author, cards[14])
        stations.set_approve_first(host, station.id, on=True)
        write(guests[1], station, "Das wartet", kind="problem")
        newcomers.leave_out(Actor(event.id, organiser=True), on=True)


@pytest.fixture(scope="module")
def event(planted: Path, moving_app: MovingApp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Event]:
    with moving_app.move(tmp_path_factory.mktemp("twelve"), planted).test_request_context():
        yield twelve_mergers()
        db.session.remove()
    moving_app.leave()


@pytest.fixture
def brought(event: Event) -> EventHarvest:
    return harvest.of(event)


def recounted(query: str) -> Counter[tuple[int, str | None]]:
    """How many there are by a station's position and something else, by SQL."""
    rows = db.session.execute(text(query)).all()
    db.session.rollback()
    return Counter({(row[0], row[1]): int(row[2]) for row in rows if row[2]})


def of_stations(counted: Counter[tuple[int, str | None]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for (station, _), count in counted.items():
        found[station] += count
    return found


def test_the_harvest_and_its_themes(event: Event, brought: EventHarvest) -> None:
    mergers = db.session.execute(text("SELECT count(*) FROM journal_entry WHERE deed = 'contribution.merge'")).scalar()
    assert mergers == 12
    written, dots = recounted(WRITTEN), recounted(DOTS)
    assert brought.contributions == written.total() > 35
    assert brought.votes == dots.total() > 20
    for station in brought.stations:
        assert len(station.contributions) == of_stations(written)[station.position]
        assert station.votes == of_stations(dots)[station.position]
        themes = {one.title: (one.size, one.votes) for one in station.clusters}
        themes[None] = (station.without_theme, station.votes_without_theme)  # type: ignore[index]
        assert {title: both for title, both in themes.items() if both != (0, 0)} == {
            title: (count, dots[position, title])
            for (position, title), count in written.items()
            if position == station.position
        }
        assert sum(one.dots or 0 for one in station.contributions) == station.votes


def test_the_report(event: Event, brought: EventHarvest) -> None:
    written, dots, kinds = recounted(WRITTEN), recounted(DOTS), recounted(KINDS)
    read = Document(io.BytesIO(report.build(brought)))
    ((_, contributed, given, _),) = table_of(read, "Personen", "Beiträge", "Punkte", "Sprachen")
    assert (contributed, given) == ([str(written.total())], [str(dots.total())])
    overview = table_of(read, "Station", "Personen", "Beiträge", "Themen", "Punkte")
    assert [row[2] + row[4] for row in overview] == [
        *([str(of_stations(written)[n]), str(of_stations(dots)[n])] for n in (1, 2, 3)),
        [str(written.total()), str(dots.total())],
    ]
    rows = table_of(read, "Thema", "Aussage", "Beiträge", "Punkte")
    assert sorted((row[0][0], int(row[2][0]), int(row[3][0])) for row in rows) == sorted(
        (title, count, dots[n, title]) for (n, title), count in written.items() if title is not None
    )
    for n in (1, 2):
        left = f"{written[n, None]} Beiträge ({dots[n, None]} Punkte) sind keinem Thema zugeordnet"
        assert [note for note in said(read, "Note") if note.startswith(left)]
    by_kind = table_of(read, "Art", "Station 1", "Station 2", "Station 3", "gesamt")
    assert sum(int(row[4][0]) for row in by_kind) == written.total()
    assert sorted(int(row[n][0]) for row in by_kind for n in (1, 2)) == sorted(kinds.values())
    cells = appendix(read).values()
    assert len(cells) == written.total()
    assert sum(int(row[-1][0]) for row in cells if row[-1] != ["–"]) == dots.total()
    listed = len([one for one in said(read, "ListBullet") if re.search(r"\(S[12]-\d{3}", one)])
    offers = table_of(read, "Nr.", "Angebot", "Station", "Punkte")
    questions = table_of(read, "Nr.", "Frage", "Herkunft", "Antwort")
    left_out = r"(\d+) weiterer? (?:Beitrag|Beiträge|Fragen? von Gästen) st(?:eht|ehen) im Anhang\."
    notes = [re.fullmatch(left_out, note) for note in said(read, "Note")]
    more = sum(int(note[1]) for note in notes if note)
    assert listed + len(offers) + len(questions) + more == kinds.total(), "what a list leaves out, it says"


def test_tables_and_wiki(event: Event, brought: EventHarvest) -> None:
    written, dots = recounted(WRITTEN), recounted(DOTS)
    told = tables.every(brought, words.of("de"))
    rows = [dict(zip(tables.CONTRIBUTION, row, strict=True)) for row in told[0].rows]
    assert (len(rows), sum(row["votes"] or 0 for row in rows)) == (written.total(), dots.total())  # type: ignore[misc]
    hands = db.session.execute(text("SELECT sum(by_hand) FROM contribution WHERE state = 'visible'")).scalar()
    assert sum(row["by_hand"] or 0 for row in rows) == hands  # type: ignore[misc]
    themes = list(told[1].rows)
    assert [sum(int(str(row[n])) for row in themes) for n in (2, 3)] == [  # the third station has no contributions
        written.total(),
        dots.total(),
    ]
    page = finished(markdown.build(brought, words.of("de"))).decode()
    lines = re.findall(r"^\| (.+) \| (\d+) \| (\d+) \|$", page, re.M)
    assert (sum(int(n) for _, n, _ in lines), sum(int(n) for *_, n in lines)) == (written.total(), dots.total())
    assert sum(map(int, re.findall(r"^\*\*S\d.* · (\d+) Punkte?(?: ·|$)", page, re.M))) == dots.total()
    assert len(re.findall(r"^\*\*S\d-\d{3}\*\*", page, re.M)) == written.total()


def test_slides_pages_and_the_desk(event: Event, brought: EventHarvest) -> None:
    written, dots = recounted(WRITTEN), recounted(DOTS)
    made = deck.slides(brought)
    for station in brought.stations[:2]:
        n = station.position
        (bars,) = [one.content for one in made if one.name == f"s{n}-themes"]
        assert isinstance(bars, Bars)
        assert {bar.label: bar.value for bar in bars.bars} == {
            title: dots[n, title] for place, title in written if place == n and title is not None
        }
        assert bars.more == f"{dots[n, None]} Punkte ohne Thema."
        page = summary(station)
        assert page.numbers == (f"{of_stations(written)[n]} Beiträge", f"{of_stations(dots)[n]} Punkte")
        assert page.bars is not None
        assert page.bars.more == bars.more
    parts = {one.station: one for one in preview.of(brought, {})}
    figures = {one["station"]: one for one in desk.figures(event.id)["stations"]}
    for station in brought.stations:
        n = station.position
        assert parts[n].figure["contributions"] == of_stations(written)[n]
        assert (figures[station.slug]["contributions"], figures[station.slug]["votes"]) == (
            of_stations(written)[n],
            of_stations(dots)[n],
        )


COUNT = """
import { arrange } from "./static/js/lib/model/board.js";
import { themesOf } from "./static/js/lib/model/themes.js";
const byId = (list) => new Map(list.map((one) => [one.id, one]));
const told = JSON.parse(process.argv[1]).map(({ contributions, clusters }) => {
  const view = { contributions: byId(contributions), clusters: byId(clusters) };
  const counted = (list) => Object.fromEntries(list);
  return {
    contributions: view.contributions.size,
    themes: counted(themesOf(view).map((one) => [one.title, [one.contributions, one.votes]])),
    board: counted(arrange(view).columns.map((one) => [one.cluster.title, [one.size, one.votes]])),
  };
});
console.log(JSON.stringify(told));
"""


def test_phones_walls_and_boards(event: Event) -> None:
    written, dots = recounted(WRITTEN), recounted(DOTS)
    read = [changes.read(station.id, 0, who) for station in event.stations[:2] for who in ("public", "wall", "hosts")]
    command = [str(ROOT / ".ci" / "node"), "--input-type=module", "-e", COUNT, json.dumps(read)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for place, told in enumerate(json.loads(answer)):
        n, audience = place // 3 + 1, ("public", "wall", "hosts")[place % 3]
        themes = {title: [written[n, title], dots[n, title]] for title in ("Räume", "Geld")}
        if audience == "hosts":
            assert {title: told["board"][title] for title in themes} == themes
        else:
            assert (told["themes"], told["contributions"]) == (
                told["themes"] | themes,
                of_stations(written)[n],
            )


def test_the_cloud_is_counted_in_all_that_is_visible(event: Event) -> None:
    told = word_cloud.said(event.id)
    counted = db.session.execute(text(f"SELECT count(*), count(DISTINCT c.language) {SEEN} WHERE c.state = 'visible'"))
    assert (len(told), word_cloud.languages(told)) == tuple(counted.one())
    harvested = harvest.of(event)
    assert (len(told), word_cloud.languages(told)) == (harvested.contributions, len(harvested.languages))
