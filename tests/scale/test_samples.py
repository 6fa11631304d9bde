"""PostgreSQL keeps no samples of what people wrote: its statistics would outlive the day of deletion."""

import datetime as dt

import psycopg
from flask import Flask

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.services import events, participants
from facilitation.storage import erasing
from tests.conftest import deleted_on, write
from tests.scale.test_backup import app, on_disk, pytestmark

__all__ = ["app", "pytestmark"]
WORDS = [f"Geheimwort-{number:02}" for number in range(20)]
NAMES = [f"Geheimname-{number:02}" for number in range(20)]


def people_write() -> None:
    event = events.find("dresden-2023")
    for word, name in zip(WORDS, NAMES, strict=True):
        author = Actor(event.id, participants.join(event, language="de").id)
        participants.greet(author, name=name, language="de")
        write(author, event.stations[0], word)
    db.session.remove()


def sampled(database: str) -> bool:
    """Let PostgreSQL do what its autovacuum does by itself; return whether it then knows one of the texts."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("ANALYZE")
        known = "SELECT count(*) FROM pg_stats WHERE pg_stats::text LIKE '%Geheim%'"
        return connection.execute(known).fetchone() != (0,)


def test_samples_of_an_earlier_version_are_gone_with_what_was_sampled(app: Flask, database: str) -> None:
    with app.test_request_context():
        people_write()
        assert sampled(database)
        assert deleted_on(dt.date(2999, 1, 1)) == ["dresden-2023"]
        assert erasing.erase(at_rest=True)
        db.session.remove()
        assert not sampled(database)
        assert on_disk(database, WORDS + NAMES) == []


def test_from_the_start_on_nothing_is_sampled(app: Flask, database: str) -> None:
    with app.test_request_context():
        assert erasing.erase(at_rest=True)  # as a server does when it starts
        people_write()
        assert not sampled(database)
