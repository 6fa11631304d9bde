"""PostgreSQL whose disk takes no more: a refusal that people understand, and nobody kept from taking things home."""

import pytest
from flask import Flask
from sqlalchemy import text

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.services import event_journal, feedback, rounds
from tests.conftest import refused

pytestmark = pytest.mark.timeout(300)


def fail(state: str, table: str) -> None:
    """Let PostgreSQL fail with this SQLSTATE where a row comes into a table."""
    raising = f"RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{state}';"
    with db.engine.begin() as connection:
        function = f"CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raising} END $$"
        connection.execute(text(function))
        trigger = f"CREATE TRIGGER fails BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION fails()"
        connection.execute(text(trigger))


def test_what_organisers_and_phones_send_is_refused_as_on_sqlite(
    app: Flask, event: Event, organiser: Actor, author: Actor
) -> None:
    feedback.begin(organiser)
    fail("53100", "event_deed")
    with refused("storage_full"):
        rounds.start(organiser, 1)
    with db.engine.begin() as connection:
        connection.execute(text("DROP FUNCTION fails CASCADE"))
    fail("53100", "feedback_answer")
    with refused("storage_full"):
        feedback.set(author, scale={"1": 3}, text="", language="de")
    with db.engine.begin() as connection:
        connection.execute(text("DROP FUNCTION fails CASCADE"))
    assert feedback.set(author, scale={"1": 3}, text="", language="de").survey == "answers"
    assert rounds.start(organiser, 1).row.position == 1


@pytest.mark.parametrize("state", ["53100", "57014", "25006", "55P03"])
def test_downloads_go_on_and_are_not_written_down(app: Flask, event: Event, organiser: Actor, state: str) -> None:
    """A full disk, an order that took too long (another one has the event), a database that only reads, a lock."""
    fail(state, "event_deed")
    event_journal.note_download(organiser, "export.zip")
    assert list(event_journal.of_event(event.id)) == []
