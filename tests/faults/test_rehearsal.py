"""A rehearsal on a real server: by the command and by the page, through a restart, and gone with its server."""

import asyncio
import json
import re
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from facilitation.rehearsal import web
from facilitation.rehearsal.connection import FORM, Connection
from tests.browser.serving import Server, serve_quickly
from tests.faults.cafe import opened

pytestmark = pytest.mark.timeout(300)

PEOPLE = 10
SECONDS = 6
"""How long the whole day takes: nobody waits for anything but that."""
WITHIN = 60.0
EMPTIED = ("vote", "statement", "cluster", "journal_entry", "event_deed", "feedback_answer", "rehearsal")
"""Tables in which a real guest's contribution leaves nothing."""


def asked(database: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


async def come(server: Server, link: str) -> str:
    """Come in by a code or a secret link, as a browser does; returns the cookie."""
    answer = await web.ask(f"{server.url}{urlsplit(link).path}")
    return answer.headers["set-cookie"].partition(";")[0]


async def real_guest(server: Server, text: str) -> None:
    """Somebody real scans a code and writes."""
    cookie = await come(server, server.links["stations"][server.stations[0]])
    phone = Connection()
    await phone.open(urlsplit(server.url).netloc, cookie)
    await phone.order("station.open", event=server.event, station=server.stations[0], form=FORM)
    sent = {"id": str(uuid.uuid4()), "text": text, "kind": "idea", "language": "de", "station": server.stations[0]}
    assert (await phone.order("contribution.add", **sent))["ok"]
    phone.hang_up()


async def order(server: Server, cookie: str, **form: str) -> None:
    answer = await web.ask(f"{server.url}/e/{server.event}/rehearsal", cookie, body=urlencode(form))
    assert answer.status == 303, answer.body


async def figures(server: Server, cookie: str) -> dict[str, Any]:
    answer = await web.ask(f"{server.url}/e/{server.event}/rehearsal.json", cookie)
    told: dict[str, Any] = json.loads(answer.body)
    return told


async def until(holds: Any) -> None:
    async with asyncio.timeout(WITHIN):
        while not await holds():
            await asyncio.sleep(0.05)


def test_the_command_fills_the_day_and_takes_it_away_after_a_restart(tmp_path: Path, fresh: Path) -> None:
    async def day() -> None:
        async with opened(tmp_path, fresh) as cafe:
            await real_guest(cafe.server, "Ich bin echt")
            said = await asyncio.to_thread(
                cafe.server.flask, "rehearse", "--people", str(PEOPLE), "--minutes", str(SECONDS / 60)
            )
            summed_up = re.search(r"(\d+) orders, (\d+) refused.*median (\d+) ms.*within (\d+) ms, slowest (\d+)", said)
            assert summed_up is not None, said
            orders, refused, median, p95, slowest = map(int, summed_up.groups())
            assert (orders > 5 * PEOPLE, refused) == (True, 0)
            assert 0 < median <= p95 <= slowest
            assert asked(cafe.database, "SELECT count(*), sum(simulated) FROM participant") == [(PEOPLE + 1, PEOPLE)]
            (written,) = asked(
                cafe.database, "SELECT count(*), count(DISTINCT station_id), count(reply_to) FROM contribution"
            )
            assert (written[0] > PEOPLE, written[1], written[2] > 0) == (True, 3, True)
            assert asked(cafe.database, "SELECT count(DISTINCT language) > 1 FROM contribution") == [(1,)]
            assert asked(cafe.database, "SELECT count(*) > 0 FROM vote") == [(1,)]
            assert asked(cafe.database, "SELECT count(*), sum(text != '') FROM statement") == [(6, 6)]
            assert asked(cafe.database, "SELECT count(*) > 0 FROM cluster WHERE title != ''") == [(1,)]
            assert asked(cafe.database, "SELECT phase, feedback_state FROM event") == [("after", "closed")]
            assert asked(cafe.database, "SELECT count(*) > 0, min(simulated) FROM feedback_answer") == [(1, 1)]
            await cafe.stop()
            await cafe.start()
            await asyncio.to_thread(cafe.server.flask, "rehearse", "--delete")
            await real_guest(cafe.server, "Ich auch")
            rows = asked(cafe.database, "SELECT text, number FROM contribution ORDER BY number")
            assert [text for text, _ in rows] == ["Ich bin echt", "Ich auch"]
            assert rows[1][1] > 2  # no number is given twice
            for table in (
                "vote",
                "statement",
                "cluster",
                "journal_entry",
                "event_deed",
                "feedback_answer",
                "rehearsal",
            ):
                assert asked(cafe.database, f"SELECT count(*) FROM {table}") == [(0,)], table
            assert asked(cafe.database, "SELECT phase, feedback_state, round_position FROM event") == [
                ("before", "before", None)
            ]
            assert asked(cafe.database, "SELECT count(started_at) FROM round") == [(0,)]

    asyncio.run(day())


def test_a_day_that_is_shorter_than_its_peoples_way_in_waits_for_them(tmp_path: Path, fresh: Path) -> None:
    async def day() -> None:
        async with opened(tmp_path, fresh) as cafe:
            said = await asyncio.to_thread(
                cafe.server.flask, "rehearse", "--people", str(PEOPLE), "--minutes", str(1 / 60)
            )
            assert re.search(r"(\d+) orders", said), said
            assert asked(cafe.database, "SELECT count(*) FROM participant WHERE simulated") == [(PEOPLE,)]

    asyncio.run(day())


def test_behind_https_its_people_come_straight_to_the_server(tmp_path: Path, fresh: Path) -> None:
    with serve_quickly(tmp_path / "data", fresh, BASE_URL="https://cafe.example") as server:
        said = server.flask("rehearse", "--people", str(PEOPLE), "--minutes", str(SECONDS / 60))
        assert re.search(r"\d+ orders, 0 refused", said), said
        database = tmp_path / "data" / "cafe.sqlite3"
        assert asked(database, "SELECT count(*) FROM participant WHERE simulated") == [(PEOPLE,)]
        assert asked(database, "SELECT json_extract(told, '$.straight') FROM rehearsal") == [(1,)]
        server.flask("rehearse", "--delete")
        assert asked(database, "SELECT count(*) FROM participant WHERE simulated") == [(0,)]


def children(pid: int) -> set[int]:
    """The processes that this one started and that run."""
    told = " ".join(one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children"))
    return {int(one) for one in told.split() if _runs(int(one))}


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_page_starts_it_pauses_it_and_it_ends_with_its_server(tmp_path: Path, fresh: Path) -> None:
    async def day() -> None:
        async with opened(tmp_path, fresh) as cafe:
            server = cafe.server
            cookie = await come(server, server.links["organiser"])
            await order(server, cookie, do="begin", people=str(PEOPLE), minutes="60", plays="on")
            (process,) = children(server.process.pid)

            async def is_told() -> bool:
                return bool((await figures(server, cookie))["rehearsal"]["told"]["orders"])

            await order(server, cookie, do="take", minutes="3")
            await until(is_told)
            await order(server, cookie, do="pause")

            async def stands() -> bool:
                before = (await figures(server, cookie))["rehearsal"]["told"]
                await asyncio.sleep(1.5)  # it tells every second
                return bool((await figures(server, cookie))["rehearsal"]["told"] == before)

            await until(stands)
            assert await is_gone(process) is False
            await cafe.kill()
            await until(lambda: is_gone(process))
            await cafe.start()
            told = (await figures(cafe.server, cookie))["rehearsal"]
            assert told["people"] == PEOPLE
            await order(cafe.server, cookie, do="delete")
            assert (await figures(cafe.server, cookie))["goes"]["people"] == 0

    async def is_gone(process: int) -> bool:
        return not _runs(process)

    asyncio.run(day())


def test_stopping_ends_it_soon_and_what_it_brought_stays_until_it_is_deleted(tmp_path: Path, fresh: Path) -> None:
    async def day() -> None:
        async with opened(tmp_path, fresh) as cafe:
            server = cafe.server
            cookie = await come(server, server.links["organiser"])
            await order(server, cookie, do="begin", people=str(PEOPLE), minutes="3", plays="on")

            async def somebody_wrote() -> bool:
                return bool((await figures(server, cookie))["goes"]["contributions"])

            async def has_ended() -> bool:
                return bool((await figures(server, cookie))["rehearsal"]["ended"])

            await until(somebody_wrote)
            await order(server, cookie, do="stop")
            await until(has_ended)
            assert (await figures(server, cookie))["goes"]["contributions"] > 0

    asyncio.run(day())
