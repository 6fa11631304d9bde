"""A rehearsal on PostgreSQL: it fills the day, and its deletion leaves what a real guest wrote."""

import re
import time
from pathlib import Path

import psycopg
import pytest

from tests.browser.serving import serve_quickly
from tests.conftest import new_id
from tests.scale.conftest import SECRET
from tests.scale.screen import Screen
from tests.scale.services import Postgres

pytestmark = pytest.mark.timeout(400)

EMPTIED = ("vote", "statement", "cluster", "journal_entry", "event_deed", "feedback_answer", "rehearsal")
TEXT = "Ich bin echt"


@pytest.mark.parametrize(("people", "minutes"), [(10, 0.1), pytest.param(90, 0.4, marks=pytest.mark.long)])
def test_a_rehearsal_leaves_nothing_but_a_real_guests_words(
    tmp_path: Path, postgres: Postgres, people: int, minutes: float
) -> None:
    database = postgres.database()  # planted today: the day of one that is kept for copies is over
    with (
        serve_quickly(tmp_path / "data", DATABASE_URL=database, SECRET_KEY=SECRET) as server,
        psycopg.connect(database, autocommit=True) as connection,
    ):
        station = server.stations[0]
        phone = Screen(server.url, server.links["stations"][station].removeprefix(server.url))
        sent = {"id": new_id(), "station": station, "text": TEXT, "kind": "idea", "language": "de"}
        assert phone.order("contribution.add", **sent)["ok"]
        said = server.flask("rehearse", "--people", str(people), "--minutes", str(minutes))
        assert re.search(r"\d+ orders, 0 refused", said), said
        assert connection.execute("SELECT count(*) FROM participant WHERE simulated").fetchone() == (people,)
        (written,) = connection.execute("SELECT count(*) FROM contribution").fetchone() or (0,)
        begun = time.monotonic()
        server.flask("rehearse", "--delete")
        print(f"{written} contributions of {people} guests went within {time.monotonic() - begun:.1f} s\n{said}")
        assert connection.execute("SELECT text FROM contribution").fetchall() == [(TEXT,)]
        for table in EMPTIED:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert connection.execute("SELECT phase, feedback_state, round_position FROM event").fetchall() == [
            ("before", "before", None)
        ]
